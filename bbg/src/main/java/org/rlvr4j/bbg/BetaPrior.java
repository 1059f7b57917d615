package org.rlvr4j.bbg;

/**
 * What is believed of a problem's success probability before any rollout: p ~ Beta(a, b).
 *
 * <p>Beta(1, 1) is uniform, the prior of arXiv 2606.15455; Beta(½, ½) is Jeffreys'.
 *
 * @param a pseudo-count of successes, in [1e-6, 1e4]
 * @param b pseudo-count of failures, in [1e-6, 1e4]
 */
public record BetaPrior(double a, double b) {

    /** The least pseudo-count. */
    public static final double MIN = 1e-6;

    /** The greatest pseudo-count; within it the accuracy that {@link BoundaryUtility} states was tested. */
    public static final double MAX = 1e4;

    /** Every success probability is equally likely. */
    public static final BetaPrior UNIFORM = new BetaPrior(1, 1);

    /**
     * Checks ranges.
     *
     * @throws IllegalArgumentException if a pseudo-count is outside its range or NaN
     */
    public BetaPrior {
        if (!isPseudoCount(a) || !isPseudoCount(b)) {
            throw new IllegalArgumentException(
                    "a Beta prior's a and b must be between " + MIN + " and " + MAX + ", got " + a + " and " + b);
        }
    }

    /**
     * Tells whether a number may be a or b.
     *
     * @param value any number
     * @return whether it lies in [{@link #MIN}, {@link #MAX}]
     */
    static boolean isPseudoCount(double value) {
        return value >= MIN && value <= MAX;
    }

    /**
     * Updates the belief by counts, which may be discounted and so not whole.
     *
     * @param successes m, between 0 and n
     * @param trials n, finite, ≥ 0
     * @return Beta(a + m, b + n − m)
     * @throws IllegalArgumentException if 0 ≤ m ≤ n &lt; ∞ does not hold
     */
    public BetaPosterior posterior(double successes, double trials) {
        if (!(successes >= 0 && successes <= trials && trials < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "needs 0 <= successes <= trials, both finite, got " + successes + " of " + trials);
        }
        return new BetaPosterior(a + successes, b + (trials - successes));
    }
}
