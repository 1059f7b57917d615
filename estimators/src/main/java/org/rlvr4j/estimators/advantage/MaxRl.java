package org.rlvr4j.estimators.advantage;

import java.util.Arrays;
import java.util.List;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.learning.AdvantageEstimator;

/**
 * MaxRL: (r − r̄)/r̄, which maximises the likelihood of being right rather than its probability.
 *
 * <p>Source: Tajwar et al. 2026, arXiv 2602.02710. The average over a group of n is, in expectation, the gradient of
 * Σ_{k=1..n−1} Pass@k/k, a series that tends to the gradient of log p.
 *
 * <p>All right: all 0. All wrong (r̄ = 0): all 0. n = 1: 0. The advantages of a group sum to 0; the largest is n − 1, of a
 * single correct rollout.
 */
public final class MaxRl implements AdvantageEstimator {

    /** Creates the estimator. */
    public MaxRl() {}

    @Override
    public double[][] estimate(List<VerifiedGroup> groups) {
        return Groupwise.byRewards(groups, MaxRl::advantages);
    }

    static double[] advantages(double[] rewards) {
        double mean = Groupwise.mean(rewards);
        return mean > 0 ? Arrays.stream(rewards).map(r -> (r - mean) / mean).toArray() : new double[rewards.length];
    }
}
