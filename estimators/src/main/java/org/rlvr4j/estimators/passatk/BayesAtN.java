package org.rlvr4j.estimators.passatk;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.SampleCounts;

/**
 * Bayes@N: the posterior mean of accuracy with a credible interval; here for right or wrong, with a uniform prior.
 *
 * <p>A problem with c of n samples correct has the posterior Beta(a, b), a = c + 1, b = n − c + 1, of mean (c+1)/(n+2) and
 * variance ab/((a+b)²(a+b+1)). The metric is the mean over the P problems, its variance the sum of theirs divided by P²,
 * its interval the normal one, cut to [0, 1]. Source: arXiv 2510.04265.
 *
 * <p>The interval speaks of these very problems sampled without end, not of other problems: it is narrower than a
 * bootstrap over problems. The metric does not depend on k: {@link #estimate} gives the same value at every k, and {@link
 * #curve} is a single point at k = 1.
 */
public final class BayesAtN implements PassAtKEstimator {

    /** Creates the estimator. */
    public BayesAtN() {}

    @Override
    public String metric() {
        return "bayes@n";
    }

    @Override
    public double[] estimate(ProblemOutcome outcome, int[] ks) {
        SampleCounts.check(outcome, ks);
        double[] values = new double[ks.length];
        Arrays.fill(values, posteriorMean(outcome));
        return values;
    }

    /**
     * Estimates the posterior mean of accuracy over problems with a credible interval.
     *
     * @param outcomes one for each problem, each with at least as many samples as the largest k; not empty
     * @param ks checked against the outcomes, otherwise without effect
     * @param level the interval's credibility, in (0, 1)
     * @param random not used: the interval is a closed form
     * @return a single point at k = 1
     * @throws IllegalArgumentException if there is no outcome, the level is not in (0, 1), or an outcome has fewer
     *     samples than the largest k
     */
    @Override
    public Curve curve(List<ProblemOutcome> outcomes, int[] ks, double level, RandomGenerator random) {
        if (outcomes.isEmpty()) {
            throw new IllegalArgumentException(metric() + " needs the outcome of at least one problem");
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("an interval's level must be between 0 and 1, got " + level);
        }
        double mean = 0;
        double variance = 0;
        for (ProblemOutcome outcome : outcomes) {
            SampleCounts.check(outcome, ks);
            mean += posteriorMean(outcome) / outcomes.size();
            variance += posteriorVariance(outcome) / outcomes.size() / outcomes.size();
        }
        double reach =
                new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + level) / 2) * Math.sqrt(variance);
        Curve.Point point = new Curve.Point(1, mean, Math.max(0, mean - reach), Math.min(1, mean + reach));
        return new Curve(metric(), level, List.of(point));
    }

    private static double posteriorMean(ProblemOutcome outcome) {
        return (outcome.correct() + 1.0) / (outcome.samples() + 2.0);
    }

    private static double posteriorVariance(ProblemOutcome outcome) {
        double mean = posteriorMean(outcome);
        return mean * (1 - mean) / (outcome.samples() + 3.0);
    }
}
