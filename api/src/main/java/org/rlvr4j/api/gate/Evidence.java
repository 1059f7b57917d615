package org.rlvr4j.api.gate;

/**
 * Discounted success and failure counts of one problem.
 *
 * <p>With a Beta(a, b) prior the posterior of the success probability is Beta(a + successes, b + failures). Source:
 * discounted Beta-Bernoulli evidence, arXiv 2603.18444.
 *
 * @param successes discounted number of correct rollouts; finite, ≥ 0
 * @param failures discounted number of wrong rollouts; finite, ≥ 0
 * @param visits how many groups of the problem were judged, not discounted; ≥ 0
 */
public record Evidence(double successes, double failures, long visits) {

    /** No evidence: the problem was never visited. */
    public static final Evidence NONE = new Evidence(0, 0, 0);

    /**
     * Checks ranges.
     *
     * @throws IllegalArgumentException if a count is negative, NaN or infinite
     */
    public Evidence {
        if (!(successes >= 0 && successes < Double.POSITIVE_INFINITY)
                || !(failures >= 0 && failures < Double.POSITIVE_INFINITY)
                || visits < 0) {
            throw new IllegalArgumentException("evidence counts must be finite and at least 0, got " + successes
                    + " successes, " + failures + " failures, " + visits + " visits");
        }
    }

    /**
     * Returns the discounted number of rollouts.
     *
     * @return successes + failures
     */
    public double trials() {
        return successes + failures;
    }

    /**
     * Ages this evidence by one visit and adds what the visit showed.
     *
     * @param discount factor in [0, 1] by which the earlier counts are multiplied; 1 forgets nothing
     * @param newSuccesses correct rollouts of the visit
     * @param newFailures wrong rollouts of the visit
     * @return the evidence after the visit
     * @throws IllegalArgumentException if the discount is outside [0, 1]
     */
    public Evidence afterVisit(double discount, int newSuccesses, int newFailures) {
        if (!(discount >= 0 && discount <= 1)) {
            throw new IllegalArgumentException("discount must be between 0 and 1, got " + discount);
        }
        return new Evidence(discount * successes + newSuccesses, discount * failures + newFailures, visits + 1);
    }
}
