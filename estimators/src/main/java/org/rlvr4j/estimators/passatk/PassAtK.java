package org.rlvr4j.estimators.passatk;

import java.util.List;
import java.util.random.RandomGenerator;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.SampleCounts;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;
import org.rlvr4j.estimators.bootstrap.ProblemBootstrap;

/**
 * Pass@k: the probability that at least one of k samples is correct, without bias.
 *
 * <p>1 − C(n−c, k)/C(n, k), exactly 1 where n − c &lt; k. Source: Chen et al. 2021, arXiv 2107.03374. The ratio of
 * binomials is a running product over k, so a whole curve costs O(largest k) for a problem.
 */
public final class PassAtK implements PassAtKEstimator {

    private final ProblemBootstrap bootstrap;

    /**
     * Creates the estimator.
     *
     * @param options how finely intervals are resampled
     */
    public PassAtK(BootstrapOptions options) {
        this.bootstrap = new ProblemBootstrap(options);
    }

    /**
     * Gives the unbiased estimate at one k.
     *
     * @param n samples, ≥ k
     * @param c correct ones, from 0 to n
     * @param k drawn ones, ≥ 0; 0 gives 0
     * @return in [0, 1]
     * @throws IllegalArgumentException unless 0 ≤ c ≤ n and 0 ≤ k ≤ n
     */
    public static double unbiased(int n, int c, int k) {
        return 1 - missProbability(n, c, k);
    }

    /**
     * Gives the probability that k samples drawn without replacement are all wrong: C(n−c, k)/C(n, k).
     *
     * @param n samples, ≥ k
     * @param c correct ones, from 0 to n
     * @param k drawn ones, ≥ 0; 0 gives 1
     * @return in [0, 1]; exactly 0 where n − c &lt; k
     * @throws IllegalArgumentException unless 0 ≤ c ≤ n and 0 ≤ k ≤ n
     */
    public static double missProbability(int n, int c, int k) {
        if (c < 0 || c > n || k < 0 || k > n) {
            throw new IllegalArgumentException(
                    "needs 0 <= c <= n and 0 <= k <= n, got n = " + n + ", c = " + c + ", k = " + k);
        }
        double miss = 1;
        for (int drawn = 0; drawn < k && miss > 0; drawn++) {
            miss *= missFactor(n, c, drawn);
        }
        return miss;
    }

    /** The probability that one more sample is wrong after {@code drawn} wrong ones; 0 once none is left. */
    private static double missFactor(int n, int c, int drawn) {
        return Math.max(0, n - c - drawn) / (double) (n - drawn);
    }

    @Override
    public String metric() {
        return "pass@k";
    }

    @Override
    public double[] estimate(ProblemOutcome outcome, int[] ks) {
        SampleCounts.check(outcome, ks);
        double[] values = new double[ks.length];
        double miss = 1;
        int drawn = 0;
        for (int j = 0; j < ks.length; j++) {
            for (; drawn < ks[j]; drawn++) {
                miss *= missFactor(outcome.samples(), outcome.correct(), drawn);
            }
            values[j] = 1 - miss;
        }
        return values;
    }

    @Override
    public Curve curve(List<ProblemOutcome> outcomes, int[] ks, double level, RandomGenerator random) {
        return bootstrap.curve(this, outcomes, ks, level, random);
    }
}
