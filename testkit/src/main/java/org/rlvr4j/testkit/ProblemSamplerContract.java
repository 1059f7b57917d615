package org.rlvr4j.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.gate.Evidence;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.testkit.internal.GoodnessOfFit;

/** What every {@link ProblemSampler} keeps to. */
@PropertyDefaults(tries = 100, edgeCases = EdgeCasesMode.NONE)
public abstract class ProblemSamplerContract {

    private static final int PROBLEMS = 10;
    private static final int DRAWS = 4000;

    /** For subclasses. */
    protected ProblemSamplerContract() {}

    /**
     * Creates the sampler.
     *
     * @return a new sampler, the same each time
     */
    protected abstract ProblemSampler sampler();

    /**
     * Says how often each problem is drawn in the long run, without history.
     *
     * @param problems the problems, with weights where {@link ProblemSampler#usesWeights} says that they are looked at
     * @return by default: the same for all problems, or the share of its source by weight, equal within the source; summing
     *     to 1; shape [problems]
     */
    protected double[] shares(List<Problem> problems) {
        Map<String, Integer> sizes = new HashMap<>();
        problems.forEach(problem -> sizes.merge(source(problem), 1, Integer::sum));
        double[] shares = problems.stream()
                .mapToDouble(problem -> weight(problem) / sizes.getOrDefault(source(problem), 1))
                .toArray();
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / sum).toArray();
    }

    private static String source(Problem problem) {
        return problem.metadata().getOrDefault(Problem.SOURCE, "");
    }

    private static double weight(Problem problem) {
        return Double.parseDouble(problem.metadata().getOrDefault(Problem.WEIGHT, "1"));
    }

    /**
     * Tells whether the seed decides the order.
     *
     * @return true by default
     */
    protected boolean isRandom() {
        return true;
    }

    /**
     * Tells whether one call may be split in two with the same result, while the history stays the same.
     *
     * @return true by default; false for samplers that choose the problems of a call together
     */
    protected boolean isSplittable() {
        return true;
    }

    /** Problems of one source without weights, or of two sources of weights 1 and 3 where the sampler looks at them. */
    private List<Problem> problems(int count) {
        boolean weighted = sampler().usesWeights();
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    boolean second = i % 2 == 1;
                    Map<String, String> facts = weighted
                            ? Map.of(Problem.SOURCE, second ? "b" : "a", Problem.WEIGHT, second ? "3" : "1")
                            : Map.of();
                    return new Problem("problem " + i, "prompt " + i, "reference " + i, facts);
                })
                .toList();
    }

    private SampleHistory history() {
        SampleHistory history = new SampleHistory();
        for (int i = 0; i < PROBLEMS; i += 2) {
            history.with("problem " + i, new Evidence(i, PROBLEMS - i, 1 + i));
        }
        return history;
    }

    /**
     * As many indices as are asked for, each of a problem that is there.
     *
     * @param cursor draws before
     * @param count draws asked for
     * @param size number of problems
     * @param seed the run's
     */
    @Property
    public void drawsAreIndicesOfProblems(
            @ForAll @LongRange(min = 0, max = 5000) long cursor,
            @ForAll @IntRange(min = 1, max = 60) int count,
            @ForAll @IntRange(min = 1, max = 20) int size,
            @ForAll long seed) {
        int[] drawn = sampler().draw(cursor, count, problems(size), history(), new RandomStreams(seed));
        assertEquals(count, drawn.length, "how many were drawn");
        for (int index : drawn) {
            assertTrue(index >= 0 && index < size, () -> "index " + index + " of " + size + " problems");
        }
    }

    /**
     * The cursor, the history and the seed alone decide: a new sampler that goes on at a cursor draws what one draws that was
     * there from the start.
     *
     * @param cursor draws before
     * @param count draws asked for
     * @param seed the run's
     */
    @Property
    public void aRunResumesFromItsCursor(
            @ForAll @LongRange(min = 0, max = 200) long cursor,
            @ForAll @IntRange(min = 1, max = 30) int count,
            @ForAll long seed) {
        List<Problem> problems = problems(PROBLEMS);
        RandomStreams random = new RandomStreams(seed);
        ProblemSampler running = sampler();
        for (long at = 0; at < cursor; at += 7) {
            running.draw(at, (int) Math.min(7, cursor - at), problems, history(), random);
        }
        int[] expected = running.draw(cursor, count, problems, history(), random);
        assertArrayEquals(expected, sampler().draw(cursor, count, problems, history(), random), "a new sampler");
        assertArrayEquals(expected, running.draw(cursor, count, problems, history(), random), "asked again");
    }

    /**
     * A longer call begins with the shorter one; where calls are splittable, two calls give what one gives.
     *
     * @param cursor draws before
     * @param first draws of the first call
     * @param second draws of the second
     * @param seed the run's
     */
    @Property
    public void callsFitTogether(
            @ForAll @LongRange(min = 0, max = 200) long cursor,
            @ForAll @IntRange(min = 1, max = 25) int first,
            @ForAll @IntRange(min = 1, max = 25) int second,
            @ForAll long seed) {
        List<Problem> problems = problems(PROBLEMS);
        RandomStreams random = new RandomStreams(seed);
        int[] together = sampler().draw(cursor, first + second, problems, history(), random);
        int[] begin = sampler().draw(cursor, first, problems, history(), random);
        assertArrayEquals(Arrays.copyOf(together, first), begin, "the beginning of a longer call");
        if (isSplittable()) {
            int[] end = sampler().draw(cursor + first, second, problems, history(), random);
            assertArrayEquals(Arrays.copyOfRange(together, first, first + second), end, "the rest, in a second call");
        }
    }

    /** In the long run every problem is drawn as often as {@link #shares} says; chi-squared test with a fixed seed. */
    @Test
    public void problemsAreDrawnByTheirShares() {
        List<Problem> problems = problems(PROBLEMS);
        long[] counts = new long[PROBLEMS];
        ProblemSampler sampler = sampler();
        for (int cursor = 0; cursor < DRAWS; cursor += 4) {
            for (int index : sampler.draw(cursor, 4, problems, SuccessHistory.EMPTY, new RandomStreams(20261128))) {
                counts[index]++;
            }
        }
        double[] shares = shares(problems);
        double p = GoodnessOfFit.pValue(counts, shares);
        assertTrue(
                p > GoodnessOfFit.SIGNIFICANCE,
                () -> "draws " + Arrays.toString(counts) + " do not fit the shares " + Arrays.toString(shares) + ": p = "
                        + p);
    }

    /** Over seeds the first draw has the distribution that the long run has. */
    @Test
    public void theFirstDrawDependsOnTheSeedAlone() {
        List<Problem> problems = problems(PROBLEMS);
        Set<List<Integer>> orders = new HashSet<>();
        long[] counts = new long[PROBLEMS];
        for (int seed = 0; seed < 2000; seed++) {
            int[] drawn = sampler().draw(3, PROBLEMS, problems, SuccessHistory.EMPTY, new RandomStreams(seed));
            orders.add(Arrays.stream(drawn).boxed().toList());
            counts[drawn[0]]++;
        }
        if (!isRandom()) {
            assertEquals(1, orders.size(), "isRandom() is false, and seeds give different orders");
            return;
        }
        assertTrue(orders.size() > 1, "every seed gives the same order");
        if (!sampler().usesWeights()) {
            double p = GoodnessOfFit.pValue(counts, shares(problems));
            assertTrue(
                    p > GoodnessOfFit.SIGNIFICANCE,
                    () -> "first draws over seeds " + Arrays.toString(counts) + " are not even: p = " + p);
        }
    }

    /**
     * Where a second visit is said to be certain, there is one.
     *
     * @param draws how many draws
     * @param size number of problems
     * @param seed the run's
     */
    @Property
    public void promisedRevisitsCome(
            @ForAll @IntRange(min = 1, max = 40) int draws,
            @ForAll @IntRange(min = 1, max = 20) int size,
            @ForAll long seed) {
        if (sampler().revisits(draws, size)) {
            int[] drawn = sampler().draw(0, draws, problems(size), SuccessHistory.EMPTY, new RandomStreams(seed));
            assertTrue(
                    Arrays.stream(drawn).distinct().count() < draws,
                    () -> "revisits(" + draws + ", " + size + ") is true, and every problem came once");
        } else {
            assertFalse(draws > size, "more draws than problems visit some problem twice, and revisits() says no");
        }
    }

    /** The history is not changed. */
    @Test
    public void theHistoryIsNotChanged() {
        SampleHistory history = history();
        Map<String, Evidence> before = history.contents();
        sampler().draw(0, 25, problems(PROBLEMS), history, new RandomStreams(1));
        assertEquals(before, history.contents());
    }

    /** Arguments out of range are refused. */
    @Test
    public void badArgumentsAreRefused() {
        RandomStreams random = new RandomStreams(1);
        List<Problem> some = problems(3);
        assertThrows(
                IllegalArgumentException.class, () -> sampler().draw(-1, 1, some, SuccessHistory.EMPTY, random));
        assertThrows(
                IllegalArgumentException.class, () -> sampler().draw(0, 0, some, SuccessHistory.EMPTY, random));
        assertThrows(
                IllegalArgumentException.class, () -> sampler().draw(0, 1, List.of(), SuccessHistory.EMPTY, random));
    }
}
