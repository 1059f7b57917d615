package org.rlvr4j.verifiers.math.comparison;

import java.math.BigDecimal;

/**
 * A decimal with a bound on its error.
 *
 * @param mid the midpoint
 * @param err how far the true value can be away
 */
record BigBall(BigDecimal mid, BigDecimal err) {}
