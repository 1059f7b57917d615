package org.rlvr4j.estimators.advantage;

import java.util.List;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.estimators.advantage.Groupwise.Levels;
import org.rlvr4j.estimators.passatk.PassAtK;

/**
 * Pass@k training: how much better the k-subsets with a rollout do than k-subsets at large, over their deviation.
 *
 * <p>With ρ = 1 − C(n−m, k)/C(n, k) and σ = √(ρ(1 − ρ)): A⁺ = (1 − ρ)/σ for a correct rollout, A⁻ = (1 − ρ − C(n−m−1, k−1)/
 * C(n−1, k−1))/σ for a wrong one. Source: Chen et al. 2025, arXiv 2508.10751 (the analytical advantage). Since
 * C(n−m−1, k−1)/C(n−1, k−1) = (1 − ρ) n/(n − m), this is A⁺ = √((1 − ρ)/ρ) and A⁻ = −A⁺ m/(n − m), which is how it is
 * computed: a group's advantages then sum to 0 without cancellation.
 *
 * <p>Without the division by σ, the sum over a group is n/k − 1 times the gradient of Pass@k in expectation; with it the
 * direction of one group is the same, but groups are weighted by how uncertain their Pass@k is.
 *
 * <p>All right, all wrong, fewer than k wrong (ρ = 1), n ≤ k, n = 1: σ = 0 and all advantages are 0, nothing is learned.
 */
public final class PassAtKTraining implements AdvantageEstimator {

    private final int k;

    /**
     * Creates the estimator.
     *
     * @param options k
     */
    public PassAtKTraining(PassAtKTrainingOptions options) {
        this.k = options.k();
    }

    @Override
    public double[][] estimate(List<VerifiedGroup> groups) {
        return Groupwise.byCounts(groups, this::levels);
    }

    private Levels levels(int m, int n) {
        if (k >= n) {
            return Levels.NONE;
        }
        double miss = PassAtK.missProbability(n, m, k);
        double hit = 1 - miss;
        if (miss == 0 || hit == 0) {
            return Levels.NONE;
        }
        double correct = Math.sqrt(miss / hit);
        return new Levels(correct, -correct * m / (n - m));
    }
}
