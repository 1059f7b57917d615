package org.rlvr4j.bbg;

import org.rlvr4j.bbg.internal.LogGammaDifferences;

/**
 * What is believed of a problem's success probability after some rollouts: p ~ Beta(α, β).
 *
 * <p>The quantities here are expectations of powers of the failure probability, E[(1 − p)^k] = B(α, β + k) / B(α, β).
 * Computed in log space with a relative error of a few units in the last place of the logarithm.
 *
 * @param alpha α, prior and observed successes; positive and finite
 * @param beta β, prior and observed failures; positive and finite
 */
public record BetaPosterior(double alpha, double beta) {

    /**
     * Checks ranges.
     *
     * @throws IllegalArgumentException if α or β is not positive and finite
     */
    public BetaPosterior {
        if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY && beta > 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a Beta posterior's alpha and beta must be positive and finite, got " + alpha + " and " + beta);
        }
    }

    /**
     * Returns the logarithm of the probability that k further rollouts all fail.
     *
     * @param k number of rollouts, ≥ 0
     * @return ln E[(1 − p)^k], at most 0; exactly 0 for k = 0
     * @throws IllegalArgumentException if k is negative
     */
    public double logAllFail(int k) {
        if (k < 0) {
            throw new IllegalArgumentException("k must be at least 0, got " + k);
        }
        return LogGammaDifferences.logBetaRatio(alpha, beta, k);
    }

    /**
     * Returns the posterior Pass@K, the probability that at least one of k further rollouts succeeds.
     *
     * @param k number of rollouts, ≥ 0
     * @return 1 − B(α, β + k) / B(α, β), in [0, 1], right to its last digits also where it is close to 0
     * @throws IllegalArgumentException if k is negative
     */
    public double passAtK(int k) {
        // 0.0 − x rather than −x: no negative zero at k = 0.
        return 0.0 - Math.expm1(logAllFail(k));
    }
}
