package org.rlvr4j.verifiers.math.comparison;

import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.verifiers.math.expression.Expression;

/** Expands ± into its two values: all signs of one expression are taken together, ∓ the other way. */
final class PlusMinusSigns {

    private PlusMinusSigns() {}

    /** Returns the expression itself, or its two values. */
    static List<Expression> expand(Expression expression) {
        return holdsSign(expression)
                ? List.of(chosen(expression, true), chosen(expression, false))
                : List.of(expression);
    }

    static List<Expression> expandAll(List<Expression> expressions) {
        List<Expression> expanded = new ArrayList<>();
        expressions.forEach(expression -> expanded.addAll(expand(expression)));
        return expanded;
    }

    static boolean holdsSign(Expression expression) {
        if (expression instanceof Expression.PlusMinus) {
            return true;
        } else if (expression instanceof Expression.Sum sum) {
            return sum.terms().stream().anyMatch(PlusMinusSigns::holdsSign);
        } else if (expression instanceof Expression.Product product) {
            return product.factors().stream().anyMatch(PlusMinusSigns::holdsSign);
        } else if (expression instanceof Expression.Quotient quotient) {
            return holdsSign(quotient.numerator()) || holdsSign(quotient.denominator());
        } else if (expression instanceof Expression.Power power) {
            return holdsSign(power.base()) || holdsSign(power.exponent());
        } else if (expression instanceof Expression.Root root) {
            return holdsSign(root.radicand());
        } else if (expression instanceof Expression.Negation negation) {
            return holdsSign(negation.operand());
        } else if (expression instanceof Expression.Apply apply) {
            return apply.arguments().stream().anyMatch(PlusMinusSigns::holdsSign);
        } else if (expression instanceof Expression.Quantity quantity) {
            return holdsSign(quantity.value());
        }
        return expression instanceof Expression.Percent percent && holdsSign(percent.value());
    }

    private static Expression chosen(Expression expression, boolean upper) {
        if (expression instanceof Expression.PlusMinus sign) {
            Expression operand = chosen(sign.operand(), upper);
            return sign.minusFirst() == upper ? new Expression.Negation(operand) : operand;
        } else if (expression instanceof Expression.Sum sum) {
            return new Expression.Sum(all(sum.terms(), upper));
        } else if (expression instanceof Expression.Product product) {
            return new Expression.Product(all(product.factors(), upper));
        } else if (expression instanceof Expression.Quotient quotient) {
            return new Expression.Quotient(chosen(quotient.numerator(), upper), chosen(quotient.denominator(), upper));
        } else if (expression instanceof Expression.Power power) {
            return new Expression.Power(chosen(power.base(), upper), chosen(power.exponent(), upper));
        } else if (expression instanceof Expression.Root root) {
            return new Expression.Root(chosen(root.radicand(), upper), root.index());
        } else if (expression instanceof Expression.Negation negation) {
            return new Expression.Negation(chosen(negation.operand(), upper));
        } else if (expression instanceof Expression.Apply apply) {
            return new Expression.Apply(apply.function(), all(apply.arguments(), upper));
        } else if (expression instanceof Expression.Quantity quantity) {
            return new Expression.Quantity(chosen(quantity.value(), upper), quantity.unit());
        } else if (expression instanceof Expression.Percent percent) {
            return new Expression.Percent(chosen(percent.value(), upper));
        }
        return expression;
    }

    private static List<Expression> all(List<Expression> expressions, boolean upper) {
        return expressions.stream().map(expression -> chosen(expression, upper)).toList();
    }
}
