package org.rlvr4j.estimators.passatk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.ProblemOutcome.AnswerCount;
import org.rlvr4j.api.evaluation.SampleCounts;

class MajorityAtKProperties {

    private static final MajorityAtK EXACT = new MajorityAtK(new MajorityAtKOptions(256, 100, 100));
    private static final int DRAWS = 20_000;
    private static final MajorityAtK SIMULATED = new MajorityAtK(new MajorityAtKOptions(0, DRAWS, 100));

    /** Counts of right and wrong answers in turn, and samples without an answer. */
    private static ProblemOutcome outcome(int blanks, List<Integer> counts) {
        List<AnswerCount> answers = new ArrayList<>();
        int correct = 0;
        for (int i = 0; i < counts.size(); i++) {
            answers.add(new AnswerCount("a" + i, counts.get(i), i % 2 == 0));
            correct += i % 2 == 0 ? counts.get(i) : 0;
        }
        int samples = blanks + counts.stream().mapToInt(Integer::intValue).sum();
        return new ProblemOutcome("p", samples, correct, answers);
    }

    private static int[] upTo(int n) {
        return IntStream.rangeClosed(1, n).toArray();
    }

    @Property(tries = 150)
    void equalsTheAverageOverAllSubsets(
            @ForAll @IntRange(max = 3) int blanks,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 3) Integer> counts) {
        ProblemOutcome outcome = outcome(blanks, counts.subList(0, Math.min(counts.size(), 4)));
        double[] values = EXACT.estimate(outcome, upTo(outcome.samples()));
        for (int k = 1; k <= outcome.samples(); k++) {
            assertEquals(Enumeration.majority(outcome, k), values[k - 1], 1e-12);
        }
    }

    @Property(tries = 20)
    void simulationAgreesWithTheExactCount(
            @ForAll @IntRange(max = 20) int blanks,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 12) Integer> counts) {
        ProblemOutcome outcome = outcome(blanks, counts);
        int[] ks = SampleCounts.doublingUpTo(outcome.samples());
        // Six standard errors of a mean of values in [0, 1].
        assertArrayEquals(EXACT.estimate(outcome, ks), SIMULATED.estimate(outcome, ks), 6 * 0.5 / Math.sqrt(DRAWS));
        assertArrayEquals(SIMULATED.estimate(outcome, ks), SIMULATED.estimate(outcome, ks));
    }

    @Property(tries = 100)
    void startsAtAccuracyAndEndsWithThePlurality(
            @ForAll @IntRange(max = 5) int blanks,
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 1, max = 5) Integer> counts) {
        ProblemOutcome outcome = outcome(blanks, counts);
        int n = outcome.samples();
        int lead = Collections.max(counts);
        double leaders = Collections.frequency(counts, lead);
        double correct = IntStream.range(0, counts.size())
                .filter(i -> counts.get(i) == lead && i % 2 == 0)
                .count();
        for (MajorityAtK estimator : List.of(EXACT, new MajorityAtK(new MajorityAtKOptions(0, 100, 100)))) {
            double[] values = estimator.estimate(outcome, upTo(n));
            assertEquals((double) outcome.correct() / n, values[0], 1e-12);
            assertEquals(correct / leaders, values[n - 1], 1e-12);
        }
    }

    @Property(tries = 50)
    void doesNotDependOnTheOrderOfAnswers(
            @ForAll @Size(min = 2, max = 10) List<@IntRange(min = 1, max = 9) Integer> counts) {
        ProblemOutcome outcome = outcome(1, counts);
        List<AnswerCount> reversed = new ArrayList<>(outcome.answers());
        Collections.reverse(reversed);
        int[] ks = upTo(outcome.samples());
        assertArrayEquals(
                EXACT.estimate(outcome, ks),
                EXACT.estimate(new ProblemOutcome("p", outcome.samples(), outcome.correct(), reversed), ks),
                1e-12);
    }

    @Example
    void manySamplesStayExact() {
        // 256 different answers, half of them right: whatever is drawn, all tie.
        ProblemOutcome allDifferent = outcome(0, Collections.nCopies(256, 1));
        double[] tied = EXACT.estimate(allDifferent, SampleCounts.doublingUpTo(256));
        for (double value : tied) {
            assertEquals(0.5, value, 1e-10);
        }
        ProblemOutcome strong = outcome(0, List.of(200, 56));
        double[] values = EXACT.estimate(strong, SampleCounts.doublingUpTo(256));
        assertTrue(values[8] == 1 && values[4] > 0.99 && values[0] == 200 / 256.0);
    }

    @Example
    void aSampleWithoutAnswerVotesForNothing() {
        ProblemOutcome oneAnswer = outcome(3, List.of(1));
        assertArrayEquals(new double[] {0.25, 0.5, 0.75, 1}, EXACT.estimate(oneAnswer, upTo(4)), 1e-15);
    }

    @Example
    void withoutAnswersOnlyAllWrongIsKnown() {
        assertArrayEquals(new double[] {0, 0}, EXACT.estimate(new ProblemOutcome("p", 4, 0), new int[] {1, 4}));
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> EXACT.estimate(new ProblemOutcome("sum-7", 4, 2), new int[] {1}));
        assertTrue(String.valueOf(refused.getMessage()).contains("sum-7"));
    }
}
