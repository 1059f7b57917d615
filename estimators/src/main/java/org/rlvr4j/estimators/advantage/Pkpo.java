package org.rlvr4j.estimators.advantage;

import java.util.List;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.estimators.advantage.Groupwise.Levels;
import org.rlvr4j.estimators.passatk.PassAtK;

/**
 * PKPO: transformed rewards whose policy gradient, summed over a group, is an unbiased gradient of Pass@k.
 *
 * <p>With ρ(n, c, k) = 1 − C(n−c, k)/C(n, k), a correct rollout has the transformed reward k/n and a wrong one
 * (k/n) ρ(n−1, m, k−1). From it a baseline is subtracted that depends on the other rollouts alone, of which c′ are
 * correct (m − 1 for a correct rollout, m for a wrong one):
 *
 * <ul>
 *   <li>{@code leave-one-out}: k/(n−1) · ρ(n−1, c′, k), the mean transformed reward of the others in a group of n − 1;
 *   <li>{@code leave-one-out-minus-one}: (k/n) ρ(n−1, c′, k−1), which leaves (k/n)(1 − ρ(n−1, m−1, k−1)) to a correct
 *       rollout and exactly 0 to a wrong one;
 *   <li>{@code none}.
 * </ul>
 *
 * <p>Source: Walder and Karkhanis 2025, arXiv 2505.15201, binary case. The scale is the paper's: the <em>sum</em> over the
 * group's rollouts estimates the gradient, so under a loss that averages over rollouts this learns n times more slowly
 * than {@link Rloo} at the same learning rate.
 *
 * <p>All wrong: all 0. All right: k/n each without a baseline; −k/(n(n − 1)) each with {@code leave-one-out} (its mean over
 * all groups is what is unbiased); 0 each with {@code leave-one-out-minus-one} for k ≥ 2. n &lt; k: k is taken as n, the
 * largest that the group can serve. Where n − 1 &lt; k the leave-one-out baseline takes ρ at n − 1 draws. n = 1: no others
 * and no baseline, the advantage is the reward.
 */
public final class Pkpo implements AdvantageEstimator {

    private final PkpoOptions options;

    /**
     * Creates the estimator.
     *
     * @param options k and the baseline
     */
    public Pkpo(PkpoOptions options) {
        this.options = options;
    }

    @Override
    public double[][] estimate(List<VerifiedGroup> groups) {
        return Groupwise.byCounts(groups, this::levels);
    }

    private Levels levels(int m, int n) {
        int k = Math.min(options.k(), n);
        double share = k / (double) n;
        // A group without correct (or wrong) rollouts has no use for that level, and its count m − 1 would be invalid.
        double correct = m == 0 ? 0 : share - baseline(n, m - 1, k);
        double wrong = m == n ? 0 : share * PassAtK.unbiased(n - 1, m, k - 1) - baseline(n, m, k);
        return new Levels(correct, wrong);
    }

    private double baseline(int n, int correctOthers, int k) {
        if (n == 1) {
            return 0;
        }
        return switch (options.baseline()) {
            case NONE -> 0;
            case LEAVE_ONE_OUT -> k / (n - 1.0) * PassAtK.unbiased(n - 1, correctOthers, Math.min(k, n - 1));
            case LEAVE_ONE_OUT_MINUS_ONE -> k / (double) n * PassAtK.unbiased(n - 1, correctOthers, k - 1);
        };
    }
}
