package org.rlvr4j.tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.Demonstration;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;

class GeneratedProblemsProperties {

    @Provide
    Arbitrary<Tasks.Task> tasks() {
        return Tasks.all();
    }

    private static GeneratedProblems problems(Tasks.Task task, int training, int heldOut, double share, long seed) {
        return new GeneratedProblems(
                task.generator(), new ProblemSplit(training, heldOut, share, seed, PromptStyle.COMPACT, 0));
    }

    private static Puzzle puzzle(Tasks.Task task, Problem problem) {
        return task.parser().apply(PromptStyle.of(problem.reference()).puzzleOf(problem.reference()));
    }

    private static Set<String> kins(Tasks.Task task, List<Problem> problems) {
        return problems.stream().map(problem -> puzzle(task, problem).kin()).collect(Collectors.toSet());
    }

    @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
    void problemsAreUniqueAndSplitByKin(
            @ForAll("tasks") Tasks.Task task,
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.2, max = 0.6) double share) {
        GeneratedProblems problems = problems(task, 60, 25, share, seed);
        Set<String> ids = new HashSet<>();
        Stream.concat(problems.training().stream(), problems.heldOut().stream())
                .forEach(problem -> assertTrue(ids.add(problem.id()), problem.id()));
        assertEquals(85, ids.size());
        Set<String> common = kins(task, problems.training());
        common.retainAll(kins(task, problems.heldOut()));
        assertEquals(Set.of(), common);
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void listsGrowAtTheEndAndNeverChangeOneAnother(@ForAll("tasks") Tasks.Task task, @ForAll long seed) {
        GeneratedProblems large = problems(task, 40, 20, 0.4, seed);

        assertEquals(large.training(), problems(task, 40, 20, 0.4, seed).training());
        assertEquals(
                large.training().subList(0, 10),
                problems(task, 10, 0, 0.4, seed).training());
        assertEquals(
                large.heldOut().subList(0, 5), problems(task, 1, 5, 0.4, seed).heldOut());
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void demonstrationsAreRightUnlessAskedOtherwiseAndNeverHeldOut(
            @ForAll("tasks") Tasks.Task task, @ForAll PromptStyle style, @ForAll boolean wrong, @ForAll long seed) {
        GeneratedProblems problems = new GeneratedProblems(
                new Tracing(task.generator()), new ProblemSplit(1, 10, 0.4, seed, style, wrong ? 1 : 0));
        Set<String> heldOut = kins(task, problems.heldOut());
        Verifier verifier = task.verifier();
        for (int i = 0; i < 10; i++) {
            Demonstration demonstration = problems.draw(new SplittableRandom(seed + i));
            assertEquals(demonstration, problems.draw(new SplittableRandom(seed + i)));
            Puzzle puzzle = Tracing.last();
            assertFalse(heldOut.contains(puzzle.kin()));
            assertEquals(puzzle.prompt(style), demonstration.prompt());
            Verdict verdict =
                    verifier.verify(new Problem("p", "", style.reference(puzzle.format())), demonstration.response());
            assertEquals(wrong ? Verdict.Incorrect.class : Verdict.Correct.class, verdict.getClass(), verdict::reason);
            String alphabet = problems.alphabet();
            assertTrue((demonstration.prompt() + demonstration.response())
                    .chars()
                    .allMatch(c -> alphabet.indexOf(c) >= 0));
            assertEquals(alphabet.length(), alphabet.chars().distinct().count());
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void puzzlesAreReadAsTheyAreWrittenAndSolved(@ForAll("tasks") Tasks.Task task, @ForAll long seed) {
        Puzzle puzzle = task.generator().draw(new SplittableRandom(seed));
        Puzzle read = task.parser().apply(puzzle.format());

        assertEquals(puzzle.format(), read.format());
        assertEquals(puzzle.id(), read.id());
        assertEquals(puzzle.kin(), read.kin());
        assertEquals(puzzle.facts(), read.facts());
        assertEquals(task.name(), puzzle.task());
        assertTrue(Integer.parseInt(puzzle.facts().getOrDefault(Puzzle.DIFFICULTY, "")) > 0);
        Verdict verdict = read.judge(puzzle.solution());
        assertInstanceOf(Verdict.Correct.class, verdict, verdict::reason);
        assertEquals(puzzle.solution(), verdict.answer());
    }

    /** Remembers what was drawn last. */
    private static final class Tracing implements PuzzleGenerator {
        private static final ThreadLocal<Puzzle> LAST = new ThreadLocal<>();
        private final PuzzleGenerator traced;

        Tracing(PuzzleGenerator traced) {
            this.traced = traced;
        }

        static Puzzle last() {
            return LAST.get();
        }

        @Override
        public Puzzle draw(RandomGenerator random) {
            Puzzle puzzle = traced.draw(random);
            LAST.set(puzzle);
            return puzzle;
        }

        @Override
        public String characters(PromptStyle style) {
            return traced.characters(style);
        }

        @Override
        public String description() {
            return traced.description();
        }
    }
}
