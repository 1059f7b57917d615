package org.rlvr4j.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.run.BatchReport;
import org.rlvr4j.api.run.BucketReport;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.trainer.run.LoopState;

class TrainingLoopTest {

    private final TestRecipes.Events events = new TestRecipes.Events();

    @Test
    void learnsWhatIsRight() {
        TablePolicy policy = new TablePolicy(20);
        TrainingLoop loop = new TrainingLoop(
                TestRecipes.recipe(TestRecipes.training(60, 4, 1)).build(), policy, events);
        for (int i = 0; i < 60; i++) {
            loop.step();
        }
        List<RunEvent.StepCompleted> steps = events.of(RunEvent.StepCompleted.class);
        double first = steps.subList(0, 10).stream()
                .mapToDouble(step -> step.batch().successRate())
                .average()
                .orElseThrow();
        double last = steps.subList(50, 60).stream()
                .mapToDouble(step -> step.batch().successRate())
                .average()
                .orElseThrow();
        assertTrue(last > first + 0.2, first + " then " + last);
        assertEquals(60, loop.completed());
        assertEquals(60, policy.learner().version());
    }

    @Test
    void anEmptyEffectiveBatchIsAReportedStepThatChangesNoWeight() {
        TablePolicy policy = new TablePolicy(20);
        UpdateGate dropping = new UpdateGate() {
            @Override
            public GateDecision decide(org.rlvr4j.api.VerifiedGroup group, SuccessHistory history) {
                return GateDecision.drop(group.size(), "never");
            }

            @Override
            public List<GateDecision> normalise(List<GateDecision> active) {
                throw new AssertionError("normalise was called with nothing active");
            }
        };
        TrainingLoop loop = new TrainingLoop(
                TestRecipes.recipe(TestRecipes.training(2, 4, 2)).gate(dropping).build(), policy, events);
        StepReport report = loop.step();
        assertEquals(0, report.sequences());
        assertArrayEquals(new TablePolicy(20).weights(), policy.weights());
        assertEquals(1, loop.completed());
        RunEvent.StepCompleted completed =
                events.of(RunEvent.StepCompleted.class).get(0);
        assertEquals(0, completed.batch().active());
        assertEquals(8, completed.batch().judged());
        assertEquals(1, policy.learner().version(), "the schedule moves on");
    }

    /** Dropped groups add nothing: the same as if only the kept ones had been drawn. */
    @Test
    void theUpdateIsThatOfTheKeptGroupsAlone() {
        UpdateGate even =
                (group, history) -> Integer.parseInt(group.problem().id().substring(1)) % 2 == 0
                        ? GateDecision.keep(group.size(), 1, "even")
                        : GateDecision.drop(group.size(), "odd");
        TablePolicy gated = new TablePolicy(20);
        StepReport report = new TrainingLoop(
                        TestRecipes.recipe(TestRecipes.training(1, 4, 1))
                                .gate(even)
                                .build(),
                        gated,
                        events)
                .step();
        long kept = events.of(RunEvent.GroupDecided.class).stream()
                .filter(RunEvent.GroupDecided::taken)
                .count();
        assertEquals(kept * 4, report.sequences());
        double[] weights = gated.weights();
        for (int i = 0; i < 12 * TablePolicy.RESPONSES; i++) {
            if (i / TablePolicy.RESPONSES % 2 == 1) {
                assertEquals(0, weights[i], "weight " + i + " of a dropped problem");
            }
        }
    }

    @Test
    void normalisesOverTheBatchAndWeighsAdvantages() {
        UpdateGate doubling = new UpdateGate() {
            @Override
            public GateDecision decide(org.rlvr4j.api.VerifiedGroup group, SuccessHistory history) {
                return GateDecision.keep(group.size(), 7, "seven");
            }

            @Override
            public List<GateDecision> normalise(List<GateDecision> active) {
                return active.stream().map(decision -> decision.scaled(2.0 / 7)).toList();
            }
        };
        TablePolicy plain = new TablePolicy(1);
        TablePolicy doubled = new TablePolicy(1);
        Recipe.Builder recipe = TestRecipes.recipe(TestRecipes.training(1, 4, 1));
        new TrainingLoop(recipe.build(), plain, events).step();
        new TrainingLoop(recipe.gate(doubling).build(), doubled, events).step();
        double[] once = plain.weights();
        double[] twice = doubled.weights();
        for (int i = 0; i < once.length; i++) {
            assertEquals(2 * once[i], twice[i], 1e-12);
        }
    }

    /** The account of a step adds up to what it judged, took and learned from, weights after normalisation. */
    @Test
    void theBucketsSayWhereTheUpdateWent() {
        UpdateGate halves = new UpdateGate() {
            @Override
            public GateDecision decide(org.rlvr4j.api.VerifiedGroup group, SuccessHistory history) {
                return group.successes() == 0
                        ? GateDecision.drop(group.size(), "none")
                        : GateDecision.keep(group.size(), 3, "some");
            }

            @Override
            public List<GateDecision> normalise(List<GateDecision> active) {
                return active.stream().map(decision -> decision.scaled(0.5 / 3)).toList();
            }
        };
        StepReport update = new TrainingLoop(
                        TestRecipes.recipe(TestRecipes.training(1, 4, 4))
                                .gate(halves)
                                .build(),
                        new TablePolicy(20),
                        events)
                .step();
        BatchReport batch = events.of(RunEvent.StepCompleted.class).get(0).batch();
        List<BucketReport> buckets = batch.buckets();
        assertTrue(buckets.size() > 1, buckets::toString);
        assertEquals(
                batch.judged(), buckets.stream().mapToInt(BucketReport::judged).sum());
        assertEquals(
                batch.active(), buckets.stream().mapToInt(BucketReport::taken).sum());
        assertEquals(
                update.sequences(),
                buckets.stream().mapToInt(BucketReport::trained).sum());
        assertEquals(
                batch.correct(),
                buckets.stream()
                        .mapToInt(bucket -> bucket.judged() * bucket.successes())
                        .sum());
        for (BucketReport bucket : buckets) {
            assertEquals(0.5 * bucket.trained(), bucket.weight(), 1e-12);
            assertEquals(bucket.successes() == 0 ? 0 : bucket.taken() * bucket.size(), bucket.trained());
            assertTrue(bucket.signal() >= 0);
        }
    }

    @Test
    void goesOnFromAStateAsIfItHadNeverStopped() {
        Recipe recipe = TestRecipes.recipe(TestRecipes.training(6, 3, 4)).build();
        TablePolicy policy = new TablePolicy(5);
        TrainingLoop whole = new TrainingLoop(recipe, policy, events);
        whole.step();
        whole.step();
        LoopState state = whole.state();
        TrainingLoop resumed = new TrainingLoop(recipe, policy, events);
        resumed.restore(state);
        assertEquals(state, resumed.state());
        assertEquals(2, resumed.completed());
    }
}
