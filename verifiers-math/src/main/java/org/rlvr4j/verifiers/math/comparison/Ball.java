package org.rlvr4j.verifiers.math.comparison;

/**
 * A double with a bound on its error.
 *
 * @param mid the midpoint, finite
 * @param err how far the true value can be away
 */
record Ball(double mid, double err) {}
