package org.rlvr4j.samplers.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.gate.Evidence;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;

class ProblemSamplersTest {

    private static final RandomStreams RANDOM = new RandomStreams(42);
    private static final ThompsonOptions DEFAULTS =
            OptionSchema.of(ThompsonOptions.class).defaults();

    @Test
    void sequentialKeepsTheOrder() {
        int[] drawn = new SequentialSampler().draw(3, 6, NumberedProblems.of(4), SuccessHistory.EMPTY, RANDOM);
        assertArrayEquals(new int[] {3, 0, 1, 2, 3, 0}, drawn);
    }

    @Test
    void everyPermutationIsEquallyLikely() {
        long[] counts = new long[24];
        EpochShuffleSampler sampler = new EpochShuffleSampler();
        for (int epoch = 0; epoch < 24_000; epoch++) {
            int[] drawn = sampler.draw(4L * epoch, 4, NumberedProblems.of(4), SuccessHistory.EMPTY, RANDOM);
            int rank = 0;
            for (int i = 0; i < 4; i++) {
                int smallerLater = 0;
                for (int j = i + 1; j < 4; j++) {
                    smallerLater += drawn[j] < drawn[i] ? 1 : 0;
                }
                rank = rank * (4 - i) + smallerLater;
            }
            counts[rank]++;
        }
        double[] expected = new double[24];
        Arrays.fill(expected, 1000);
        assertTrue(new ChiSquareTest().chiSquareTest(expected, counts) > 0.001, Arrays.toString(counts));
    }

    /** With two problems, the first is taken with the probability that its p is nearer; here by numerical integration. */
    @Test
    void thompsonTakesTheNearerWithItsPosteriorProbability() {
        Evidence first = new Evidence(2, 6, 1);
        Evidence second = new Evidence(0.5, 7.25, 2);
        SuccessHistory history = id -> id.equals("0") ? first : second;
        ProblemSampler sampler = new ThompsonSampler(DEFAULTS);
        List<Problem> problems = NumberedProblems.of(2);
        int draws = 20_000;
        long taken = 0;
        for (int i = 0; i < draws; i++) {
            taken += sampler.draw(i, 1, problems, history, RANDOM)[0] == 0 ? 1 : 0;
        }
        double probability = probabilityNearer(new BetaDistribution(3, 7), new BetaDistribution(1.5, 8.25), 0.1);
        double[] expected = {draws * probability, draws * (1 - probability)};
        assertTrue(
                new ChiSquareTest().chiSquareTest(expected, new long[] {taken, draws - taken}) > 0.001,
                taken + " of " + draws + ", expected " + probability);
    }

    private static double probabilityNearer(BetaDistribution first, BetaDistribution second, double target) {
        int cells = 20_000;
        double sum = 0;
        for (int i = 0; i < cells; i++) {
            double p = (i + 0.5) / cells;
            double distance = Math.abs(p - target);
            double within = second.cumulativeProbability(Math.min(1, target + distance))
                    - second.cumulativeProbability(Math.max(0, target - distance));
            sum += first.density(p) / cells * (1 - within);
        }
        return sum;
    }

    @Test
    void thompsonFavoursProblemsNearTheTarget() {
        SuccessHistory history = id -> {
            int p = Integer.parseInt(id) % 5;
            return new Evidence(p * 25, 100 - p * 25, 10);
        };
        ProblemSampler sampler = new ThompsonSampler(new ThompsonOptions(0.5, 1, 1));
        int[] drawn = sampler.draw(0, 20, NumberedProblems.of(100), history, RANDOM);
        assertTrue(Arrays.stream(drawn).allMatch(i -> i % 5 == 2), Arrays.toString(drawn));
    }

    @Test
    void thompsonDrawsDistinctProblemsWhilePossible() {
        ProblemSampler sampler = new ThompsonSampler(DEFAULTS);
        int[] drawn = sampler.draw(7, 25, NumberedProblems.of(10), SuccessHistory.EMPTY, RANDOM);
        for (int round = 0; round < 3; round++) {
            int[] part = Arrays.copyOfRange(drawn, 10 * round, Math.min(25, 10 * round + 10));
            assertEquals(part.length, Arrays.stream(part).distinct().count());
        }
        assertArrayEquals(
                Arrays.copyOf(drawn, 13), sampler.draw(7, 13, NumberedProblems.of(10), SuccessHistory.EMPTY, RANDOM));
    }

    @Test
    void thompsonResumesFromTheCursor() {
        SuccessHistory history = id -> new Evidence(Integer.parseInt(id), 8, 1);
        int[] before = new ThompsonSampler(DEFAULTS).draw(48, 16, NumberedProblems.of(300), history, RANDOM);
        int[] after = new ThompsonSampler(DEFAULTS).draw(48, 16, NumberedProblems.of(300), history, RANDOM);
        int[] later = new ThompsonSampler(DEFAULTS).draw(64, 16, NumberedProblems.of(300), history, RANDOM);
        assertArrayEquals(before, after);
        assertFalse(Arrays.equals(before, later));
    }

    @Test
    void thompsonIsCertainOfARevisitOnlyPastTheNumberOfProblems() {
        ProblemSampler sampler = new ThompsonSampler(DEFAULTS);
        assertFalse(sampler.revisits(100, 100));
        assertTrue(sampler.revisits(101, 100));
    }

    @Test
    void thompsonCopesWithExtremeEvidenceAndManyProblems() {
        SuccessHistory history = id -> new Evidence(id.endsWith("7") ? 1e9 : 0, id.endsWith("3") ? 1e9 : 0, 1);
        List<Problem> problems = NumberedProblems.of(100_000);
        for (ThompsonOptions options : List.of(DEFAULTS, new ThompsonOptions(1, 0.01, 0.01))) {
            int[] drawn = assertTimeout(
                    Duration.ofSeconds(10), () -> new ThompsonSampler(options).draw(0, 64, problems, history, RANDOM));
            assertEquals(64, Arrays.stream(drawn).distinct().count());
        }
    }

    @Test
    void allRefuseArgumentsOutOfRange() {
        for (ProblemSampler sampler :
                List.of(new SequentialSampler(), new EpochShuffleSampler(), new ThompsonSampler(DEFAULTS))) {
            List<Problem> problems = NumberedProblems.of(3);
            assertRefused(sampler, -1, 1, problems);
            assertRefused(sampler, 0, 0, problems);
            assertRefused(sampler, 0, 1, List.of());
        }
    }

    private static void assertRefused(ProblemSampler sampler, long cursor, int count, List<Problem> problems) {
        assertThrows(
                IllegalArgumentException.class,
                () -> sampler.draw(cursor, count, problems, SuccessHistory.EMPTY, RANDOM));
    }

    @Test
    void optionsReportAllMistakesAtOnce() {
        InvalidOptionException exception = assertThrows(
                InvalidOptionException.class,
                () -> new ThompsonOptions(Double.NaN, Double.NaN, Double.POSITIVE_INFINITY));
        assertEquals(
                List.of("target-success", "prior-a", "prior-b"),
                exception.mistakes().stream()
                        .map(InvalidOptionException.Mistake::option)
                        .toList());
    }
}
