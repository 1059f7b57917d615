package org.rlvr4j.verifiers.math.expression;

import java.math.BigInteger;
import java.util.Optional;

/**
 * An exact fraction in lowest terms.
 *
 * @param numerator any integer
 * @param denominator &gt; 0; divided by its common divisors with the numerator
 */
public record Rational(BigInteger numerator, BigInteger denominator) {

    /**
     * Reduces to lowest terms.
     *
     * @throws IllegalArgumentException if the denominator is not positive
     */
    public Rational {
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("a denominator must be at least 1, got " + denominator);
        }
        BigInteger divisor = numerator.gcd(denominator);
        if (!divisor.equals(BigInteger.ONE)) {
            numerator = numerator.divide(divisor);
            denominator = denominator.divide(divisor);
        }
    }

    public static Rational of(long integer) {
        return new Rational(BigInteger.valueOf(integer), BigInteger.ONE);
    }

    public Rational plus(Rational that) {
        return new Rational(
                numerator.multiply(that.denominator).add(that.numerator.multiply(denominator)),
                denominator.multiply(that.denominator));
    }

    public Rational minus(Rational that) {
        return new Rational(
                numerator.multiply(that.denominator).subtract(that.numerator.multiply(denominator)),
                denominator.multiply(that.denominator));
    }

    public Rational times(Rational that) {
        return new Rational(numerator.multiply(that.numerator), denominator.multiply(that.denominator));
    }

    /** Returns the quotient, or nothing where the divisor is zero. */
    public Optional<Rational> dividedBy(Rational that) {
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
    public boolean isIntegerBetweenOneAnd(int limit) {
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
