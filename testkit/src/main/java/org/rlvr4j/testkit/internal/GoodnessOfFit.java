package org.rlvr4j.testkit.internal;

import java.util.Arrays;

/** Pearson's chi-squared test of counts against a distribution. */
public final class GoodnessOfFit {

    /** A right distribution fails with this probability; with fixed seeds it fails always or never. */
    public static final double SIGNIFICANCE = 1e-4;

    private static final double LEAST_EXPECTED = 5;

    private GoodnessOfFit() {}

    /**
     * Computes the p-value of counts; cells of small expectation are put together.
     *
     * @param counts how often each outcome was seen; shape [outcomes]
     * @param probabilities what is expected, summing to 1; shape [outcomes]
     * @return the probability of a deviation at least as large; 0 where an outcome of probability 0 was seen; 1 where there
     *     is a single cell
     */
    public static double pValue(long[] counts, double[] probabilities) {
        if (counts.length != probabilities.length) {
            throw new IllegalArgumentException(counts.length + " counts for " + probabilities.length + " probabilities");
        }
        long total = Arrays.stream(counts).sum();
        double statistic = 0;
        int cells = 0;
        double pooledExpected = 0;
        long pooledCount = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = probabilities[i] * total;
            if (probabilities[i] == 0 && counts[i] > 0) {
                return 0;
            }
            if (expected >= LEAST_EXPECTED) {
                statistic += square(counts[i] - expected) / expected;
                cells++;
            } else {
                pooledExpected += expected;
                pooledCount += counts[i];
            }
        }
        if (pooledExpected > 0) {
            statistic += square(pooledCount - pooledExpected) / Math.max(pooledExpected, 1);
            cells++;
        }
        return cells < 2 ? 1 : upperTail(statistic, cells - 1);
    }

    private static double square(double x) {
        return x * x;
    }

    /** P(chi-squared ≥ x) by the normal approximation of the cube root (Wilson and Hilferty 1931). */
    private static double upperTail(double x, int degrees) {
        double variance = 2.0 / (9 * degrees);
        double z = (Math.cbrt(x / degrees) - (1 - variance)) / Math.sqrt(variance);
        return normalUpperTail(z);
    }

    /** P(Z ≥ z), with an error below 7.5e-8 (Abramowitz and Stegun 26.2.17). */
    private static double normalUpperTail(double z) {
        if (z < 0) {
            return 1 - normalUpperTail(-z);
        }
        double t = 1 / (1 + 0.2316419 * z);
        double polynomial = t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * polynomial;
    }
}
