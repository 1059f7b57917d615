package org.rlvr4j.estimators.advantage;

import java.util.List;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.estimators.advantage.Groupwise.Levels;

/**
 * NSR, negative sample reinforcement: 0 for a correct rollout, −1 for a wrong one.
 *
 * <p>W-REINFORCE with λ = 0. Source: Zhu et al. 2025, arXiv 2506.01347. Its loss has no lower bound: a recipe needs a small
 * learning rate and a guard such as a KL term, an entropy floor or a clipped ratio.
 *
 * <p>All right: all 0, nothing is learned. All wrong: every rollout −1. n = 1: like any other group.
 */
public final class Nsr implements AdvantageEstimator {

    /** Creates the estimator. */
    public Nsr() {}

    @Override
    public double[][] estimate(List<VerifiedGroup> groups) {
        return Groupwise.byCounts(groups, (m, n) -> new Levels(0, -1));
    }
}
