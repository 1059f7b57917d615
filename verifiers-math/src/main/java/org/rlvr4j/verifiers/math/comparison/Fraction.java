package org.rlvr4j.verifiers.math.comparison;

/**
 * A rational function over atoms, not reduced.
 *
 * @param numerator above
 * @param denominator below, not zero
 */
record Fraction(Polynomial numerator, Polynomial denominator) {

    static Fraction of(Polynomial polynomial) {
        return new Fraction(polynomial, Polynomial.ONE);
    }
}
