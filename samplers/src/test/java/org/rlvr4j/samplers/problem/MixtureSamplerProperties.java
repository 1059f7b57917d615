package org.rlvr4j.samplers.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.random.RandomStreams;

class MixtureSamplerProperties {

    /** Source s has s + 2 problems; problems of the sources take turns. */
    private static List<Problem> problems(List<Double> weights) {
        List<Problem> problems = new ArrayList<>();
        for (int round = 0; round < weights.size() + 1; round++) {
            for (int s = 0; s < weights.size(); s++) {
                if (round < s + 2) {
                    problems.add(new Problem(
                            s + "/" + round,
                            "",
                            "",
                            Map.of(Problem.SOURCE, "s" + s, Problem.WEIGHT, Double.toString(weights.get(s)))));
                }
            }
        }
        return problems;
    }

    private static int[] draw(MixtureSampler sampler, long cursor, int count, List<Problem> problems, long seed) {
        return sampler.draw(cursor, count, problems, SuccessHistory.EMPTY, new RandomStreams(seed));
    }

    private static int source(Problem problem) {
        return Integer.parseInt(
                problem.metadata().getOrDefault(Problem.SOURCE, "").substring(1));
    }

    @Property(tries = 200)
    void everySourceHasItsShareAtAnyTime(
            @ForAll @Size(min = 1, max = 6) List<@DoubleRange(min = 0.01, max = 100) Double> weights,
            @ForAll @IntRange(min = 1, max = 500) int draws,
            @ForAll long seed) {
        List<Problem> problems = problems(weights);
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        int[] drawn = draw(new MixtureSampler(), 0, draws, problems, seed);
        for (int s = 0; s < weights.size(); s++) {
            int wanted = s;
            long count = Arrays.stream(drawn)
                    .filter(i -> source(problems.get(i)) == wanted)
                    .count();
            assertEquals(weights.get(s) / sum * draws, (double) count, weights.size());
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aDrawCanBeSplitAndResumedAnywhere(
            @ForAll @Size(min = 1, max = 4) List<@DoubleRange(min = 0.01, max = 100) Double> weights,
            @ForAll @LongRange(max = 5000) long cursor,
            @ForAll @IntRange(min = 1, max = 60) int first,
            @ForAll @IntRange(min = 1, max = 60) int second,
            @ForAll long seed) {
        List<Problem> problems = problems(weights);
        MixtureSampler sampler = new MixtureSampler();
        int[] whole = draw(sampler, cursor, first + second, problems, seed);
        int[] tail = draw(sampler, cursor + first, second, problems, seed);
        int[] head = draw(new MixtureSampler(), cursor, first, problems, seed);
        assertArrayEquals(Arrays.copyOfRange(whole, 0, first), head);
        assertArrayEquals(Arrays.copyOfRange(whole, first, first + second), tail);
    }

    @Property(tries = 100)
    void eachSourceIsGoneThroughBeforeAnyOfItsProblemsReturns(
            @ForAll @Size(min = 2, max = 4) List<@DoubleRange(min = 0.5, max = 2) Double> weights, @ForAll long seed) {
        List<Problem> problems = problems(weights);
        int[] drawn = draw(new MixtureSampler(), 0, 100, problems, seed);
        for (int s = 0; s < weights.size(); s++) {
            int wanted = s;
            int[] ofSource = Arrays.stream(drawn)
                    .filter(i -> source(problems.get(i)) == wanted)
                    .toArray();
            int size = s + 2;
            for (int from = 0; from + size <= ofSource.length; from += size) {
                assertEquals(
                        size,
                        Arrays.stream(ofSource, from, from + size).distinct().count());
            }
        }
    }

    @Example
    void withoutSourcesEveryProblemIsDrawnAlike() {
        int[] drawn = draw(new MixtureSampler(), 0, 7, NumberedProblems.of(7), 3);
        assertEquals(7, Arrays.stream(drawn).distinct().count());
    }

    @Example
    void aWeightThatIsNoneIsNamed() {
        List<Problem> problems = List.of(new Problem("p", "", "", Map.of(Problem.WEIGHT, "NaN")));
        Exception e = assertThrows(IllegalArgumentException.class, () -> draw(new MixtureSampler(), 0, 1, problems, 1));
        assertTrue(String.valueOf(e.getMessage()).contains("NaN"));
        assertTrue(new MixtureSampler().usesWeights());
    }
}
