package org.rlvr4j.verifiers.math.countdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.Demonstration;
import org.rlvr4j.api.verify.Verifier;

class CountdownSourceProperties {

    private static final Verifier VERIFIER = new CountdownVerifier(new CountdownVerifierOptions(1000));

    @Provide
    Arbitrary<CountdownOptions> options() {
        return Combinators.combine(
                        Arbitraries.of(List.of(3), List.of(4), List.of(3, 4), List.of(2, 3, 5)),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.integers().between(18, 60),
                        Arbitraries.integers().between(50, 300),
                        Arbitraries.doubles().between(0.15, 0.5),
                        Arbitraries.longs())
                .as((numbers, min, max, target, share, seed) ->
                        new CountdownOptions(numbers, min, max, target, 150, 60, share, seed, 0, 0));
    }

    private static List<Integer> numbersOf(Problem problem) {
        return CountdownPuzzle.parse(problem.reference()).numbers();
    }

    private static Set<List<Integer>> multisets(List<Problem> problems) {
        Set<List<Integer>> multisets = new HashSet<>();
        problems.forEach(problem -> multisets.add(numbersOf(problem)));
        return multisets;
    }

    @Property(tries = 60)
    void problemsAreInRangeAndUniqueAndSplitByMultiset(@ForAll("options") CountdownOptions options) {
        CountdownSource source = new CountdownSource(options);
        Set<String> ids = new HashSet<>();
        for (Problem problem : concat(source.training(), source.heldOut())) {
            CountdownPuzzle puzzle = CountdownPuzzle.parse(problem.reference());
            assertTrue(ids.add(problem.id()), problem.id());
            assertTrue(options.numbers().contains(puzzle.numbers().size()));
            assertTrue(puzzle.numbers().get(0) >= options.minNumber());
            assertTrue(puzzle.numbers().get(puzzle.numbers().size() - 1) <= options.maxNumber());
            assertTrue(puzzle.target() <= options.maxTarget());
            assertAlphabet(problem.prompt());
        }
        assertEquals(150, source.training().size());
        assertEquals(60, source.heldOut().size());
        Set<List<Integer>> common = multisets(source.training());
        common.retainAll(multisets(source.heldOut()));
        assertEquals(Set.of(), common);
    }

    @Property(tries = 40)
    void listsGrowAtTheEndAndNeverChangeOneAnother(@ForAll("options") CountdownOptions options) {
        CountdownSource small = new CountdownSource(withCounts(options, 40, 20));
        CountdownSource large = new CountdownSource(options);
        CountdownSource again = new CountdownSource(options);

        assertEquals(large.training(), again.training());
        assertEquals(large.heldOut(), again.heldOut());
        assertEquals(large.training().subList(0, 40), small.training());
        assertEquals(large.heldOut().subList(0, 20), small.heldOut());
        assertEquals(large.heldOut(), new CountdownSource(withCounts(options, 1, 60)).heldOut());
        assertEquals(large.training(), new CountdownSource(withCounts(options, 150, 0)).training());
    }

    @Property(tries = 40)
    void demonstrationsAreCorrectAndNeverHeldOut(@ForAll("options") CountdownOptions options, @ForAll long seed) {
        CountdownSource source = new CountdownSource(options);
        PuzzleSpace space = new PuzzleSpace(options);
        Set<List<Integer>> heldOut = multisets(source.heldOut());
        for (int i = 0; i < 50; i++) {
            Demonstration demonstration = source.draw(new SplittableRandom(seed + i));
            assertEquals(demonstration, source.draw(new SplittableRandom(seed + i)));
            CountdownPuzzle puzzle = CountdownSourceTest.puzzleOf(demonstration.prompt());
            assertTrue(VERIFIER.verify(new Problem("p", "", puzzle.format()), demonstration.response())
                    .isCorrect());
            assertEquals(PuzzleSpace.Side.TRAINING, space.sideOf(puzzle.numbers()));
            assertFalse(heldOut.contains(puzzle.numbers()));
            assertAlphabet(demonstration.prompt() + demonstration.response());
        }
    }

    private static CountdownOptions withCounts(CountdownOptions options, int training, int heldOut) {
        return new CountdownOptions(
                options.numbers(),
                options.minNumber(),
                options.maxNumber(),
                options.maxTarget(),
                training,
                heldOut,
                options.heldOutShare(),
                options.seed(),
                options.wrongTargetShare(),
                options.misusedNumberShare());
    }

    private static List<Problem> concat(List<Problem> first, List<Problem> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }

    private static void assertAlphabet(String text) {
        assertTrue(text.chars().allMatch(c -> CountdownSource.ALPHABET.indexOf(c) >= 0), text);
    }
}
