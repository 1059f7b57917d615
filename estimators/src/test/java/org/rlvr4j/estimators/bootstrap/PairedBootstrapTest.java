package org.rlvr4j.estimators.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.estimators.bootstrap.PairedBootstrap.CurveDifference;
import org.rlvr4j.estimators.bootstrap.PairedBootstrap.Difference;
import org.rlvr4j.estimators.passatk.PassAtK;

class PairedBootstrapTest {

    private static final PairedBootstrap BOOTSTRAP = new PairedBootstrap(new BootstrapOptions(1_000), 0.95);

    /** Values that differ far more between problems than between the two sides. */
    private static double[] problems(int count, Random random) {
        return random.doubles(count).toArray();
    }

    private static double[] shifted(double[] values, double shift, double noise, Random random) {
        return Arrays.stream(values)
                .map(v -> v + shift + noise * random.nextGaussian())
                .toArray();
    }

    @Test
    void identicalInputsDifferByExactlyZero() {
        double[] values = problems(100, new Random(1));
        Difference none = BOOTSTRAP.overProblems(values, values, new SplittableRandom(1));
        assertEquals(new Difference(0, 0, 0), none);
        assertFalse(none.excludesZero());
    }

    @Test
    void swappingTheSidesNegates() {
        Random random = new Random(2);
        double[][] left = {problems(40, random), problems(40, random), problems(40, random)};
        double[][] right = {problems(40, random), problems(40, random), problems(40, random)};
        Difference forth = BOOTSTRAP.overSeedsAndProblems(left, right, new SplittableRandom(9));
        Difference back = BOOTSTRAP.overSeedsAndProblems(right, left, new SplittableRandom(9));
        assertEquals(-forth.mean(), back.mean(), 1e-15);
        assertEquals(-forth.low(), back.high(), 1e-12);
        assertEquals(-forth.high(), back.low(), 1e-12);
    }

    @Test
    void aConstantDifferenceHasNoWidth() {
        double[] left = {0.5, 0.25, 1};
        double[] right = {0.25, 0, 0.75};
        assertEquals(new Difference(0.25, 0.25, 0.25), BOOTSTRAP.overProblems(left, right, new SplittableRandom(0)));
        assertTrue(BOOTSTRAP.overProblems(left, right, new SplittableRandom(0)).excludesZero());
        assertTrue(BOOTSTRAP.overProblems(right, left, new SplittableRandom(0)).excludesZero());
    }

    @Test
    void pairingSeesWhatSeparateIntervalsCannot() {
        Random random = new Random(3);
        double[] base = problems(200, random);
        double[] better = shifted(base, 0.02, 0.05, random);
        Difference paired = BOOTSTRAP.overProblems(better, base, new SplittableRandom(4));
        assertTrue(paired.excludesZero() && paired.low() > 0);
        // Problems vary with a deviation of 0.29: the interval of either mean alone is about 0.08 wide.
        assertTrue(paired.high() - paired.low() < 0.02);
    }

    @Test
    void intervalsHoldAKnownDifferenceAbout95TimesInAHundred() {
        Random random = new Random(12);
        PairedBootstrap bootstrap = new PairedBootstrap(new BootstrapOptions(300), 0.95);
        int runs = 400;
        int covered = 0;
        for (int run = 0; run < runs; run++) {
            double[] base = problems(60, random);
            Difference found = bootstrap.overProblems(shifted(base, 0.1, 0.2, random), base, random);
            covered += found.low() <= 0.1 && 0.1 <= found.high() ? 1 : 0;
        }
        assertTrue(covered >= 0.91 * runs && covered <= 0.985 * runs, "covered " + covered + " of " + runs);
    }

    /** Seeds and problems both move the difference: ignoring the seeds would cover far too seldom. */
    @Test
    void intervalsOverSeedsHoldTheDifferenceOfAllSeeds() {
        Random random = new Random(13);
        PairedBootstrap bootstrap = new PairedBootstrap(new BootstrapOptions(300), 0.95);
        int runs = 300;
        int covered = 0;
        int coveredIgnoringSeeds = 0;
        for (int run = 0; run < runs; run++) {
            double[] base = problems(50, random);
            double[] perProblem = shifted(new double[50], 0, 0.1, random);
            double[][] trained = new double[12][];
            double[] average = new double[50];
            for (int s = 0; s < trained.length; s++) {
                double seedEffect = 0.05 * random.nextGaussian();
                trained[s] = shifted(base, 0.1 + seedEffect, 0.05, random);
                for (int p = 0; p < 50; p++) {
                    trained[s][p] += perProblem[p];
                    average[p] += trained[s][p] / trained.length;
                }
            }
            Difference found = bootstrap.overSeedsAndProblems(trained, new double[][] {base}, random);
            covered += found.low() <= 0.1 && 0.1 <= found.high() ? 1 : 0;
            Difference naive = bootstrap.overProblems(average, base, random);
            coveredIgnoringSeeds += naive.low() <= 0.1 && 0.1 <= naive.high() ? 1 : 0;
        }
        assertTrue(covered >= 0.9 * runs && covered <= 0.985 * runs, "covered " + covered + " of " + runs);
        assertTrue(coveredIgnoringSeeds < covered - 0.05 * runs, "naive covered " + coveredIgnoringSeeds);
    }

