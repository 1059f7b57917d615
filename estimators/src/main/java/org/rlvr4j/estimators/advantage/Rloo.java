package org.rlvr4j.estimators.advantage;

import java.util.Arrays;
import java.util.List;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.learning.AdvantageEstimator;

/**
 * RLOO: the reward of a rollout minus the mean reward of the others.
 *
 * <p>r_i − Σ_{j≠i} r_j/(n − 1) = (r_i − r̄) n/(n − 1). Source: Ahmadian et al. 2024, arXiv 2402.14740. The baseline does not
 * depend on the rollout that it judges, so the average over a group is an unbiased gradient of Pass@1.
 *
 * <p>All right, all wrong: all 0, nothing is learned. n = 1: no others, no baseline, the advantage is r, which keeps the
 * gradient unbiased. For n ≥ 2 the advantages of a group sum to 0.
 */
public final class Rloo implements AdvantageEstimator {

    /** Creates the estimator. */
    public Rloo() {}

    @Override
    public double[][] estimate(List<VerifiedGroup> groups) {
        return Groupwise.byRewards(groups, Rloo::advantages);
    }

    static double[] advantages(double[] rewards) {
        int others = rewards.length - 1;
        if (others < 1) {
            return rewards.clone();
        }
        double sum = Arrays.stream(rewards).sum();
        return Arrays.stream(rewards).map(r -> r - (sum - r) / others).toArray();
    }
}
