package org.rlvr4j.estimators.passatk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.SampleCounts;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;

class PassAtKProperties {

    private static final PassAtKEstimator PASS_AT_K = new PassAtK(new BootstrapOptions(100));
    private static final PassAtKEstimator PASS_POWER_K = new PassPowerK(new BootstrapOptions(100));

    private static PassAtKEstimator gPass(double tau) {
        return new GPassAtK(new GPassAtKOptions(tau, 100));
    }

    private static int[] upTo(int n) {
        return IntStream.rangeClosed(1, n).toArray();
    }

    private static double[] values(PassAtKEstimator estimator, int n, int c) {
        return estimator.estimate(new ProblemOutcome("p", n, c), upTo(n));
    }

    @Example
    void equalsTheAverageOverAllSubsets() {
        for (int n = 1; n <= 9; n++) {
            for (int c = 0; c <= n; c++) {
                int correct = c;
                double[] any = values(PASS_AT_K, n, c);
                double[] all = values(PASS_POWER_K, n, c);
                for (int k = 1; k <= n; k++) {
                    int drawn = k;
                    assertEquals(
                            Enumeration.average(n, k, mask -> Enumeration.hits(mask, correct) > 0 ? 1 : 0),
                            any[k - 1],
                            1e-14);
                    assertEquals(
                            Enumeration.average(n, k, mask -> Enumeration.hits(mask, correct) == drawn ? 1 : 0),
                            all[k - 1],
                            1e-14);
                }
            }
        }
    }

    @Property(tries = 200)
    void gPassEqualsTheAverageOverAllSubsets(
            @ForAll @IntRange(min = 1, max = 8) int n,
            @ForAll @IntRange(max = 8) int c,
            @ForAll @IntRange(min = 1, max = 100) int percent) {
        int correct = Math.min(c, n);
        double[] values = values(gPass(percent / 100.0), n, correct);
        for (int k = 1; k <= n; k++) {
            int drawn = k;
            // 100 hits >= percent k, in integers: free of the rounding that a ceiling of doubles would have.
            double expected =
                    Enumeration.average(n, k, mask -> 100 * Enumeration.hits(mask, correct) >= percent * drawn ? 1 : 0);
            assertEquals(expected, values[k - 1], 1e-14);
        }
    }

    @Property(tries = 300)
    void risesInKAndInC(@ForAll @IntRange(min = 1, max = 400) int n, @ForAll @IntRange(max = 399) int c) {
        int fewer = Math.min(c, n - 1);
        double[] low = values(PASS_AT_K, n, fewer);
        double[] high = values(PASS_AT_K, n, fewer + 1);
        double[] lowPower = values(PASS_POWER_K, n, fewer);
        double[] highPower = values(PASS_POWER_K, n, fewer + 1);
        for (int i = 0; i < n; i++) {
            assertTrue(low[i] >= 0 && high[i] <= 1 && low[i] <= high[i]);
            assertTrue(lowPower[i] >= 0 && highPower[i] <= 1 && lowPower[i] <= highPower[i]);
            assertTrue(lowPower[i] <= low[i] + 1e-12, "all correct implies one correct");
            if (i > 0) {
                assertTrue(low[i] >= low[i - 1]);
                assertTrue(lowPower[i] <= lowPower[i - 1]);
            }
        }
    }

    @Property(tries = 300)
    void gPassRisesInCAndFallsInTau(
            @ForAll @IntRange(min = 1, max = 300) int n,
            @ForAll @IntRange(max = 299) int c,
            @ForAll @DoubleRange(min = 0.01, max = 0.5) double tau) {
        int fewer = Math.min(c, n - 1);
        double[] base = values(gPass(tau), n, fewer);
        double[] moreCorrect = values(gPass(tau), n, fewer + 1);
        double[] stricter = values(gPass(2 * tau), n, fewer);
        for (int i = 0; i < n; i++) {
            assertTrue(base[i] >= 0 && base[i] <= 1);
            assertTrue(moreCorrect[i] >= base[i] - 1e-12);
            assertTrue(stricter[i] <= base[i] + 1e-12);
        }
    }

    @Property(tries = 200)
    void gPassLiesBetweenPassAtKAndPassPowerK(
            @ForAll @IntRange(min = 1, max = 300) int n, @ForAll @IntRange(max = 300) int c) {
        int correct = Math.min(c, n);
        assertArrayEquals(values(PASS_AT_K, n, correct), values(gPass(1e-9), n, correct), 1e-12);
        assertArrayEquals(values(PASS_POWER_K, n, correct), values(gPass(1), n, correct), 1e-12);
    }

    @Property(tries = 200)
    void aCurveInOnePassEqualsEachKByItself(
            @ForAll @IntRange(min = 1, max = 500) int n, @ForAll @IntRange(max = 500) int c) {
        int correct = Math.min(c, n);
        int[] ks = SampleCounts.doublingUpTo(n);
        for (PassAtKEstimator estimator : new PassAtKEstimator[] {PASS_AT_K, PASS_POWER_K, gPass(0.5)}) {
            double[] whole = estimator.estimate(new ProblemOutcome("p", n, correct), ks);
            double[] single = Arrays.stream(ks)
                    .mapToDouble(k -> estimator.estimate(new ProblemOutcome("p", n, correct), new int[] {k})[0])
                    .toArray();
            assertArrayEquals(single, whole);
        }
        assertEquals(
                PassAtK.unbiased(n, correct, ks[ks.length - 1]),
                PASS_AT_K.estimate(new ProblemOutcome("p", n, correct), ks)[ks.length - 1]);
    }

    @Property(tries = 200)
    void isExactlyOneWhereEverySubsetHasACorrectSample(
            @ForAll @IntRange(min = 1, max = 1000) int n, @ForAll @IntRange(min = 1, max = 1000) int c) {
        int correct = Math.min(c, n);
        if (n - correct + 1 <= n) {
            assertEquals(1, PassAtK.unbiased(n, correct, n - correct + 1));
        }
        assertEquals(0, PassAtK.unbiased(n, 0, n));
        assertEquals((double) correct / n, PassAtK.unbiased(n, correct, 1), 1e-15);
    }

    /** Simulated binomial counts: the mean of the estimators is 1 − (1 − p)^k and p^k. */
    @Example
    void isUnbiasedInSimulation() {
        SplittableRandom random = new SplittableRandom(11);
        int[] ks = {1, 2, 4, 8, 16};
        for (double p : new double[] {0.02, 0.3, 0.9}) {
            int runs = 40_000;
            double[] any = new double[ks.length];
            double[] all = new double[ks.length];
            for (int run = 0; run < runs; run++) {
                int c = 0;
                for (int i = 0; i < 16; i++) {
                    c += random.nextDouble() < p ? 1 : 0;
                }
                ProblemOutcome outcome = new ProblemOutcome("p", 16, c);
                for (int j = 0; j < ks.length; j++) {
                    any[j] += PASS_AT_K.estimate(outcome, ks)[j];
                    all[j] += PASS_POWER_K.estimate(outcome, ks)[j];
                }
            }
            for (int j = 0; j < ks.length; j++) {
                assertUnbiased(1 - Math.pow(1 - p, ks[j]), any[j] / runs, runs);
                assertUnbiased(Math.pow(p, ks[j]), all[j] / runs, runs);
            }
        }
    }

    /** Within five standard errors: an estimate in [0, 1] of mean q has a variance of at most q(1 − q). */
    private static void assertUnbiased(double truth, double mean, int runs) {
        assertEquals(truth, mean, 5 * Math.sqrt(truth * (1 - truth) / runs) + 1e-9);
    }
}
