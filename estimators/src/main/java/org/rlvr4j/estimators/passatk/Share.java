package org.rlvr4j.estimators.passatk;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The least count that is at least a share of a number. */
final class Share {

    private Share() {}

    /**
     * Gives ⌈share · of⌉ for the decimal number that a person wrote: as doubles, 0.07 · 100 is a little above 7, and its
     * ceiling would be 8.
     */
    static int leastCount(double share, int of) {
        return BigDecimal.valueOf(share)
                .multiply(BigDecimal.valueOf(of))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
    }
}
