package org.rlvr4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.gate.Evidence;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.run.BatchReport;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.samplers.problem.SequentialSampler;

/** Refill: the problems come in order, and the reference of each says how many of its 4 rollouts are right. */
class BatchFillerTest {

    private static final int SIZE = 4;

    private final TestRecipes.Events events = new TestRecipes.Events();
    private final DiscountedHistory history = new DiscountedHistory(1);
    private final List<SamplingRequest> requests = new ArrayList<>();

    private static Recipe.Builder recipe(TrainingOptions options, int... successes) {
        List<Problem> problems = IntStream.range(0, successes.length)
                .mapToObj(i -> new Problem("p" + i, "#" + i, Integer.toString(successes[i])))
                .toList();
        return TestRecipes.recipe(options)
                .problems(TestRecipes.problems(problems, List.of()), new SequentialSampler())
                .verifier((problem, response) -> switch (response) {
                    case "right" -> new Verdict.Correct("", "");
                    case "unreadable" -> new Verdict.Unparseable("");
                    default -> new Verdict.Incorrect("", "");
                });
    }

    private BatchFiller filler(Recipe recipe) {
        return new BatchFiller(recipe, this::generate, history, events);
    }

    private List<RolloutGroup> generate(SamplingRequest request) {
        requests.add(request);
        return request.problems().stream()
                .map(problem -> new RolloutGroup(
                        problem,
                        new int[] {0},
                        IntStream.range(0, request.rolloutsPerProblem())
                                .mapToObj(i -> new Rollout(
                                        new int[] {i, 0},
                                        new float[2],
                                        0,
                                        StopReason.LENGTH,
                                        i < Integer.parseInt(problem.reference()) ? "right" : "wrong"))
                                .toList()))
                .toList();
    }

    /** Keeps groups without success. */
    private static final UpdateGate ZERO_ONLY = (group, history) -> group.successes() == 0
            ? GateDecision.keep(group.size(), 2, "none right")
            : GateDecision.drop(group.size(), "some right");

    private static List<String> ids(EffectiveBatch batch) {
        return batch.groups().stream().map(group -> group.problem().id()).toList();
    }

    @Test
    void refillsUntilFullAndTakesNoOverflow() {
        Recipe recipe = recipe(TestRecipes.training(1, 3, 9), 0, 1, 2, 3, 0, 1, 0, 0, 4, 4, 4, 4)
                .gate(ZERO_ONLY)
                .build();
        BatchFiller filler = filler(recipe);
        EffectiveBatch batch = filler.fill(1);

        assertEquals(List.of("p0", "p4", "p6"), ids(batch));
        assertEquals(8, filler.cursor(), "the overflow was drawn, too");
        BatchReport report = batch.report();
        assertTrue(report.isFull());
        assertEquals(2, report.waves());
        assertEquals(8, report.judged());
        assertEquals(3, report.active());
        assertEquals(32, report.rollouts());
        assertEquals(7, report.correct());
        assertEquals(2.0, report.meanResponseTokens());
        List<RunEvent.GroupDecided> decided = events.of(RunEvent.GroupDecided.class);
        assertEquals(8, decided.size());
        assertTrue(decided.get(7).decision().isActive());
        assertFalse(decided.get(7).taken(), "active, but the batch was full");
    }

    @Test
    void everyWaveHasDrawsOfItsOwn() {
        Recipe recipe = recipe(TestRecipes.training(1, 9, 2), 0, 0, 0, 0).build();
        filler(recipe).fill(7);
        assertEquals(
                List.of(7L, 7L), requests.stream().map(SamplingRequest::round).toList());
        assertEquals(
                List.of(0L, 4L),
                requests.stream().map(SamplingRequest::firstPosition).toList());
    }

    @Test
    void stopsAtTheLimitOfWavesWithASmallerBatch() {
        Recipe recipe = recipe(TestRecipes.training(1, 8, 3), 0, 1, 1, 1)
                .gate(ZERO_ONLY)
                .build();
        EffectiveBatch batch = filler(recipe).fill(1);
        assertEquals(3, batch.report().waves());
        assertEquals(List.of("p0", "p0", "p0"), ids(batch));
        assertFalse(batch.report().isFull());
        assertEquals(8, batch.report().target());
    }

    @Test
    void nothingActiveIsAnEmptyBatch() {
        Recipe recipe = recipe(TestRecipes.training(1, 8, 2), 1, 2, 3, 4)
                .gate(ZERO_ONLY)
                .build();
        EffectiveBatch batch = filler(recipe).fill(1);
        assertEquals(List.of(), batch.groups());
        assertEquals(8, batch.report().judged());
    }

    @Test
    void activeCountsGroupsWithoutGradientAndInformativeDoesNot() {
        int[] successes = {0, 4, 1, 0, 3, 0, 0, 0};
        Recipe active = recipe(TestRecipes.training(1, 2, 5), successes).build();
        assertEquals(List.of("p0", "p1"), ids(filler(active).fill(1)));
        Recipe informative = recipe(TestRecipes.training(1, 2, 5, TrainingOptions.Count.INFORMATIVE, 0, 2), successes)
                .build();
        assertEquals(List.of("p2", "p4"), ids(filler(informative).fill(1)));
    }

