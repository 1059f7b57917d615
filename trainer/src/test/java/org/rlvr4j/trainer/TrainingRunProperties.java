package org.rlvr4j.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.run.RunRecorder;
import org.rlvr4j.samplers.problem.EpochShuffleSampler;
import org.rlvr4j.samplers.problem.ThompsonOptions;
import org.rlvr4j.samplers.problem.ThompsonSampler;
import org.rlvr4j.trainer.run.RunFolder;

/** A run that is stopped, or killed at any event, and resumed leaves what an uninterrupted run leaves, bit for bit. */
class TrainingRunProperties {

    /** Weighs groups by what the history says, so that a history that is not restored shows. */
    private static final UpdateGate BY_HISTORY = new UpdateGate() {
        @Override
        public GateDecision decide(VerifiedGroup group, SuccessHistory history) {
            double trials = history.of(group.problem().id()).trials();
            return trials > 9
                    ? GateDecision.drop(group.size(), "often seen")
                    : GateDecision.keep(group.size(), 1 / (1 + trials), "seen " + trials);
        }

        @Override
        public List<GateDecision> normalise(List<GateDecision> active) {
            return active.stream().map(decision -> decision.scaled(0.5)).toList();
        }
    };

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Property(tries = 60)
    void aStoppedRunGoesOnToTheSameBits(
            @ForAll @IntRange(min = 0, max = 7) int steps,
            @ForAll @IntRange(min = 0, max = 3) int evaluateEvery,
            @ForAll @IntRange(min = 1, max = 4) int checkpointEvery,
            @ForAll boolean byHistory,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 12) Integer> stops)
            throws IOException {
        Recipe recipe = recipe(steps, evaluateEvery, checkpointEvery, byHistory);
        same(recipe, folder -> {
            Deque<Integer> left = new ArrayDeque<>(stops);
            while (true) {
                int[] asked = {left.isEmpty() ? Integer.MAX_VALUE : left.remove()};
                try {
                    return attempt(recipe, folder, event -> {}, () -> asked[0]-- <= 0);
                } catch (StoppedException e) {
                    assertTrue(asked[0] < 0);
                }
            }
        });
    }

    @Property(tries = 60)
    void aKilledRunGoesOnToTheSameBits(
            @ForAll @IntRange(min = 0, max = 7) int steps,
            @ForAll @IntRange(min = 0, max = 3) int evaluateEvery,
            @ForAll @IntRange(min = 1, max = 4) int checkpointEvery,
            @ForAll boolean byHistory,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 0, max = 40) Integer> kills)
            throws IOException {
        Recipe recipe = recipe(steps, evaluateEvery, checkpointEvery, byHistory);
        same(recipe, folder -> {
            Deque<Integer> left = new ArrayDeque<>(kills);
            while (true) {
                int[] events = {left.isEmpty() ? Integer.MAX_VALUE : left.remove()};
                try {
                    return attempt(
                            recipe,
                            folder,
                            event -> {
                                if (events[0]-- <= 0) {
                                    throw new Killed();
                                }
                            },
                            () -> false);
                } catch (Killed e) {
                    assertTrue(events[0] < 0);
                }
            }
        });
    }

    private static Recipe recipe(int steps, int evaluateEvery, int checkpointEvery, boolean byHistory) {
        ProblemSampler sampler = byHistory
                ? new ThompsonSampler(TestRecipes.defaults(ThompsonOptions.class))
                : new EpochShuffleSampler();
        return TestRecipes.recipe(TestRecipes.training(
                        steps, 3, 3, TrainingOptions.Count.INFORMATIVE, evaluateEvery, checkpointEvery))
                .problems(TestRecipes.problems(12, 5), sampler)
                .gate(byHistory ? BY_HISTORY : TestRecipes.KEEP_ALL)
                .build();
    }

    private interface Interrupted {
        Outcome run(Path folder) throws IOException;
    }

    private record Outcome(TrainingRun.Result result, double[] weights) {}

    private static void same(Recipe recipe, Interrupted interrupted) throws IOException {
        // checkpoints are synced, which costs nothing in memory
        Path memory = Path.of("/dev/shm");
        Path root = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "rlvr4j-run")
                : Files.createTempDirectory("rlvr4j-run");
        try {
            Outcome whole = attempt(recipe, root.resolve("whole"), event -> {}, () -> false);
            Outcome parts = interrupted.run(root.resolve("parts"));
            assertEquals(whole.result(), parts.result());
            assertArrayEquals(whole.weights(), parts.weights());
            assertEquals(RunContents.of(root.resolve("whole")), RunContents.of(root.resolve("parts")));
        } finally {
            RunContents.delete(root);
        }
    }

    /** One process's life: a new policy each time. */
    private static Outcome attempt(Recipe recipe, Path path, RunRecorder recorder, BooleanSupplier stop)
            throws IOException {
        RunFolder.Existing existing =
                Files.exists(path.resolve("metrics.jsonl")) ? RunFolder.Existing.RESUME : RunFolder.Existing.REFUSE;
        try (TablePolicy policy = new TablePolicy(9);
                RunFolder folder = RunFolder.open(path, existing)) {
            TrainingRun.Result result = new TrainingRun(recipe, policy, folder)
                    .recordTo(recorder)
                    .stopWhen(stop)
                    .train();
            return new Outcome(result, policy.weights());
        }
    }
}
