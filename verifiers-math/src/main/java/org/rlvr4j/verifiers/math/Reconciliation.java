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

    private static final String LETTERS_OF_UNITS = "mgLNJWV";
    private static final String MU = "mu";
    private static final String MICRO = "micro";

    private Reconciliation() {}

    /** An answer, read beside another one. */
    static Expression of(Expression answer, Expression other) {
        return hasNoVariables(other) && (!isNumber(other) || !hasOddLetter(answer))
                ? asQuantity(answer).orElse(answer)
                : answer;
    }

    /** Whether a letter stands behind the number that beside a bare number is a variable rather than a unit: 5t, 3s². */
    private static boolean hasOddLetter(Expression answer) {
        if (answer instanceof Product product) {
            return product.factors().stream().anyMatch(Reconciliation::hasOddLetter);
        }
        if (answer instanceof Quotient quotient) {
            return hasOddLetter(quotient.numerator()) && !isUnits(quotient.denominator());
        }
        if (answer instanceof Power power) {
            return hasOddLetter(power.base());
        }
        return answer instanceof Symbol symbol
                && symbol.name().length() == 1
                && LETTERS_OF_UNITS.indexOf(symbol.name()) < 0;
    }

    /** Whether an answer has a unit, or letters that can be one. */
    static boolean isMeasured(Expression answer) {
        return answer instanceof Quantity || asQuantity(answer).isPresent();
    }

    /** Whether an answer is a number, perhaps with a unit, or could be one itself. */
    private static boolean hasNoVariables(Expression other) {
        if (other instanceof Quantity quantity && isNumber(quantity.value())) {
            return true;
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
        if (rest instanceof Quantity quantity) {
            Optional<Quantity> prefixed = prefixed(quantity);
            Quantity known = prefixed.orElse(quantity);
            units.addAll(0, known.unit());
            return isNumber(known.value())
                            && (prefixed.isPresent() || known.unit().size() < units.size())
                    ? Optional.of(new Quantity(known.value(), units))
                    : Optional.empty();
        }
        if (!units.isEmpty() && isNumber(rest)) {
            return Optional.of(new Quantity(rest, units));
        }
        if (!(rest instanceof Product product)) {
            return Optional.empty();
        }
        if (product.factors().size() == 2 && product.factors().get(0) instanceof Quantity quantity) {
            Optional<Expression> prefixed =
                    withPrefixBefore(quantity, product.factors().get(1));
            if (prefixed.isPresent()) {
                return prefixed;
            }
        }
        if (product.factors().get(0) instanceof Quantity quantity && isNumber(quantity.value())) {
            return withMoreUnits(
                    quantity, product.factors().subList(1, product.factors().size()), units);
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
        boolean micro = factors.get(first) instanceof Symbol;
        Optional<String> prefixed = first + 1 == factors.size() || !micro
                ? Optional.empty()
                : micro(((Symbol) factors.get(first)).name(), factors.get(first + 1));
        prefixed.ifPresent(unit -> all.add(new UnitPower(unit, of(1))));
        factors.subList(prefixed.isPresent() ? first + 2 : first, factors.size())
                .forEach(unit -> addUnits(unit, 1, all));
        if (all.stream().anyMatch(unit -> unit.unit().equals(MICRO))) {
            return Optional.empty();
        }
        all.addAll(units);
        return isNumber(value) ? Optional.of(new Quantity(value, all)) : Optional.empty();
    }

    /** The μ before the unit of {@code 10 \\mu\\text{F}}, which was read as a factor of the number. */
    private static Optional<Quantity> prefixed(Quantity quantity) {
        if (!(quantity.value() instanceof Product product)
                || !(product.factors().get(product.factors().size() - 1) instanceof Symbol mu)
                || !mu.name().equals(MU)) {
            return Optional.empty();
        }
        List<Expression> factors =
                product.factors().subList(0, product.factors().size() - 1);
        Expression value = factors.size() == 1 ? factors.get(0) : new Product(factors);
        List<UnitPower> units = new ArrayList<>(quantity.unit());
        String unit = MICRO + units.get(0).unit();
        units.set(0, new UnitPower(unit, units.get(0).power()));
        return Units.find(unit).isPresent() ? Optional.of(new Quantity(value, units)) : Optional.empty();
    }

    /** The k of {@code \\text{k}\\Omega}, which was read as a unit of its own. */
    private static Optional<Expression> withPrefixBefore(Quantity quantity, Expression unit) {
        if (!(unit instanceof Symbol symbol) || quantity.unit().size() != 1 || !isNumber(quantity.value())) {
            return Optional.empty();
        }
        return Units.canonical(quantity.unit().get(0).unit() + symbol.name())
                .map(name -> new Quantity(quantity.value(), List.of(new UnitPower(name, of(1)))));
    }

    /** The m of {@code \\text{kg} m/s}, behind what was read as the unit. */
    private static Optional<Expression> withMoreUnits(
            Quantity quantity, List<Expression> factors, List<UnitPower> others) {
        if (!factors.stream().allMatch(factor -> isUnits(factor) && !mentionsMu(factor))) {
            return Optional.empty();
        }
        List<UnitPower> all = new ArrayList<>(quantity.unit());
        factors.forEach(factor -> addUnits(factor, 1, all));
        all.addAll(others);
        return Optional.of(new Quantity(quantity.value(), all));
    }

    private static boolean mentionsMu(Expression written) {
        return !(written instanceof Symbol symbol) || symbol.name().equals(MU);
    }

    /** The name of the unit that μ and a symbol make. */
    private static Optional<String> micro(String prefix, Expression unit) {
        return prefix.equals(MU) && unit instanceof Symbol symbol
                ? Units.canonical(symbol.name())
                        .map(MICRO::concat)
                        .filter(name -> Units.find(name).isPresent())
                : Optional.empty();
    }

    private static boolean isUnits(Expression written) {
        if (written instanceof Product product) {
            return product.factors().stream().allMatch(Reconciliation::isUnits);
        }
        if (written instanceof Power power) {
            return isUnits(power.base()) && integer(power.exponent()).isPresent();
        }
        return written instanceof Symbol symbol
                && (symbol.name().equals(MU) || Units.canonical(symbol.name()).isPresent());
    }

    private static void addUnits(Expression written, int sign, List<UnitPower> units) {
        if (written instanceof Product product) {
            product.factors().forEach(factor -> addUnits(factor, sign, units));
        } else if (written instanceof Power power && power.base() instanceof Symbol symbol) {
            Rational exponent = integer(power.exponent()).orElseThrow();
            units.add(new UnitPower(canonical(symbol), exponent.times(of(sign))));
        } else if (written instanceof Symbol symbol) {
            units.add(new UnitPower(canonical(symbol), of(sign)));
        }
    }

    private static Optional<Rational> integer(Expression exponent) {
        if (exponent instanceof Expression.Negation negation && negation.operand() instanceof Numeral numeral) {
            return Optional.of(numeral.value().times(of(-1)));
        }
        return exponent instanceof Numeral numeral ? Optional.of(numeral.value()) : Optional.empty();
    }

    private static String canonical(Symbol symbol) {
        return symbol.name().equals(MU) ? MICRO : Units.canonical(symbol.name()).orElseThrow();
    }

    private static Rational of(int sign) {
        return new Rational(BigInteger.valueOf(sign), BigInteger.ONE);
    }
}
