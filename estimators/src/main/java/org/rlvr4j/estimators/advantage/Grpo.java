package org.rlvr4j.estimators.advantage;

import java.util.List;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.learning.AdvantageEstimator;

/**
 * GRPO: (r − r̄)/(std + ε), normalised within the group, with the population standard deviation √(r̄(1 − r̄)).
 *
 * <p>Source: Shao et al. 2024 (DeepSeekMath), arXiv 2402.03300.
 *
 * <p>All right, all wrong, n = 1: all 0, nothing is learned. The advantages of a group sum to 0.
 */
public final class Grpo implements AdvantageEstimator {

    private final NormalisationOptions options;

    /**
     * Creates the estimator.
     *
     * @param options ε
     */
    public Grpo(NormalisationOptions options) {
        this.options = options;
    }

    @Override
    public double[][] estimate(List<VerifiedGroup> groups) {
        return Groupwise.byRewards(groups, this::advantages);
    }

    double[] advantages(double[] rewards) {
        return options.normalise(rewards);
    }
}
