package org.rlvr4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.samplers.problem.SequentialSampler;

class EvaluatorTest {

    private final TestRecipes.Events events = new TestRecipes.Events();
    private final TablePolicy policy = new TablePolicy(1);

    private Evaluator evaluator(Recipe recipe) {
        return new Evaluator(recipe, policy.rolloutEngine(), events);
    }

    @Test
    void drawsTheSameNumbersAtEveryStep() {
        Evaluator evaluator =
                evaluator(TestRecipes.recipe(TestRecipes.training(1, 1, 1)).build());
        RunEvent.Evaluated base = evaluator.evaluate(0, () -> false);
        RunEvent.Evaluated later = evaluator.evaluate(9, () -> false);
        assertEquals(base.outcomes(), later.outcomes());
        assertEquals(base.curves(), later.curves());
        assertEquals(5, base.outcomes().size());
        assertEquals(
                List.of(1, 2, 4, 8),
                base.curves().get(0).points().stream().map(point -> point.k()).toList());
        ProblemOutcome first = base.outcomes().get(0);
        assertEquals("p12", first.problemId());
        assertEquals(
                first.correct(),
                first.answers().stream()
                        .filter(ProblemOutcome.AnswerCount::correct)
                        .mapToInt(ProblemOutcome.AnswerCount::count)
                        .sum());
    }

    @Test
    void reportsItsProgressAndUsesTheFirstProblems() {
        Recipe recipe = TestRecipes.recipe(TestRecipes.training(1, 1, 1))
                .problems(TestRecipes.problems(4, 40), new SequentialSampler())
                .evaluation(new EvaluationOptions(3, 33, List.of("pass-at-k"), 0.9, 7))
                .build();
        RunEvent.Evaluated evaluated = evaluator(recipe).evaluate(2, () -> false);
        assertEquals(33, evaluated.outcomes().size());
        List<RunEvent.EvaluationProgress> progress = events.of(RunEvent.EvaluationProgress.class);
        assertEquals(
                List.of(48L, 96L, 99L),
                progress.stream().map(RunEvent.EvaluationProgress::done).toList());
        assertTrue(progress.stream().allMatch(part -> part.total() == 99));
    }

    @Test
    void stopsBetweenParts() {
        Recipe recipe = TestRecipes.recipe(TestRecipes.training(1, 1, 1))
                .problems(TestRecipes.problems(4, 40), new SequentialSampler())
                .build();
        AtomicInteger asked = new AtomicInteger();
        assertThrows(StoppedException.class, () -> evaluator(recipe).evaluate(0, () -> asked.incrementAndGet() > 2));
        assertEquals(2, events.of(RunEvent.EvaluationProgress.class).size());
        assertEquals(List.of(), events.of(RunEvent.Evaluated.class));
    }

    @Test
    void refusesToGuessWhatCouldNotBeJudged() {
        Recipe recipe = TestRecipes.recipe(TestRecipes.training(1, 1, 1))
                .verifier((problem, response) -> new Verdict.Failed("broken"))
                .build();
        UnjudgedException e =
                assertThrows(UnjudgedException.class, () -> evaluator(recipe).evaluate(0, () -> false));
        assertEquals(
                "8 of 8 samples of problem p12 could not be judged, and an evaluation needs them all: broken",
                e.getMessage());
    }

    @Test
    void needsHeldOutProblems() {
        Recipe recipe = TestRecipes.recipe(TestRecipes.training(1, 1, 1))
                .problems(TestRecipes.problems(4, 0), new SequentialSampler())
                .build();
        assertThrows(IllegalStateException.class, () -> evaluator(recipe).evaluate(0, () -> false));
    }

    /** A journal in memory. */
    private static final class Memory implements EvaluationJournal {
        private final Map<Integer, ProblemOutcome> kept = new TreeMap<>();

        @Override
        public Optional<ProblemOutcome> outcome(int position) {
            return Optional.ofNullable(kept.get(position));
        }

        @Override
        public void append(int position, List<ProblemOutcome> outcomes) {
            for (int i = 0; i < outcomes.size(); i++) {
                kept.put(position + i, outcomes.get(i));
            }
        }
    }

    private static Recipe fortyProblems() {
        return TestRecipes.recipe(TestRecipes.training(1, 1, 1))
                .problems(TestRecipes.problems(4, 40), new SequentialSampler())
                .build();
    }

    /** Evaluates with a journal; says at which positions problems were drawn. */
    private List<Long> drawn(Recipe recipe, EvaluationJournal journal, RunEvent.Evaluated expected) {
        List<Long> drawn = new ArrayList<>();
        RolloutEngine counting = request -> {
            drawn.add(request.firstPosition());
            return policy.rolloutEngine().generate(request);
        };
        assertEquals(expected, new Evaluator(recipe, counting, events, journal).evaluate(0, () -> false));
        return drawn;
    }

    @Test
    void goesOnWhereItsJournalEndsAndGivesTheSame() {
        Recipe recipe = fortyProblems();
        RunEvent.Evaluated whole = evaluator(recipe).evaluate(0, () -> false);
        Memory journal = new Memory();
        AtomicInteger asked = new AtomicInteger();
        Evaluator stopped = new Evaluator(recipe, policy.rolloutEngine(), events, journal);
        assertThrows(StoppedException.class, () -> stopped.evaluate(0, () -> asked.incrementAndGet() > 2));
        assertEquals(32, journal.kept.size());
        assertEquals(List.of(32L), drawn(recipe, journal, whole));
        assertEquals(40, journal.kept.size());
        assertEquals(List.of(), drawn(recipe, journal, whole));
    }

    @Test
    void drawsABatchWholeOfWhichSomethingIsMissingOrNotItsOwn() {
        Recipe recipe = fortyProblems();
        RunEvent.Evaluated whole = evaluator(recipe).evaluate(0, () -> false);
        Memory journal = new Memory();
        journal.append(0, whole.outcomes());
        journal.kept.remove(5);
        assertEquals(List.of(0L), drawn(recipe, journal, whole));
        journal.kept.put(20, whole.outcomes().get(21));
        journal.kept.put(39, new ProblemOutcome(whole.outcomes().get(39).problemId(), 7, 1));
        assertEquals(List.of(16L, 32L), drawn(recipe, journal, whole));
    }

    @Test
    void endsWhereNothingCanBeKept() {
        EvaluationJournal full = new EvaluationJournal() {
            @Override
            public Optional<ProblemOutcome> outcome(int position) {
                return Optional.empty();
            }

            @Override
            public void append(int position, List<ProblemOutcome> outcomes) {
                throw new UncheckedIOException(new IOException("No space left on device"));
            }
        };
        Evaluator evaluator = new Evaluator(fortyProblems(), policy.rolloutEngine(), events, full);
        assertThrows(UncheckedIOException.class, () -> evaluator.evaluate(0, () -> false));
        assertEquals(List.of(), events.of(RunEvent.Evaluated.class));
    }
}
