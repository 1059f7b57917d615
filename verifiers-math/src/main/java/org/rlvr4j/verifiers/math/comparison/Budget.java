package org.rlvr4j.verifiers.math.comparison;

/** Counts steps down, so that work is bounded by the same measure on every machine. */
final class Budget {

    private long left;

    Budget(long steps) {
        this.left = steps;
    }

    /**
     * Pays for work.
     *
     * @throws Halt if more is spent than there was
     */
    void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw Halt.BUDGET;
        }
    }

    boolean has(long steps) {
        return left >= steps;
    }
}