    @Test
    void everyJudgedGroupEntersTheHistoryAlsoWhenDropped() {
        Recipe recipe = recipe(TestRecipes.training(1, 1, 1), 0, 1, 4, 0)
                .gate(ZERO_ONLY)
                .build();
        filler(recipe).fill(1);
        assertEquals(new Evidence(0, SIZE, 1), history.of("p0"));
        assertEquals(new Evidence(1, 3, 1), history.of("p1"));
        assertEquals(new Evidence(SIZE, 0, 1), history.of("p2"));
        assertEquals(new Evidence(0, SIZE, 1), history.of("p3"), "overflow");
    }

    @Test
    void decisionsOfAWaveSeeTheHistoryBeforeIt() {
        List<Long> visits = new ArrayList<>();
        UpdateGate asking = (group, seen) -> {
            visits.add(seen.of(group.problem().id()).visits());
            return GateDecision.drop(group.size(), "asked");
        };
        // two problems in waves of four: each comes twice in every wave
        Recipe recipe = recipe(TestRecipes.training(1, 1, 2), 1, 2).gate(asking).build();
        filler(recipe).fill(1);
        assertEquals(List.of(0L, 0L, 0L, 0L, 2L, 2L, 2L, 2L), visits);
        assertEquals(4, history.of("p0").visits());
    }

    @Test
    void failedVerdictsLeaveTheCounts() {
        Recipe recipe = recipe(TestRecipes.training(1, 4, 1), 2, 2, 2, 2)
                .verifier((problem, response) -> response.equals("right")
                        ? new Verdict.Correct("", "")
                        : problem.id().equals("p0") ? new Verdict.Failed("broken") : new Verdict.Unparseable("none"))
                .build();
        EffectiveBatch batch = filler(recipe).fill(1);
        assertEquals(2, batch.groups().get(0).size());
        assertEquals(2, batch.groups().get(0).successes());
        assertEquals(2, batch.report().failures());
        assertEquals(6, batch.report().unparseable());
        assertEquals(14, batch.report().rollouts());
        assertEquals(new Evidence(2, 0, 1), history.of("p0"));
    }

    @Test
    void aGroupThatCouldNotBeJudgedAtAllIsDroppedWithoutAskingTheGate() {
        Recipe recipe = recipe(TestRecipes.training(1, 4, 1), 2, 2, 2, 2)
                .verifier((problem, response) -> {
                    throw new IllegalStateException("thrown for " + response);
                })
                .gate((group, seen) -> {
                    throw new AssertionError("the gate was asked about an empty group");
                })
                .build();
        EffectiveBatch batch = filler(recipe).fill(1);
        assertEquals(List.of(), batch.groups());
        assertEquals(16, batch.report().failures());
        assertEquals(0, batch.report().rollouts());
        assertEquals(0.0, batch.report().meanResponseTokens());
        assertEquals(Evidence.NONE, history.of("p0"), "nothing was learned of the problem");
    }

    @Test
    void aVerifierThatThrowsOverflowsOrGivesNothingHasFailed() {
        RolloutGroup group = generate(new SamplingRequest(
                        List.of(new Problem("p", "#0", "1")),
                        1,
                        1,
                        org.rlvr4j.api.rollout.TokenSampler.UNCHANGED,
                        new org.rlvr4j.api.random.RandomStreams(1),
                        "test",
                        0,
                        0))
                .get(0);
        assertEquals(
                1,
                new Verification((problem, response) -> {
                            throw new IllegalArgumentException("no");
                        })
                        .judge(group)
                        .failures());
        assertEquals(
                1,
                new Verification((problem, response) -> {
                            throw new StackOverflowError();
                        })
                        .judge(group)
                        .failures());
        assertEquals(1, new Verification(BatchFillerTest::nothing).judge(group).failures());
    }

    @SuppressWarnings("NullAway") // what a careless plugin does
    private static Verdict nothing(Problem problem, String response) {
        return null;
    }

    @Test
    void aGateThatGivesTheWrongNumberOfWeightsIsNamed() {
        Recipe recipe = recipe(TestRecipes.training(1, 4, 1), 2, 2, 2, 2)
                .gate((group, seen) -> GateDecision.keep(3, 1, "one short"))
                .build();
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> filler(recipe).fill(1));
        assertEquals("the gate gave 3 weights for the 4 rollouts of problem p0", e.getMessage());
    }

    @Test
    void informativeMeansAWeightMeetsAnAdvantage() {
        GateDecision second = new GateDecision(new double[] {0, 1}, "second");
        assertFalse(BatchFiller.isInformative(second, new double[] {1, 0}));
        assertTrue(BatchFiller.isInformative(second, new double[] {0, -1}));
    }
}
