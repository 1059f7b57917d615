package org.rlvr4j.verifiers.math.comparison;

/**
 * A complex number; real where the imaginary part is zero without any error.
 *
 * @param <R> the type of the parts
 * @param re the real part
 * @param im the imaginary part
 */
record Complex<R>(R re, R im) {}
