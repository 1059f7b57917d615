package org.rlvr4j.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.ProblemOutcome.AnswerCount;

/**
 * What every {@link PassAtKEstimator} keeps to.
 *
 * <p>Without more than the factory a metric is held to Pass@k itself. Another metric says by {@link #valueOf} what k drawn
 * samples are worth, and by {@link #trend} how it goes with k.
 */
@PropertyDefaults(tries = 100, edgeCases = EdgeCasesMode.NONE)
public abstract class PassAtKEstimatorContract {

    private static final int ENUMERATED = 8;
    private static final double TOLERANCE = 1e-9;

    /** For subclasses. */
    protected PassAtKEstimatorContract() {}

    /**
     * Creates the estimator.
     *
     * @return a new estimator, the same each time
     */
    protected abstract PassAtKEstimator estimator();

    /**
     * One of k drawn samples.
     *
     * @param answer its answer
     * @param correct whether it is right
     */
    public record DrawnSample(String answer, boolean correct) {}

    /** How a metric goes with k. */
    public enum Trend {
        /** More samples never lower it. */
        RISING,
        /** More samples never raise it. */
        FALLING,
        /** It does not depend on k. */
        CONSTANT,
        /** It may go either way. */
        ANY
    }

    /**
     * Says what k samples are worth; the metric is the mean over all subsets of k of the n samples.
     *
     * @param drawn the k samples
     * @return by default Pass@k: 1 if any is correct, else 0; empty for a metric that is no such mean, which is then not
     *     enumerated and may be biased
     */
    protected OptionalDouble valueOf(List<DrawnSample> drawn) {
        return OptionalDouble.of(drawn.stream().anyMatch(DrawnSample::correct) ? 1 : 0);
    }

    /**
     * Says how the metric goes with k.
     *
     * @return by default rising, as Pass@k does
     */
    protected Trend trend() {
        return Trend.RISING;
    }

    @Provide
    Arbitrary<ProblemOutcome> outcomes() {
        Arbitrary<List<AnswerCount>> answers = Combinators.combine(
                        Arbitraries.integers().between(1, 3), Arbitraries.of(true, false, false))
                .as((count, correct) -> new AnswerCount("", count, correct))
                .list()
                .ofMaxSize(4)
                .map(PassAtKEstimatorContract::named);
        return Combinators.combine(answers, Arbitraries.integers().between(0, 2))
                .as((list, silent) -> outcome("problem", list, silent))
                .filter(outcome -> outcome.samples() >= 1 && outcome.samples() <= ENUMERATED);
    }

    private static List<AnswerCount> named(List<AnswerCount> answers) {
        return IntStream.range(0, answers.size())
                .mapToObj(i -> new AnswerCount(
                        "answer " + i, answers.get(i).count(), answers.get(i).correct()))
                .toList();
    }

    private static ProblemOutcome outcome(String id, List<AnswerCount> answers, int silent) {
        int spoken = answers.stream().mapToInt(AnswerCount::count).sum();
        int correct = answers.stream()
                .filter(AnswerCount::correct)
                .mapToInt(AnswerCount::count)
                .sum();
        return new ProblemOutcome(id, spoken + silent, correct, answers);
    }

    /** c right samples of one answer and n − c wrong ones of another. */
    private static ProblemOutcome outcome(String id, int n, int c) {
        List<AnswerCount> answers = new ArrayList<>();
        if (c > 0) {
            answers.add(new AnswerCount("right", c, true));
        }
        if (n > c) {
            answers.add(new AnswerCount("wrong", n - c, false));
        }
        return outcome(id, answers, 0);
    }

    private static int[] upTo(int n) {
        return IntStream.rangeClosed(1, n).toArray();
    }

