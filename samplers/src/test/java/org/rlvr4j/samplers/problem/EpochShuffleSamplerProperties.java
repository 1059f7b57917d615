package org.rlvr4j.samplers.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.random.RandomStreams;

class EpochShuffleSamplerProperties {

    private static int[] draw(ProblemSampler sampler, long cursor, int count, List<Problem> problems, long seed) {
        return sampler.draw(cursor, count, problems, SuccessHistory.EMPTY, new RandomStreams(seed));
    }

    @Property
    void anEpochIsAPermutation(
            @ForAll @IntRange(min = 1, max = 200) int size,
            @ForAll @LongRange(max = 1_000_000) long epoch,
            @ForAll long seed) {
        int[] drawn = draw(new EpochShuffleSampler(), epoch * size, size, NumberedProblems.of(size), seed);
        Arrays.sort(drawn);
        assertArrayEquals(IntStream.range(0, size).toArray(), drawn);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aDrawCanBeSplitAnywhere(
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll @LongRange(max = 1_000_000_000_000L) long cursor,
            @ForAll @IntRange(min = 1, max = 100) int first,
            @ForAll @IntRange(min = 1, max = 100) int second,
            @ForAll long seed) {
        for (ProblemSampler sampler : List.of(new EpochShuffleSampler(), new SequentialSampler())) {
            List<Problem> problems = NumberedProblems.of(size);
            int[] whole = draw(sampler, cursor, first + second, problems, seed);
            int[] head = draw(sampler, cursor, first, problems, seed);
            int[] tail = draw(sampler, cursor + first, second, problems, seed);
            assertArrayEquals(Arrays.copyOfRange(whole, 0, first), head);
            assertArrayEquals(Arrays.copyOfRange(whole, first, first + second), tail);
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void theKeptEpochChangesNothing(
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll @LongRange(max = 1000) long cursor,
            @ForAll @LongRange(max = 1000) long earlier,
            @ForAll long seed,
            @ForAll long otherSeed) {
        EpochShuffleSampler used = new EpochShuffleSampler();
        draw(used, earlier, 10, NumberedProblems.of(size), otherSeed);
        draw(used, earlier, 10, NumberedProblems.of(size + 1), seed);
        assertArrayEquals(
                draw(new EpochShuffleSampler(), cursor, 30, NumberedProblems.of(size), seed),
                draw(used, cursor, 30, NumberedProblems.of(size), seed));
    }

    @Property(tries = 100)
    void revisitsAreCertainPastOneEpoch(@ForAll @IntRange(min = 1, max = 40) int size, @ForAll long seed) {
        EpochShuffleSampler sampler = new EpochShuffleSampler();
        for (int draws : new int[] {size, size + 1}) {
            int[] drawn = draw(sampler, 0, draws, NumberedProblems.of(size), seed);
            boolean repeats = Arrays.stream(drawn).distinct().count() < draws;
            assertEquals(repeats, sampler.revisits(draws, size));
        }
    }
}
