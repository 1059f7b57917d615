package org.rlvr4j.trainer;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.trainer.run.MetricsFile;
import org.rlvr4j.trainer.run.RunFolder;

/** A learning rate that is too high destroys the policy; a guard sees it, goes back, and with half of the rate training recovers. */
class RollbackTest {

    private static final int STEPS = 30;
    private static final int WINDOW = 4;

    /** From here on the full rate overshoots: each step makes what is right less likely. */
    private static final long OVERSHOOTS_FROM = 10;

    @TempDir
    Path folder;

    private static GuardOptions guards(GuardOptions.Action policy) {
        GuardOptions usual = TestRecipes.defaults(GuardOptions.class);
        return new GuardOptions(
                policy,
                WINDOW,
                GuardOptions.Choice.STOP,
                GuardOptions.Choice.POLICY,
                usual.successFloor(),
                GuardOptions.Choice.OFF,
                usual.validFloor(),
                GuardOptions.Choice.OFF,
                usual.entropyFloor(),
                GuardOptions.Choice.OFF,
                usual.klCeiling(),
                usual.behaviourKlCeiling(),
                GuardOptions.Choice.OFF,
                usual.gradientSpike(),
                GuardOptions.Choice.OFF,
                usual.lengthCeiling(),
                usual.failures(),
                usual.failuresCeiling(),
                0.5,
                3);
    }

    private static double[] pushDownWhatIsRight(VerifiedGroup group) {
        return IntStream.range(0, group.size())
                .mapToDouble(i -> group.isCorrect(i) ? -100 : 0)
                .toArray();
    }

    private static Recipe recipe(TablePolicy policy, GuardOptions.Action action) {
        TrainingOptions training =
                new TrainingOptions(STEPS, 5, 8, 8, 1, 0, 8, 1, TrainingOptions.Count.ACTIVE, 0.5, 0, 2, 2, 0);
        return TestRecipes.recipe(training)
                .guards(guards(action))
                .advantage(groups -> policy.scale() == 1 && policy.learner().version() >= OVERSHOOTS_FROM
                        ? groups.stream().map(RollbackTest::pushDownWhatIsRight).toArray(double[][]::new)
                        : TestRecipes.CENTRED.estimate(groups))
                .build();
    }

    private static double[] train(Path path, GuardOptions.Action action, TestRecipes.Events events) throws IOException {
        try (TablePolicy policy = new TablePolicy(12);
                RunFolder run = RunFolder.open(path, RunFolder.Existing.REFUSE)) {
            new TrainingRun(recipe(policy, action), policy, run)
                    .recordTo(events)
                    .train();
            return policy.weights();
        }
    }

    /** The success rate of the last steps that the run's file has. */
    private static double lastRate(Path run) throws IOException {
        List<JsonNode> steps = new ArrayList<>();
        MetricsFile.read(run.resolve("metrics.jsonl"), event -> {
            if (event.path("event").asText().equals("step")) {
                steps.add(event);
            }
        });
        assertEquals(
                LongStream.rangeClosed(1, STEPS).boxed().toList(),
                steps.stream().map(step -> step.path("step").asLong()).toList(),
                "each step counts once");
        List<JsonNode> last = steps.subList(STEPS - WINDOW, STEPS);
        return last.stream()
                        .mapToDouble(step -> step.path("correct").asDouble())
                        .sum()
                / last.stream()
                        .mapToDouble(step -> step.path("rollouts").asDouble())
                        .sum();
    }

    @Test
    void aRunThatIsGoingWrongGoesBackAndRecovers() throws IOException {
        TestRecipes.Events events = new TestRecipes.Events();
        double[] weights = train(folder.resolve("a"), GuardOptions.Action.ROLLBACK_AND_LOWER_LR, events);
        List<RunEvent.RolledBack> back = events.of(RunEvent.RolledBack.class);
        assertEquals(1, back.size(), back::toString);
        RunEvent.RolledBack first = back.get(0);
        assertAll(
                () -> assertEquals("success", first.guard()),
                () -> assertTrue(first.from() > OVERSHOOTS_FROM && first.from() < STEPS, first::toString),
                // twice the window before, at the latest checkpoint there
                () -> assertEquals((first.from() - 2 * WINDOW) / 2 * 2, first.step()),
                () -> assertEquals(0.5, first.learningRateScale()),
                () -> assertTrue(lastRate(folder.resolve("a")) > 0.6, () -> "recovered"),
                () -> assertTrue(Files.exists(folder.resolve("a/rolled-back/metrics-1.jsonl"))));

        // the same again, to the bit
        TestRecipes.Events again = new TestRecipes.Events();
        assertArrayEquals(weights, train(folder.resolve("b"), GuardOptions.Action.ROLLBACK_AND_LOWER_LR, again));
        assertEquals(RunContents.of(folder.resolve("a")), RunContents.of(folder.resolve("b")));
        assertEquals(back, again.of(RunEvent.RolledBack.class));

        // and what would have become of it
        train(folder.resolve("c"), GuardOptions.Action.WARN, new TestRecipes.Events());
        assertTrue(lastRate(folder.resolve("c")) < 0.05, () -> "destroyed");
    }
}
