package org.rlvr4j.verifiers.math;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rlvr4j.verifiers.math.expression.Expression;
import org.rlvr4j.verifiers.math.expression.Expression.Numeral;
import org.rlvr4j.verifiers.math.expression.Expression.Power;
import org.rlvr4j.verifiers.math.expression.Expression.Product;
import org.rlvr4j.verifiers.math.expression.Expression.Quantity;
import org.rlvr4j.verifiers.math.expression.Expression.Quantity.UnitPower;
import org.rlvr4j.verifiers.math.expression.Expression.Quotient;
import org.rlvr4j.verifiers.math.expression.Expression.Symbol;
import org.rlvr4j.verifiers.math.expression.Rational;
import org.rlvr4j.verifiers.math.expression.Units;

/**
 * Reads what can be written alike and mean two things as the other answer shows that it is meant.
 *
 * <p>{@code 5 m} is a product beside {@code 5k + 2}, and five metres beside {@code 500 cm} or {@code 5}: letters behind a
 * number are units where the other answer has no letters for variables. The rule is the same in both directions.
 */
final class Reconciliation {

    private Reconciliation() {}

    /** An answer, read beside another one. */
    static Expression of(Expression answer, Expression other) {
        return hasNoVariables(other) ? asQuantity(answer).orElse(answer) : answer;
    }

    /** Whether an answer has a unit, or letters that can be one. */
    static boolean isMeasured(Expression answer) {
        return answer instanceof Quantity || asQuantity(answer).isPresent();
    }

    /** Whether an answer is a number, perhaps with a unit, or could be one itself. */
    private static boolean hasNoVariables(Expression other) {
        if (other instanceof Quantity quantity) {
            return isNumber(quantity.value());
        }
        return isNumber(other) || asQuantity(other).isPresent();
    }

    private static boolean isNumber(Expression value) {
        if (value instanceof Numeral || value instanceof Expression.Constant) {
            return true;
        }
        if (value instanceof Expression.Negation negation) {
            return isNumber(negation.operand());
        }
        if (value instanceof Quotient quotient) {
            return isNumber(quotient.numerator()) && isNumber(quotient.denominator());
        }
        if (value instanceof Expression.Root root) {
            return isNumber(root.radicand()) && isNumber(root.index());
        }
        if (value instanceof Power power) {
            return isNumber(power.base()) && isNumber(power.exponent());
        }
        if (value instanceof Product product) {
            return product.factors().stream().allMatch(Reconciliation::isNumber);
        }
        return value instanceof Expression.Sum sum && sum.terms().stream().allMatch(Reconciliation::isNumber);
    }

    private static Optional<Expression> asQuantity(Expression answer) {
        List<UnitPower> units = new ArrayList<>();
        Expression rest = answer;
        if (answer instanceof Quotient quotient && isUnits(quotient.denominator())) {
            addUnits(quotient.denominator(), -1, units);
            rest = quotient.numerator();
        }
        if (rest instanceof Quantity quantity && isNumber(quantity.value())) {
            units.addAll(0, quantity.unit());
            return Optional.of(new Quantity(quantity.value(), units));
        }
        if (!(rest instanceof Product product)) {
            return Optional.empty();
        }
        List<Expression> factors = product.factors();
        int first = factors.size();
        while (first > 0 && isUnits(factors.get(first - 1))) {
            first--;
        }
        if (first == 0 || first == factors.size()) {
            return Optional.empty();
        }
        Expression value = first == 1 ? factors.get(0) : new Product(factors.subList(0, first));
        List<UnitPower> all = new ArrayList<>();
        factors.subList(first, factors.size()).forEach(unit -> addUnits(unit, 1, all));
        all.addAll(units);
        return isNumber(value) ? Optional.of(new Quantity(value, all)) : Optional.empty();
    }

    private static boolean isUnits(Expression written) {
        if (written instanceof Product product) {
            return product.factors().stream().allMatch(Reconciliation::isUnits);
        }
        if (written instanceof Power power) {
            return isUnits(power.base()) && power.exponent() instanceof Numeral;
        }
        return written instanceof Symbol symbol
                && Units.canonical(symbol.name()).isPresent();
    }

    private static void addUnits(Expression written, int sign, List<UnitPower> units) {
        if (written instanceof Product product) {
            product.factors().forEach(factor -> addUnits(factor, sign, units));
        } else if (written instanceof Power power
                && power.base() instanceof Symbol symbol
                && power.exponent() instanceof Numeral exponent) {
            units.add(new UnitPower(canonical(symbol), exponent.value().times(of(sign))));
        } else if (written instanceof Symbol symbol) {
            units.add(new UnitPower(canonical(symbol), of(sign)));
        }
    }

    private static String canonical(Symbol symbol) {
        return Units.canonical(symbol.name()).orElseThrow();
    }

    private static Rational of(int sign) {
        return new Rational(BigInteger.valueOf(sign), BigInteger.ONE);
    }
}
