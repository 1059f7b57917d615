package org.rlvr4j.estimators.comparison;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.inference.TTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossedMeanTest {

    private static double[][] random(int seeds, int problems, double overSeeds, double overProblems, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] ofProblem =
                random.doubles(problems).map(u -> overProblems * (u - 0.5)).toArray();
        double[][] values = new double[seeds][problems];
        for (double[] row : values) {
            double ofSeed = overSeeds * random.nextGaussian();
            for (int p = 0; p < problems; p++) {
                row[p] = 0.1 + ofSeed + ofProblem[p] + 0.2 * random.nextGaussian();
            }
        }
        return values;
    }

    @Test
    void aTableByHand() {
        // rows 1 3 / 2 8: mean 3.5; seeds 2 and 5, problems 1.5 and 5.5; interaction rests ±1
        CrossedMean mean = CrossedMean.of(new double[][] {{1, 3}, {2, 8}});
        assertAll(
                () -> assertEquals(3.5, mean.value()),
                // MS_seeds = 2 · 4.5 = 9, MS_problems = 2 · 8 = 16, MS_interaction = 4; divided by S P = 4
                () -> assertEquals((9 - 4) / 4.0, mean.seedVariance(), 1e-12),
                () -> assertEquals(16 / 4.0, mean.problemVariance(), 1e-12));
    }

    @Test
    void oneSeedIsTheOneSampleTTestOverProblems() {
        double[][] values = random(1, 30, 0, 1, 3);
        CrossedMean mean = CrossedMean.of(values);
        assertAll(
                () -> assertEquals(new TTest().tTest(0, values[0]), mean.pValue(), 1e-9),
                () -> assertEquals(0, mean.seedVariance()),
                () -> assertEquals(1, mean.seeds()));
    }

    @Test
    void whereSeedsAloneDifferItIsTheTTestOverSeeds() {
        double[] ofSeed = {0.1, 0.5, -0.2, 0.4};
        double[][] values = new double[4][50];
        for (int s = 0; s < 4; s++) {
            java.util.Arrays.fill(values[s], ofSeed[s]);
        }
        assertEquals(new TTest().tTest(0, ofSeed), CrossedMean.of(values).pValue(), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void thePValueAndTheIntervalAgree(long seed) {
        CrossedMean mean = CrossedMean.of(random(5, 40, 0.1, 1, seed));
        double p = mean.pValue();
        assertAll(
                () -> assertTrue(Math.abs(mean.value()) <= mean.halfWidth(1 - p * 0.999)),
                () -> assertTrue(p >= 0.999 || Math.abs(mean.value()) >= mean.halfWidth(1 - Math.min(1, p * 1.001))));
    }

    @Test
    void manySeedsGiveWhatTheBootstrapOverBothGives() {
        double[][] values = random(60, 60, 0.3, 1, 11);
        CrossedMean mean = CrossedMean.of(values);
        SplittableRandom random = new SplittableRandom(5);
        int resamples = 2000;
        double sum = 0;
        double squares = 0;
        for (int b = 0; b < resamples; b++) {
            int[] seeds = random.ints(60, 0, 60).toArray();
            int[] problems = random.ints(60, 0, 60).toArray();
            double drawn = 0;
            for (int s : seeds) {
                for (int p : problems) {
                    drawn += values[s][p] / 3600;
                }
            }
            sum += drawn / resamples;
            squares += drawn * drawn / resamples;
        }
        double bootstrap = Math.sqrt(squares - sum * sum);
        double ours = mean.halfWidth(0.95) / new TDistribution(null, 59).inverseCumulativeProbability(0.975);
        assertEquals(bootstrap, ours, 0.06 * bootstrap);
    }

    @Test
    void shiftsMoveTheValueAndNothingElse() {
        double[][] values = random(4, 20, 0.2, 1, 9);
        CrossedMean before = CrossedMean.of(values);
        for (double[] row : values) {
            for (int p = 0; p < row.length; p++) {
                row[p] += 3;
            }
        }
        CrossedMean after = CrossedMean.of(values);
        assertAll(
                () -> assertEquals(before.value() + 3, after.value(), 1e-12),
                () -> assertEquals(before.halfWidth(0.95), after.halfWidth(0.95), 1e-9));
    }

    @Test
    void withoutAnyScatterNothingIsInDoubt() {
        CrossedMean same = CrossedMean.of(new double[3][5]);
        CrossedMean shifted = CrossedMean.of(new double[][] {{0.5, 0.5}, {0.5, 0.5}, {0.5, 0.5}});
        assertAll(
                () -> assertEquals(1, same.pValue()),
                () -> assertEquals(0, same.halfWidth(0.95)),
                () -> assertEquals(0, shifted.pValue()),
                () -> assertEquals(0, shifted.detectable(0.05, 0.8)));
    }

    @Test
    void aStricterTestDetectsLess() {
        CrossedMean mean = CrossedMean.of(random(5, 40, 0.1, 1, 2));
        assertAll(
                () -> assertTrue(mean.detectable(0.05, 0.8) > mean.halfWidth(0.95)),
                () -> assertTrue(mean.detectable(0.005, 0.8) > mean.detectable(0.05, 0.8)),
                () -> assertTrue(mean.detectable(0.05, 0.9) > mean.detectable(0.05, 0.8)),
                () -> assertEquals(mean.halfWidth(0.95), mean.detectable(0.05, 0.5), 1e-9));
    }

    @Test
    void whatCannotBeEstimatedIsRefused() {
        assertAll(
                () -> assertThrows(IllegalArgumentException.class, () -> CrossedMean.of(new double[0][0])),
                () -> assertThrows(IllegalArgumentException.class, () -> CrossedMean.of(new double[2][1])),
                () -> assertThrows(
                        IllegalArgumentException.class, () -> CrossedMean.of(new double[][] {{1, 2}, {1, 2, 3}})),
                () -> assertThrows(
                        IllegalArgumentException.class, () -> CrossedMean.of(new double[][] {{1, Double.NaN}})),
                () -> assertThrows(
                        IllegalArgumentException.class,
                        () -> CrossedMean.of(new double[1][2]).halfWidth(1)),
                () -> assertThrows(
                        IllegalArgumentException.class,
                        () -> CrossedMean.of(new double[1][2]).detectable(0.05, Double.NaN)));
    }
}
