package org.rlvr4j.estimators.comparison;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How often intervals hold the truth, and how often a difference is found where there is none. The profile {@code
 * coverage} repeats it more often: {@code mvn -Pcoverage test -pl estimators -Dtest=CoverageTest}.
 */
class CoverageTest {

    private static final int REPETITIONS = Integer.getInteger("coverage.repetitions", 400);
    private static final double LEVEL = 0.95;

    /** Two standard errors of a share near 95 % in so many repetitions. */
    private static final double CHANCE = 2 * Math.sqrt(0.95 * 0.05 / REPETITIONS);

    static Stream<Arguments> armsWithAnEffect() {
        List<Arguments> cases = new ArrayList<>();
        for (int seeds : new int[] {3, 5, 10}) {
            for (boolean trained : new boolean[] {false, true}) {
                cases.add(Arguments.of(new SyntheticArms(0.5, 0.5, 0.1, 0.2, trained), seeds));
                cases.add(Arguments.of(new SyntheticArms(0.5, 0.5, 0.2, 0.3, trained), seeds));
                cases.add(Arguments.of(new SyntheticArms(-0.5, 1, 0.3, 0.3, trained), seeds));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("armsWithAnEffect")
    void intervalsHoldTheTruthAsOftenAsTheySay(SyntheticArms arms, int seeds) {
        double[] truth = arms.truth();
        int[] held = new int[SyntheticArms.KS.length];
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            double[][][] differences = arms.draw(seeds, new SplittableRandom(1_000_003L * seeds + repetition));
            for (int k = 0; k < held.length; k++) {
                CrossedMean mean = CrossedMean.of(differences[k]);
                held[k] += mean.low(LEVEL) <= truth[k] && truth[k] <= mean.high(LEVEL) ? 1 : 0;
            }
        }
        for (int k = 0; k < held.length; k++) {
            double coverage = (double) held[k] / REPETITIONS;
            assertTrue(
                    coverage >= 0.93 - CHANCE && coverage <= 0.97 + CHANCE,
                    String.format(
                            Locale.ROOT,
                            "%s, %d seeds, Pass@%d: %.4f of the intervals hold the truth",
                            arms,
                            seeds,
                            SyntheticArms.KS[k],
                            coverage));
        }
    }

    static Stream<Arguments> armsWithoutAnEffect() {
        List<Arguments> cases = new ArrayList<>();
        for (int seeds : new int[] {3, 5, 10}) {
            cases.add(Arguments.of(new SyntheticArms(0, 0, 0, 0, false), seeds));
            cases.add(Arguments.of(new SyntheticArms(0, 0, 0, 0, true), seeds));
            cases.add(Arguments.of(new SyntheticArms(0, 0, 0.05, 0.3, true), seeds));
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("armsWithoutAnEffect")
    void noMoreThanFiveOfAHundredFamiliesFindWhatIsNotThere(SyntheticArms arms, int seeds) {
        ComparisonFamily family = new ComparisonFamily(LEVEL, 0.02);
        int found = 0;
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            double[][][] differences = arms.draw(seeds, new SplittableRandom(7_000_003L * seeds + repetition));
            List<CrossedMean> means =
                    Stream.of(differences).map(CrossedMean::of).toList();
            found += family.judge(means).stream()
                            .anyMatch(judged -> judged.verdict() == Verdict.BETTER || judged.verdict() == Verdict.WORSE)
                    ? 1
                    : 0;
        }
        double rate = (double) found / REPETITIONS;
        assertTrue(rate <= 0.05 + CHANCE, () -> arms + ", " + seeds + " seeds: found in " + rate);
    }
}
