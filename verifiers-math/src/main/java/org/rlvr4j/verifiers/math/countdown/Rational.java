package org.rlvr4j.verifiers.math.countdown;

import java.math.BigInteger;
import java.util.Optional;

/**
 * An exact fraction in lowest terms.
 *
 * @param numerator any integer
 * @param denominator &gt; 0, without a common divisor with the numerator
 */
record Rational(BigInteger numerator, BigInteger denominator) {

    Rational {
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("a denominator must be at least 1, got " + denominator);
        }
        BigInteger divisor = numerator.gcd(denominator);
        if (!divisor.equals(BigInteger.ONE)) {
            numerator = numerator.divide(divisor);
            denominator = denominator.divide(divisor);
        }
    }

    static Rational of(long integer) {
        return new Rational(BigInteger.valueOf(integer), BigInteger.ONE);
    }

    Rational plus(Rational that) {
        return new Rational(
                numerator.multiply(that.denominator).add(that.numerator.multiply(denominator)),
                denominator.multiply(that.denominator));
    }

    Rational minus(Rational that) {
        return new Rational(
                numerator.multiply(that.denominator).subtract(that.numerator.multiply(denominator)),
                denominator.multiply(that.denominator));
    }

    Rational times(Rational that) {
        return new Rational(numerator.multiply(that.numerator), denominator.multiply(that.denominator));
    }

    /** Returns the quotient, or nothing where the divisor is zero. */
    Optional<Rational> dividedBy(Rational that) {
        return switch (that.numerator.signum()) {
            case 0 -> Optional.empty();
            case 1 ->
                Optional.of(new Rational(numerator.multiply(that.denominator), denominator.multiply(that.numerator)));
            default ->
                Optional.of(new Rational(
                        numerator.multiply(that.denominator).negate(),
                        denominator.multiply(that.numerator).negate()));
        };
    }

    /** Tells whether this is an integer between 1 and a limit. */
    boolean isIntegerBetweenOneAnd(int limit) {
        return denominator.equals(BigInteger.ONE)
                && numerator.signum() > 0
                && numerator.compareTo(BigInteger.valueOf(limit)) <= 0;
    }

    /** Writes {@code 44} or {@code -7/2}. */
    @Override
    public String toString() {
        return denominator.equals(BigInteger.ONE) ? numerator.toString() : numerator + "/" + denominator;
    }
}
