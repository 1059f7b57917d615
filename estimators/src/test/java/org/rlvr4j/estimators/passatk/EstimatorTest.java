package org.rlvr4j.estimators.passatk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.ProblemOutcome.AnswerCount;
import org.rlvr4j.api.evaluation.SampleCounts;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;

class EstimatorTest {

    private static final int[] KS = {1, 2, 4};

    static Stream<PassAtKEstimator> estimators() {
        BootstrapOptions bootstrap = OptionSchema.of(BootstrapOptions.class).defaults();
        return Stream.of(
                new PassAtK(bootstrap),
                new PassPowerK(bootstrap),
                new GPassAtK(OptionSchema.of(GPassAtKOptions.class).defaults()),
                new MajorityAtK(OptionSchema.of(MajorityAtKOptions.class).defaults()),
                new CoverAtTau(OptionSchema.of(CoverAtTauOptions.class).defaults()),
                new BayesAtN());
    }

    private static ProblemOutcome outcome(int n, int c) {
        List<AnswerCount> answers = c == 0 ? List.of() : List.of(new AnswerCount("42", c, true));
        return new ProblemOutcome("p" + c, n, c, answers);
    }

    private static List<ProblemOutcome> outcomes() {
        return List.of(outcome(8, 0), outcome(8, 1), outcome(16, 8), outcome(8, 8), outcome(8, 3));
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void aCurveIsTheMeanOverProblemsInsideItsInterval(PassAtKEstimator estimator) {
        Curve curve = estimator.curve(outcomes(), KS, 0.9, new SplittableRandom(1));
        assertEquals(estimator.metric(), curve.metric());
        assertEquals(0.9, curve.level());
        for (Curve.Point point : curve.points()) {
            double mean = outcomes().stream()
                    .mapToDouble(outcome -> estimator.estimate(outcome, new int[] {point.k()})[0])
                    .average()
                    .orElseThrow();
            assertEquals(mean, point.value(), 1e-15);
            assertTrue(0 <= point.low() && point.low() <= point.value());
            assertTrue(point.value() <= point.high() && point.high() <= 1);
        }
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void equalGeneratorsGiveEqualCurves(PassAtKEstimator estimator) {
        assertEquals(
                estimator.curve(outcomes(), KS, 0.95, new SplittableRandom(3)),
                estimator.curve(outcomes(), KS, 0.95, new SplittableRandom(3)));
    }

    @ParameterizedTest
    @MethodSource("estimators")
    void refusesWhatIsNotDefined(PassAtKEstimator estimator) {
        SplittableRandom random = new SplittableRandom(0);
        assertRefused("k = 9 exceeds the 8", () -> estimator.estimate(outcome(8, 1), new int[] {1, 9}));
        assertRefused("exceeds the 0", () -> estimator.estimate(outcome(0, 0), new int[] {1}));
        assertRefused("at least 1", () -> estimator.estimate(outcome(8, 1), new int[] {0, 1}));
        assertRefused("ascend", () -> estimator.estimate(outcome(8, 1), new int[] {2, 1}));
        assertRefused("at least one problem", () -> estimator.curve(List.of(), KS, 0.95, random));
        assertRefused("exceeds", () -> estimator.curve(outcomes(), new int[] {16}, 0.95, random));
        for (double level : new double[] {0, 1, Double.NaN}) {
            assertRefused("level", () -> estimator.curve(outcomes(), KS, level, random));
        }
    }

    private static void assertRefused(String part, Executable call) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, call).getMessage());
        assertTrue(message.contains(part), message);
    }

    @Test
    void aHundredThousandSamplesAreNoTrouble() {
        int n = 100_000;
        int[] ks = SampleCounts.doublingUpTo(n);
        estimators().filter(e -> !(e instanceof MajorityAtK)).forEach(estimator -> {
            for (int c : new int[] {0, 1, n / 2, n - 1, n}) {
                for (double value : estimator.estimate(new ProblemOutcome("p", n, c), ks)) {
                    assertTrue(value >= 0 && value <= 1, estimator.metric() + " " + value);
                }
            }
        });
        PassAtK passAtK = new PassAtK(new BootstrapOptions(100));
        assertEquals(1e-5, passAtK.estimate(new ProblemOutcome("p", n, 1), ks)[0], 1e-16);
        assertEquals(1, passAtK.estimate(new ProblemOutcome("p", n, 1), ks)[ks.length - 1]);
    }

    @Test
    void doublesUpToN() {
        assertArrayEquals(new int[] {1}, SampleCounts.doublingUpTo(1));
        assertArrayEquals(new int[] {1, 2, 4, 6}, SampleCounts.doublingUpTo(6));
        assertArrayEquals(new int[] {1, 2, 4, 8}, SampleCounts.doublingUpTo(8));
        int[] most = SampleCounts.doublingUpTo(Integer.MAX_VALUE);
        assertEquals(32, most.length);
        assertEquals(Integer.MAX_VALUE, most[31]);
        assertThrows(IllegalArgumentException.class, () -> SampleCounts.doublingUpTo(0));
    }

    @Test
    void sharesAreDecimal() {
        assertEquals(7, Share.leastCount(0.07, 100));
        assertEquals(1, Share.leastCount(0.1, 10));
        assertEquals(2, Share.leastCount(0.11, 10));
        assertEquals(1, Share.leastCount(1e-300, 10));
        assertEquals(100_000, Share.leastCount(1, 100_000));
        CoverAtTau cover = new CoverAtTau(new CoverAtTauOptions(0.07, 100));
        assertEquals(1, cover.estimate(new ProblemOutcome("p", 100, 7), new int[] {1})[0]);
        assertEquals(0, cover.estimate(new ProblemOutcome("p", 100, 6), new int[] {1})[0]);
    }

    @Test
    void metricsWithoutKHaveASinglePoint() {
        Curve cover =
                new CoverAtTau(new CoverAtTauOptions(0.5, 100)).curve(outcomes(), KS, 0.95, new SplittableRandom(0));
        assertEquals(1, cover.points().size());
        assertEquals(2 / 5.0, cover.at(1), 1e-15);
        assertEquals("cover@0.5", cover.metric());
        Curve bayes = new BayesAtN().curve(outcomes(), KS, 0.95, new SplittableRandom(0));
        assertEquals((1 / 10.0 + 2 / 10.0 + 9 / 18.0 + 9 / 10.0 + 4 / 10.0) / 5, bayes.at(1), 1e-15);
        assertEquals(1, bayes.points().size());
    }

    @Test
    void optionsReportAllMistakesAtOnce() {
        for (double tau : new double[] {0, -1, 1.5, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertMistakes(List.of("tau", "resamples"), () -> new GPassAtKOptions(tau, 0));
            assertMistakes(List.of("tau", "resamples"), () -> new CoverAtTauOptions(tau, 2_000_000));
        }
        assertMistakes(List.of("exact-up-to", "draws", "resamples"), () -> new MajorityAtKOptions(-1, 0, -5));
        assertMistakes(List.of("exact-up-to"), () -> new MajorityAtKOptions(257, 100, 100));
        assertMistakes(List.of("resamples"), () -> new BootstrapOptions(99));
    }

    private static void assertMistakes(List<String> options, Executable call) {
        InvalidOptionException thrown = assertThrows(InvalidOptionException.class, call);
        assertEquals(
                options,
                thrown.mistakes().stream()
                        .map(InvalidOptionException.Mistake::option)
                        .toList());
    }

    @Test
    void countsAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> PassAtK.unbiased(4, 5, 1));
        assertThrows(IllegalArgumentException.class, () -> PassAtK.unbiased(4, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> PassAtK.unbiased(4, 1, 5));
        assertThrows(IllegalArgumentException.class, () -> PassAtK.unbiased(4, 1, -1));
        assertEquals(0, PassAtK.unbiased(4, 4, 0));
        assertEquals(0, PassAtK.unbiased(0, 0, 0));
    }
}
