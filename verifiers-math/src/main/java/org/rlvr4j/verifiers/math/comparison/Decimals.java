package org.rlvr4j.verifiers.math.comparison;

import java.math.BigInteger;
import org.rlvr4j.verifiers.math.expression.Expression;
import org.rlvr4j.verifiers.math.expression.Rational;

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

    /** Digits after the point of a decimal with or without a sign, else 0. */
    static int places(Expression expression) {
        if (expression instanceof Expression.Negation negation) {
            return places(negation.operand());
        }
        return expression instanceof Expression.Numeral numeral ? Math.max(0, numeral.decimals()) : 0;
    }

    /** Digits from the first that is not 0 to the last written one of a decimal, else 0. */
    static int significantDigits(Expression expression) {
        if (expression instanceof Expression.Negation negation) {
            return significantDigits(negation.operand());
        }
        int places = places(expression);
        if (places == 0) {
            return 0;
        }
        Rational value = ((Expression.Numeral) expression).value();
        BigInteger unscaled = value.times(new Rational(BigInteger.TEN.pow(places), BigInteger.ONE))
                .numerator()
                .abs();
        return unscaled.signum() == 0 ? 0 : unscaled.toString().length();
    }

    private static boolean isPowerOfTen(Expression expression) {
        return expression instanceof Expression.Power power
                && power.base() instanceof Expression.Numeral base
                && base.value().equals(Rational.of(10));
    }
}
