package org.rlvr4j.verifiers.math.comparison;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.rlvr4j.verifiers.math.expression.Rational;

/**
 * Real numbers as a midpoint with a bound on its error, in one precision.
 *
 * <p>Every operation's result encloses the true value. Where a choice depends on more than is known, such as the sign of a
 * number that may be zero, {@link Halt#IMPRECISE} is thrown rather than a guess made.
 *
 * @param <R> the number type
 */
interface Reals<R> {

    R of(Rational value);

    R pi();

    R add(R a, R b);

    R negate(R a);

    R multiply(R a, R b);

    /** Divides; undefined for an exact zero. */
    R divide(R a, R b);

    /** Takes the root of a number whose sign is not negative. */
    R sqrt(R a);

    R exp(R a);

    /** Takes the logarithm of a number whose sign is positive. */
    R ln(R a);

    R sin(R a);

    R cos(R a);

    /** Returns the angle of (x, y), not both zero; continuous only away from the negative x axis. */
    R atan2(R y, R x);

    R abs(R a);

    /** Returns −1, 0 or 1. */
    int sign(R a);

    /** Tells whether a number is zero without any error. */
    boolean isExactZero(R a);

    /** Returns the largest integer that is not above. */
    BigInteger floor(R a);

    /** Tells whether two numbers cannot be equal. */
    boolean disjoint(R a, R b);

    /** Tells whether the error is so small that an overlap at this precision counts as equality. */
    boolean isSharp(R a, R scale);

    BigDecimal approximately(R a);

    /** Returns how many steps an elementary function costs. */
    int functionCost();
}
