package org.rlvr4j.estimators.comparison;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * The mean of values that were observed for every pair of a training seed and a problem, and how certain it is for other
 * seeds and other problems.
 *
 * <p>Seeds and problems are crossed random factors: x[s][p] = μ + a_s + b_p + e_sp. The bootstrap that resamples both
 * (Owen 2007, Annals of Applied Statistics 1(2), and {@link org.rlvr4j.estimators.bootstrap.PairedBootstrap}) sees a share
 * (S − 1)/S of the variance among S seeds, counts the interaction e three times, and its percentiles know nothing of the
 * few degrees of freedom. With three or five seeds its 95 % intervals hold the truth too rarely. Here the variances that
 * resampling converges to are taken without these faults, from the mean squares of the two-way analysis of variance:
 *
 * <pre>
 * V_seeds = max(0, MS_seeds − MS_interaction) / (S P)      with S − 1 degrees of freedom
 * V_problems = MS_problems / (S P)                          with P − 1 degrees of freedom
 * half width at level 1 − α = √(t²(1 − α/2; S − 1) V_seeds + t²(1 − α/2; P − 1) V_problems)
 * </pre>
 *
 * The two components' own limits are combined as in Zou and Donner 2008, Statistics in Medicine 27(10) (the method of
 * variance estimates recovery). A p-value is the least α whose interval leaves out 0, so that both always agree.
 *
 * <p>Measured coverage of 95 % intervals is in docs/ablations.md; it is near 95 % from three seeds on. Two seeds leave one
 * degree of freedom, and intervals may hold the truth in only nine cases of ten. One seed says nothing of other seeds: the
 * interval then speaks of other problems alone.
 *
 * @param value the mean over seeds and problems
 * @param seeds S, ≥ 1
 * @param problems P, ≥ 2
 * @param seedVariance V_seeds, ≥ 0; 0 for one seed
 * @param problemVariance V_problems, ≥ 0
 */
public record CrossedMean(double value, int seeds, int problems, double seedVariance, double problemVariance) {

    /** Below this no p-value is told apart from 0. */
    private static final double LEAST_P = 1e-15;

    private static final int BISECTIONS = 60;

    /**
     * Estimates.
     *
     * @param values what was observed; shape [S][P], finite, S ≥ 1, P ≥ 2
     * @return mean and variances
     * @throws IllegalArgumentException if rows differ in length, are too short, or hold what is not finite
     */
    public static CrossedMean of(double[][] values) {
        check(values);
        int seeds = values.length;
        int problems = values[0].length;
        double[] rows = new double[seeds];
        double[] columns = new double[problems];
        double mean = 0;
        for (int s = 0; s < seeds; s++) {
            for (int p = 0; p < problems; p++) {
                rows[s] += values[s][p] / problems;
                columns[p] += values[s][p] / seeds;
            }
            mean += rows[s] / seeds;
        }
        double betweenProblems = seeds * squares(columns, mean) / (problems - 1);
        double betweenSeeds = seeds == 1 ? 0 : problems * squares(rows, mean) / (seeds - 1);
        double interaction = seeds == 1 ? 0 : interaction(values, rows, columns, mean);
        double pairs = (double) seeds * problems;
        return new CrossedMean(
                mean, seeds, problems, Math.max(0, betweenSeeds - interaction) / pairs, betweenProblems / pairs);
    }

    private static void check(double[][] values) {
        if (values.length == 0 || values[0].length < 2) {
            throw new IllegalArgumentException("needs values of at least one seed and two problems");
        }
        for (double[] row : values) {
            if (row.length != values[0].length) {
                throw new IllegalArgumentException("every seed needs a value for each of the " + values[0].length
                        + " problems, got " + row.length);
            }
            for (double value : row) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("values must be finite, got " + value);
                }
            }
        }
    }

    private static double squares(double[] means, double mean) {
        double sum = 0;
        for (double each : means) {
            sum += (each - mean) * (each - mean);
        }
        return sum;
    }

    private static double interaction(double[][] values, double[] rows, double[] columns, double mean) {
        double sum = 0;
        for (int s = 0; s < rows.length; s++) {
            for (int p = 0; p < columns.length; p++) {
                double rest = values[s][p] - rows[s] - columns[p] + mean;
                sum += rest * rest;
            }
        }
        return sum / ((rows.length - 1.0) * (columns.length - 1.0));
    }

    /**
     * Returns half the width of an interval.
     *
     * @param level in (0, 1), such as 0.95
     * @return ≥ 0
     * @throws IllegalArgumentException if the level is not in (0, 1)
     */
    public double halfWidth(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("an interval's level must be between 0 and 1, got " + level);
        }
        return combined(1 - (1 - level) / 2);
    }

    /** Both components' quantiles at a probability, combined. */
    private double combined(double probability) {
        double ofSeeds = seedVariance == 0 ? 0 : quantile(seeds - 1, probability);
        double ofProblems = quantile(problems - 1, probability);
        return Math.sqrt(ofSeeds * ofSeeds * seedVariance + ofProblems * ofProblems * problemVariance);
    }

    private static double quantile(int degrees, double probability) {
        return new TDistribution(null, degrees).inverseCumulativeProbability(probability);
    }

    /**
     * Returns the lower end of an interval.
     *
     * @param level in (0, 1)
     * @return at most the mean
     */
    public double low(double level) {
        return value - halfWidth(level);
    }

    /**
     * Returns the upper end of an interval.
     *
     * @param level in (0, 1)
     * @return at least the mean
     */
    public double high(double level) {
        return value + halfWidth(level);
    }

    /**
     * Returns the two-sided p-value of a mean of 0.
     *
     * @return in [0, 1]; 1 where the mean is 0
     */
    public double pValue() {
        double distance = Math.abs(value);
        if (distance == 0) {
            return 1;
        }
        if (combined(1 - LEAST_P / 2) < distance) {
            return 0;
        }
        double low = Math.log(LEAST_P);
        double high = 0;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (combined(1 - Math.exp(middle) / 2) < distance) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return Math.exp(high);
    }

    /**
     * Returns the smallest true difference that a test would find this often, were its variances those seen here.
     *
     * @param significance the test's two-sided level α, in (0, 1)
     * @param power how often it is to be found, in [0.5, 1)
     * @return ≥ 0
     * @throws IllegalArgumentException if an argument is out of range
     */
    public double detectable(double significance, double power) {
        if (!(power >= 0.5 && power < 1)) {
            throw new IllegalArgumentException("power must be at least 0.5 and below 1, got " + power);
        }
        return halfWidth(1 - significance) + combined(power);
    }
}
