package org.rlvr4j.estimators.advantage;

import java.util.List;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.estimators.advantage.Groupwise.Levels;

/**
 * PSR, positive sample reinforcement: +1 for a correct rollout, 0 for a wrong one.
 *
 * <p>W-REINFORCE with its negative half left out. Source: Zhu et al. 2025, arXiv 2506.01347.
 *
 * <p>All right: every rollout +1. All wrong: all 0, nothing is learned. n = 1: like any other group.
 */
public final class Psr implements AdvantageEstimator {

    /** Creates the estimator. */
    public Psr() {}

    @Override
    public double[][] estimate(List<VerifiedGroup> groups) {
        return Groupwise.byCounts(groups, (m, n) -> new Levels(1, 0));
    }
}
