package org.rlvr4j.estimators.advantage;

import java.util.List;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.estimators.advantage.Groupwise.Levels;

/**
 * W-REINFORCE: +λ for a correct rollout, −1 for a wrong one, without a baseline.
 *
 * <p>Source: Zhu et al. 2025, arXiv 2506.01347; the base loss of the overtraining paper, arXiv 2606.15455. In expectation
 * it is (1 + λ) times the gradient of Pass@1, but its samples push down far more than up. A small model at a high learning
 * rate is destroyed by that: a recipe needs a guard such as a KL term, an entropy floor or a clipped ratio.
 *
 * <p>All right: every rollout +λ. All wrong: every rollout −1. n = 1: like any other group.
 */
public final class WReinforce implements AdvantageEstimator {

    private final double lambda;

    /**
     * Creates the estimator.
     *
     * @param options λ
     */
    public WReinforce(WReinforceOptions options) {
        this.lambda = options.lambda();
    }

    @Override
    public double[][] estimate(List<VerifiedGroup> groups) {
        return Groupwise.byCounts(groups, (m, n) -> new Levels(lambda, -1));
    }
}
