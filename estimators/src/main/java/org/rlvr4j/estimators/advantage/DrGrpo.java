package org.rlvr4j.estimators.advantage;

import java.util.Arrays;
import java.util.List;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.learning.AdvantageEstimator;

/**
 * Dr.GRPO: r − r̄, without the division by the standard deviation that favours very easy and very hard problems.
 *
 * <p>Source: Liu et al. 2025, arXiv 2503.20783. The paper also drops the normalisation by response length, which is a matter
 * of the loss: choose the constant divisor there. Summed over a group it is n − 1 times the gradient of Pass@1 in
 * expectation.
 *
 * <p>All right, all wrong, n = 1: all 0, nothing is learned. The advantages of a group sum to 0.
 */
public final class DrGrpo implements AdvantageEstimator {

    /** Creates the estimator. */
    public DrGrpo() {}

    @Override
    public double[][] estimate(List<VerifiedGroup> groups) {
        return Groupwise.byRewards(groups, DrGrpo::advantages);
    }

    static double[] advantages(double[] rewards) {
        double mean = Groupwise.mean(rewards);
        return Arrays.stream(rewards).map(r -> r - mean).toArray();
    }
}
