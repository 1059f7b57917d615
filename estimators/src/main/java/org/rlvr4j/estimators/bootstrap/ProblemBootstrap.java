package org.rlvr4j.estimators.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.evaluation.ProblemOutcome;

/**
 * The mean of a metric over problems, with a percentile bootstrap interval over problems.
 *
 * <p>The interval answers: how much would the curve move if other problems of the same kind had been held out? One
 * resample of the problems serves every k, so that a curve's intervals belong together. With a single problem there is
 * nothing to resample and the interval is the estimate alone; with a handful of problems it is too narrow, as percentile
 * intervals are. Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), section 13.3.
 */
public final class ProblemBootstrap {

    private final int resamples;

    /**
     * Creates a bootstrap.
     *
     * @param options how many resamples
     */
    public ProblemBootstrap(BootstrapOptions options) {
        this.resamples = options.resamples();
    }

    /**
     * Estimates the mean over problems with an interval at each k.
     *
     * @param estimator the metric
     * @param outcomes one for each problem; shape [P], not empty
     * @param ks the numbers of samples, ascending; shape [K]
     * @param level the intervals' level, in (0, 1)
     * @param random the only source of randomness: equal generators give equal curves
     * @return the curve; each interval holds its estimate
     * @throws IllegalArgumentException if there is no outcome, the level is not in (0, 1), or the estimator refuses an
     *     outcome
     */
    public Curve curve(
            PassAtKEstimator estimator, List<ProblemOutcome> outcomes, int[] ks, double level, RandomGenerator random) {
        Interval.checkLevel(level);
        double[][] values = values(estimator, outcomes, ks);
        double[][] replicates = replicates(values, ks.length, random);
        List<Curve.Point> points = new ArrayList<>();
        for (int j = 0; j < ks.length; j++) {
            double mean = mean(values, j);
            Interval interval = Interval.percentile(replicates[j], level, mean);
            points.add(new Curve.Point(ks[j], mean, interval.low(), interval.high()));
        }
        return new Curve(estimator.metric(), level, points);
    }

    /**
     * Estimates each problem's value for each k.
     *
     * @param estimator the metric
     * @param outcomes one for each problem; not empty
     * @param ks the numbers of samples, ascending
     * @return shape [P][K]
     * @throws IllegalArgumentException if there is no outcome, or the estimator refuses one
     */
    public static double[][] values(PassAtKEstimator estimator, List<ProblemOutcome> outcomes, int[] ks) {
        if (outcomes.isEmpty()) {
            throw new IllegalArgumentException(estimator.metric() + " needs the outcome of at least one problem");
        }
        return outcomes.stream().map(outcome -> estimator.estimate(outcome, ks)).toArray(double[][]::new);
    }

    /** Draws P problems with replacement again and again; shape [K][resamples]. */
    private double[][] replicates(double[][] values, int width, RandomGenerator random) {
        int problems = values.length;
        double[][] replicates = new double[width][resamples];
        for (int b = 0; b < resamples; b++) {
            double[] sums = new double[width];
            for (int i = 0; i < problems; i++) {
                double[] drawn = values[random.nextInt(problems)];
                for (int j = 0; j < width; j++) {
                    sums[j] += drawn[j];
                }
            }
            for (int j = 0; j < width; j++) {
                replicates[j][b] = sums[j] / problems;
            }
        }
        return replicates;
    }

    private static double mean(double[][] values, int column) {
        double sum = 0;
        for (double[] row : values) {
            sum += row[column];
        }
        return sum / values.length;
    }
}