    @Test
    void aSingleSeedIsTheComparisonOverProblems() {
        Random random = new Random(5);
        double[] left = problems(30, random);
        double[] right = problems(30, random);
        assertEquals(
                BOOTSTRAP.overProblems(left, right, new SplittableRandom(1)),
                BOOTSTRAP.overSeedsAndProblems(new double[][] {left}, new double[][] {right}, new SplittableRandom(1)));
    }

    @Test
    void oneRowIsPairedWithEverySeed() {
        Random random = new Random(6);
        double[] base = problems(30, random);
        double[][] trained = {problems(30, random), problems(30, random)};
        assertEquals(
                BOOTSTRAP.overSeedsAndProblems(trained, new double[][] {base, base}, new SplittableRandom(1)),
                BOOTSTRAP.overSeedsAndProblems(trained, new double[][] {base}, new SplittableRandom(1)));
    }

    @Test
    void curvesDifferAtEachKAndInTheMean() {
        List<ProblemOutcome> right =
                List.of(new ProblemOutcome("a", 8, 0), new ProblemOutcome("b", 8, 1), new ProblemOutcome("c", 8, 6));
        List<ProblemOutcome> left =
                List.of(new ProblemOutcome("a", 8, 1), new ProblemOutcome("b", 8, 1), new ProblemOutcome("c", 8, 7));
        PassAtK passAtK = new PassAtK(new BootstrapOptions(100));
        int[] ks = {1, 2, 8};
        CurveDifference difference =
                BOOTSTRAP.curves(passAtK, List.of(left, right), List.of(right), ks, new SplittableRandom(2));
        assertEquals("pass@k difference", difference.atK().metric());
        assertEquals((2 / 8.0) / 3 / 2, difference.atK().at(1), 1e-15);
        assertEquals(1.0 / 3 / 2, difference.atK().at(8), 1e-15);
        assertEquals(difference.atK().meanOverK(), difference.meanOverK().mean(), 1e-15);
        difference
                .atK()
                .points()
                .forEach(point -> assertTrue(point.low() <= point.value() && point.value() <= point.high()));
        List<ProblemOutcome> others = List.of(left.get(1), left.get(0), left.get(2));
        assertThrows(
                IllegalArgumentException.class,
                () -> BOOTSTRAP.curves(passAtK, List.of(left), List.of(others), ks, new SplittableRandom(2)));
        assertThrows(
                IllegalArgumentException.class,
                () -> BOOTSTRAP.curves(passAtK, List.of(left), List.of(right), new int[0], new SplittableRandom(2)));
    }

    @Test
    void refusesWhatCannotBePaired() {
        double[] two = {0, 1};
        double[] three = {0, 1, 0};
        SplittableRandom random = new SplittableRandom(0);
        assertThrows(IllegalArgumentException.class, () -> BOOTSTRAP.overProblems(two, three, random));
        assertThrows(IllegalArgumentException.class, () -> BOOTSTRAP.overProblems(three, two, random));
        assertThrows(
                IllegalArgumentException.class, () -> BOOTSTRAP.overProblems(new double[0], new double[0], random));
        assertThrows(
                IllegalArgumentException.class,
                () -> BOOTSTRAP.overProblems(two, new double[] {0, Double.NaN}, random));
        assertThrows(
                IllegalArgumentException.class,
                () -> BOOTSTRAP.overSeedsAndProblems(
                        new double[][] {two, two}, new double[][] {two, two, two}, random));
        assertThrows(
                IllegalArgumentException.class,
                () -> BOOTSTRAP.overSeedsAndProblems(new double[0][], new double[][] {two}, random));
        assertThrows(
                IllegalArgumentException.class,
                () -> BOOTSTRAP.overSeedsAndProblems(new double[][] {two, three}, new double[][] {two}, random));
        for (double level : new double[] {0, 1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new PairedBootstrap(new BootstrapOptions(100), level));
        }
    }
}
