package org.rlvr4j.estimators.passatk;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.SampleCounts;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;
import org.rlvr4j.estimators.bootstrap.ProblemBootstrap;

/**
 * Cover@τ: the share of problems with at least a fraction τ of their samples correct.
 *
 * <p>Source: arXiv 2510.08325. A small τ asks what lies within the policy's boundary, a large one what it solves
 * reliably. The metric does not depend on k: {@link #estimate} gives the same 0 or 1 at every k, and {@link #curve} is a
 * single point at k = 1. τn is computed in decimal, so that 7 of 100 reach τ = 0.07.
 */
public final class CoverAtTau implements PassAtKEstimator {

    private final double tau;
    private final ProblemBootstrap bootstrap;

    /**
     * Creates the estimator.
     *
     * @param options τ and the resamples
     */
    public CoverAtTau(CoverAtTauOptions options) {
        this.tau = options.tau();
        this.bootstrap = new ProblemBootstrap(new BootstrapOptions(options.resamples()));
    }

    @Override
    public String metric() {
        return "cover@" + tau;
    }

    @Override
    public double[] estimate(ProblemOutcome outcome, int[] ks) {
        SampleCounts.check(outcome, ks);
        double[] values = new double[ks.length];
        Arrays.fill(values, outcome.correct() >= Share.leastCount(tau, outcome.samples()) ? 1 : 0);
        return values;
    }

    /**
     * Estimates the share of covered problems.
     *
     * @param outcomes one for each problem, each with at least as many samples as the largest k; not empty
     * @param ks checked against the outcomes, otherwise without effect
     * @param level the interval's level, in (0, 1)
     * @param random source of the bootstrap's resamples
     * @return a single point at k = 1
     * @throws IllegalArgumentException if there is no outcome, or one has no sample or fewer than the largest k
     */
    @Override
    public Curve curve(List<ProblemOutcome> outcomes, int[] ks, double level, RandomGenerator random) {
        outcomes.forEach(outcome -> SampleCounts.check(outcome, ks));
        return bootstrap.curve(this, outcomes, new int[] {1}, level, random);
    }
}