    /**
     * The estimate is the mean over all subsets of k samples.
     *
     * @param outcome up to 8 samples
     */
    @Property
    public void estimatesEqualEnumeration(@ForAll("outcomes") ProblemOutcome outcome) {
        List<DrawnSample> samples = new ArrayList<>();
        for (AnswerCount answer : outcome.answers()) {
            for (int i = 0; i < answer.count(); i++) {
                samples.add(new DrawnSample(answer.answer(), answer.correct()));
            }
        }
        while (samples.size() < outcome.samples()) {
            samples.add(new DrawnSample("", false));
        }
        double[] estimates = estimator().estimate(outcome, upTo(outcome.samples()));
        for (int k = 1; k <= samples.size(); k++) {
            Optional<Double> expected = enumerated(samples, k);
            if (expected.isPresent()) {
                assertEquals(expected.get(), estimates[k - 1], TOLERANCE, "k = " + k + " of " + outcome);
            }
        }
    }

    private Optional<Double> enumerated(List<DrawnSample> samples, int k) {
        double sum = 0;
        int subsets = 0;
        for (int mask = 0; mask < 1 << samples.size(); mask++) {
            if (Integer.bitCount(mask) == k) {
                int chosen = mask;
                OptionalDouble value = valueOf(IntStream.range(0, samples.size())
                        .filter(i -> (chosen >> i & 1) == 1)
                        .mapToObj(samples::get)
                        .toList());
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                sum += value.getAsDouble();
                subsets++;
            }
        }
        return Optional.of(sum / subsets);
    }

    /** Over all that n samples of a policy with success probability p may show, the estimate's mean is the value at k draws. */
    @Test
    public void estimatesAreUnbiased() {
        if (valueOf(List.of(new DrawnSample("right", true))).isEmpty()) {
            return;
        }
        for (double p : new double[] {0.02, 0.3, 0.5, 0.95}) {
            for (int n : new int[] {1, 2, 5, 9, 24}) {
                for (int k = 1; k <= n; k++) {
                    assertEquals(
                            expectation(k, k, p), expectation(n, k, p), TOLERANCE, "n = " + n + ", k = " + k + ", p = " + p);
                }
            }
        }
    }

    private double expectation(int n, int k, double p) {
        double probability = Math.pow(1 - p, n);
        double sum = 0;
        for (int c = 0; c <= n; c++) {
            sum += probability * estimator().estimate(outcome("problem", n, c), new int[] {k})[0];
            probability *= p / (1 - p) * (n - c) / (c + 1);
        }
        return sum;
    }

    /** The estimate goes with k as {@link #trend} says, and never leaves [0, 1]. */
    @Test
    public void estimatesFollowTheirTrend() {
        for (int n : new int[] {1, 2, 7, 64, 1000}) {
            for (int c : new int[] {0, 1, n / 3, n / 2, n - 1, n}) {
                double[] estimates = estimator().estimate(outcome("problem", n, Math.min(c, n)), upTo(n));
                assertEquals(n, estimates.length, "one value for each k");
                for (int k = 0; k < n; k++) {
                    double value = estimates[k];
                    assertTrue(value >= 0 && value <= 1, () -> "value " + value);
                    double before = k == 0 ? value : estimates[k - 1];
                    boolean follows =
                            switch (trend()) {
                                case RISING -> value >= before - TOLERANCE;
                                case FALLING -> value <= before + TOLERANCE;
                                case CONSTANT -> Math.abs(value - before) <= TOLERANCE;
                                case ANY -> true;
                            };
                    assertTrue(follows, "from " + before + " to " + value + " at k = " + (k + 1) + " of n = " + n
                            + " with " + c + " correct, against the trend " + trend());
                }
            }
        }
    }

    /** More correct samples never lower the estimate. */
    @Test
    public void moreCorrectSamplesDoNotLowerIt() {
        int n = 16;
        double[] before = estimator().estimate(outcome("problem", n, 0), upTo(n));
        for (int c = 1; c <= n; c++) {
            double[] now = estimator().estimate(outcome("problem", n, c), upTo(n));
            for (int k = 0; k < n; k++) {
                assertTrue(now[k] >= before[k] - TOLERANCE, "c = " + c + ", k = " + (k + 1));
            }
            before = now;
        }
    }

