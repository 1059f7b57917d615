package org.rlvr4j.verifiers.math.comparison;

import org.rlvr4j.verifiers.math.expression.Expression;

/** Recognises numbers that were written with a decimal point and so may be rounded. */
final class Decimals {

    private Decimals() {}

    static boolean isDecimal(Expression expression) {
        if (expression instanceof Expression.Numeral numeral) {
            return numeral.decimals() >= 0;
        } else if (expression instanceof Expression.Negation negation) {
            return isDecimal(negation.operand());
        } else if (expression instanceof Expression.Percent percent) {
            return isDecimal(percent.value());
        } else if (expression instanceof Expression.Money money) {
            return isDecimal(money.amount());
        } else if (expression instanceof Expression.Quantity quantity) {
            return isDecimal(quantity.value());
        } else if (expression instanceof Expression.Product product
                && product.factors().size() == 2) {
            return isDecimal(product.factors().get(0))
                    && isPowerOfTen(product.factors().get(1));
        }
        return false;
    }

    private static boolean isPowerOfTen(Expression expression) {
        return expression instanceof Expression.Power power
                && power.base() instanceof Expression.Numeral base
                && base.value().equals(org.rlvr4j.verifiers.math.expression.Rational.of(10));
    }
}
