package org.rlvr4j.bbg;

/**
 * Successes and trials of some evidence; discounted counts are not whole.
 *
 * @param successes between 0 and {@code trials}
 * @param trials at least 0
 */
record Tally(double successes, double trials) {

    @Override
    public String toString() {
        return Significant.digits(successes) + "/" + Significant.digits(trials);
    }
}