    /**
     * All k in one pass are the same as each k alone, in whatever order the answers are listed.
     *
     * @param outcome up to 8 samples
     */
    @Property
    public void onePassEqualsSinglePassesInAnyOrderOfAnswers(@ForAll("outcomes") ProblemOutcome outcome) {
        double[] together = estimator().estimate(outcome, upTo(outcome.samples()));
        List<AnswerCount> reversed = new ArrayList<>(outcome.answers());
        java.util.Collections.reverse(reversed);
        ProblemOutcome other =
                new ProblemOutcome(outcome.problemId(), outcome.samples(), outcome.correct(), reversed);
        for (int k = 1; k <= outcome.samples(); k++) {
            assertArrayEquals(
                    new double[] {together[k - 1]},
                    estimator().estimate(other, new int[] {k}),
                    TOLERANCE,
                    "k = " + k);
        }
    }

    /** Numbers of samples that the outcome does not have are refused. */
    @Test
    public void moreSamplesThanThereAreAreRefused() {
        ProblemOutcome outcome = outcome("problem", 4, 2);
        assertThrows(IllegalArgumentException.class, () -> estimator().estimate(outcome, new int[] {1, 5}));
        assertThrows(IllegalArgumentException.class, () -> estimator().estimate(outcome, new int[] {0}));
    }

    private static List<ProblemOutcome> benchmark() {
        return IntStream.range(0, 12)
                .mapToObj(i -> outcome("problem " + i, 8, (5 * i) % 9))
                .toList();
    }

    private Curve curve(List<ProblemOutcome> outcomes, double level) {
        return estimator().curve(outcomes, new int[] {1, 2, 4, 8}, level, new SplittableRandom(7));
    }

    /** Every value of a curve lies in its interval, in [0, 1], and a higher level never narrows the interval. */
    @Test
    public void curvesHaveIntervalsAroundTheirValues() {
        Curve narrow = curve(benchmark(), 0.5);
        Curve wide = curve(benchmark(), 0.99);
        assertFalse(narrow.metric().isBlank(), "the metric has no name");
        assertEquals(estimator().metric(), narrow.metric());
        assertFalse(narrow.points().isEmpty(), "the curve has no point");
        for (int i = 0; i < narrow.points().size(); i++) {
            Curve.Point point = narrow.points().get(i);
            Curve.Point wider = wide.points().get(i);
            assertTrue(0 <= point.low() && point.high() <= 1, () -> "an interval outside [0, 1]: " + point);
            assertTrue(
                    point.low() <= point.value() + TOLERANCE && point.value() <= point.high() + TOLERANCE,
                    () -> "a value outside its interval: " + point);
            assertTrue(
                    wider.low() <= point.low() + TOLERANCE && wider.high() >= point.high() - TOLERANCE,
                    () -> "the interval at level 0.99 is narrower than at 0.5: " + wider + ", " + point);
        }
    }

    /** A curve's values are the means over problems, in whatever order these come, and the same each time. */
    @Test
    public void curvesAreMeansInAnyOrderOfProblems() {
        List<ProblemOutcome> outcomes = benchmark();
        Curve curve = curve(outcomes, 0.9);
        assertEquals(curve, curve(outcomes, 0.9), "the same problems and the same seed");
        List<ProblemOutcome> reversed = new ArrayList<>(outcomes);
        java.util.Collections.reverse(reversed);
        Curve other = curve(reversed, 0.9);
        for (int i = 0; i < curve.points().size(); i++) {
            Curve.Point point = curve.points().get(i);
            double mean = outcomes.stream()
                    .mapToDouble(outcome -> estimator().estimate(outcome, new int[] {point.k()})[0])
                    .average()
                    .orElseThrow();
            assertEquals(mean, point.value(), TOLERANCE, "the mean over problems at k = " + point.k());
            assertEquals(point.value(), other.points().get(i).value(), TOLERANCE, "problems in another order");
        }
    }

    /** Estimates are deterministic. */
    @Test
    public void estimatesAreDeterministic() {
        ProblemOutcome outcome = outcome("problem", 300, 100);
        double[] first = estimator().estimate(outcome, new int[] {1, 7, 300});
        assertTrue(Arrays.equals(first, estimator().estimate(outcome, new int[] {1, 7, 300})));
    }
}
