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
 * Pass^k: the probability that all of k samples are correct, without bias.
 *
 * <p>C(c, k)/C(n, k), exactly 0 where c &lt; k. Source: Yao et al. 2024 (tau-bench), arXiv 2406.12045. A running product
 * over k, like {@link PassAtK}.
 */
public final class PassPowerK implements PassAtKEstimator {

    private final ProblemBootstrap bootstrap;

    /**
     * Creates the estimator.
     *
     * @param options how finely intervals are resampled
     */
    public PassPowerK(BootstrapOptions options) {
        this.bootstrap = new ProblemBootstrap(options);
    }

    @Override
    public String metric() {
        return "pass^k";
    }

    @Override
    public double[] estimate(ProblemOutcome outcome, int[] ks) {
        SampleCounts.check(outcome, ks);
        double[] values = new double[ks.length];
        double allCorrect = 1;
        int drawn = 0;
        for (int j = 0; j < ks.length; j++) {
            for (; drawn < ks[j]; drawn++) {
                allCorrect *= Math.max(0, outcome.correct() - drawn) / (double) (outcome.samples() - drawn);
            }
            values[j] = allCorrect;
        }
        return values;
    }

    @Override
    public Curve curve(List<ProblemOutcome> outcomes, int[] ks, double level, RandomGenerator random) {
        return bootstrap.curve(this, outcomes, ks, level, random);
    }
}
