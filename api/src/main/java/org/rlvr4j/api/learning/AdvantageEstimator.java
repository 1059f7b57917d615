package org.rlvr4j.api.learning;

import java.util.List;
import org.rlvr4j.api.VerifiedGroup;

/**
 * Turns rewards into advantages.
 *
 * <p>An estimator is stateless, deterministic, and finite on every group, also the degenerate ones (all right, all wrong,
 * n = 1); each implementation documents what it gives there.
 */
@FunctionalInterface
public interface AdvantageEstimator {

    /**
     * Estimates the advantage of every rollout of a batch.
     *
     * @param groups the effective batch, each group with n ≥ 1
     * @return advantages, row g for group g; shape [groups][n of the group], finite
     */
    double[][] estimate(List<VerifiedGroup> groups);
}
