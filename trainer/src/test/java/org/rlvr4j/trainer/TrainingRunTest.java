package org.rlvr4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.learning.NonFiniteException;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.samplers.problem.SequentialSampler;
import org.rlvr4j.trainer.run.RunFolder;

class TrainingRunTest {

    @TempDir
    Path temp;

    private final TestRecipes.Events events = new TestRecipes.Events();
    private final TablePolicy policy = new TablePolicy(9);

    private TrainingRun.Result train(Recipe recipe, RunFolder.Existing existing) throws IOException {
        try (RunFolder folder = RunFolder.open(temp.resolve("run"), existing)) {
            return new TrainingRun(recipe, policy, folder).recordTo(events).train();
        }
    }

    private List<String> names(String folder) throws IOException {
        try (Stream<Path> children = Files.list(temp.resolve("run").resolve(folder))) {
            return children.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void leavesTheRunFolderThatTheDocsDescribe() throws IOException {
        Recipe recipe = TestRecipes.recipe(TestRecipes.training(6, 4, 1, TrainingOptions.Count.ACTIVE, 2, 5))
                .build();
        TrainingRun.Result result = train(recipe, RunFolder.Existing.REFUSE);
        assertEquals(6, result.steps());
        assertEquals(List.of("final", "step-00000005", "step-00000006"), names("checkpoints"));
        assertEquals(
                List.of("step-00000000.json", "step-00000002.json", "step-00000004.json", "step-00000006.json"),
                names("evaluations"));
        assertEquals(names("evaluations").size(), recipe.training().evaluations(true));
        assertEquals(List.of("step-00000003.jsonl.gz", "step-00000006.jsonl.gz"), names("rollouts"));
        assertTrue(Files.size(temp.resolve("run/checkpoints/final/model.safetensors")) > 0);
        assertEquals(
                List.of(2L, 4L, 5L, 6L),
                events.of(RunEvent.CheckpointSaved.class).stream()
                        .map(RunEvent.CheckpointSaved::step)
                        .toList());
        assertEquals(10, Files.readAllLines(temp.resolve("run/metrics.jsonl")).size(), "6 steps and 4 evaluations");
    }

    @Test
    void resumingAFinishedRunEvaluatesAgainAndChangesNothing() throws IOException {
        Recipe recipe = TestRecipes.recipe(TestRecipes.training(3, 4, 1)).build();
        TrainingRun.Result first = train(recipe, RunFolder.Existing.REFUSE);
        RunContents before = RunContents.of(temp.resolve("run"));
        assertEquals(first, train(recipe, RunFolder.Existing.RESUME));
        assertEquals(before, RunContents.of(temp.resolve("run")));
    }

    @Test
    void withoutHeldOutProblemsThereIsNoEvaluation() throws IOException {
        Recipe recipe = TestRecipes.recipe(TestRecipes.training(2, 4, 1, TrainingOptions.Count.ACTIVE, 1, 1))
                .problems(TestRecipes.problems(4, 0), new SequentialSampler())
                .build();
        assertEquals(new TrainingRun.Result(2, null), train(recipe, RunFolder.Existing.REFUSE));
        assertEquals(List.of(), names("evaluations"));
    }

    @Test
    void aRunBeyondTheRecipesStepsIsRefused() throws IOException {
        train(TestRecipes.recipe(TestRecipes.training(4, 4, 1)).build(), RunFolder.Existing.REFUSE);
        Recipe shorter = TestRecipes.recipe(TestRecipes.training(2, 4, 1)).build();
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> train(shorter, RunFolder.Existing.RESUME));
        assertTrue(String.valueOf(e.getMessage()).endsWith("has 4 steps, more than trainer.steps = 2"), e.getMessage());
    }

    @Test
    void whatIsNotFiniteStopsTheRunAndKeepsTheLastGoodCheckpoint() throws IOException {
        Recipe recipe = TestRecipes.recipe(TestRecipes.training(9, 4, 1, TrainingOptions.Count.ACTIVE, 0, 2))
                .advantage(groups -> {
                    if (policy.learner().version() == 3) {
                        throw new NonFiniteException("the loss is NaN at step 4");
                    }
                    return TestRecipes.CENTRED.estimate(groups);
                })
                .build();
        GuardException e = assertThrows(GuardException.class, () -> train(recipe, RunFolder.Existing.REFUSE));
        assertEquals("non-finite", e.guard());
        assertEquals(4, e.step());
        assertEquals(List.of("step-00000002"), names("checkpoints"));
    }

    @Test
    void aFailedCheckpointEndsTheRunAndLeavesTheOneBefore() throws IOException {
        policy.failSaves(null);
        Recipe recipe = TestRecipes.recipe(TestRecipes.training(9, 4, 1, TrainingOptions.Count.ACTIVE, 0, 2))
                .gate((group, history) -> {
                    if (policy.learner().version() == 3) {
                        policy.failSaves(new IOException("No space left on device"));
                    }
                    return GateDecision.keep(group.size(), 1, "");
                })
                .build();
        IOException e = assertThrows(IOException.class, () -> train(recipe, RunFolder.Existing.REFUSE));
        assertTrue(
                String.valueOf(e.getMessage())
                        .contains("step-00000004 cannot be written: No space left on device; earlier checkpoints are"),
                e.getMessage());
        assertEquals(List.of("step-00000002"), names("checkpoints"));
    }

    @Test
    void aFolderThatCannotBeWrittenIsAnInputOutputError() {
        Recipe recipe = TestRecipes.recipe(TestRecipes.training(3, 4, 1)).build();
        IOException e = assertThrows(IOException.class, () -> {
            try (RunFolder folder = RunFolder.open(temp.resolve("run"), RunFolder.Existing.REFUSE)) {
                new TrainingRun(recipe, policy, folder)
                        .recordTo(event -> {
                            if (event.step() == 2 && event instanceof RunEvent.StepCompleted) {
                                deleteRollouts();
                            }
                        })
                        .train();
            } catch (UncheckedIOException wrong) {
                throw new AssertionError("unchecked", wrong);
            }
        });
        assertTrue(String.valueOf(e.getMessage()).contains("cannot be written"), e.getMessage());
    }

    private void deleteRollouts() {
        try {
            RunContents.delete(temp.resolve("run/rollouts"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void partsThatCannotWorkTogetherAreRefusedBeforeAnythingIsWritten() throws IOException {
        Recipe recipe = TestRecipes.recipe(TestRecipes.training(3, 5, 1)).build();
        assertThrows(IllegalArgumentException.class, () -> train(recipe, RunFolder.Existing.REFUSE));
        assertFalse(Files.exists(temp.resolve("run/metrics.jsonl")));
    }

    @Test
    void aPassedOverCheckpointIsSaid() throws IOException {
        Recipe recipe = TestRecipes.recipe(TestRecipes.training(4, 4, 1, TrainingOptions.Count.ACTIVE, 0, 1))
                .build();
        train(recipe, RunFolder.Existing.REFUSE);
        RunContents whole = RunContents.of(temp.resolve("run"));
        Files.write(temp.resolve("run/checkpoints/step-00000004/model.safetensors"), new byte[3]);
        train(recipe, RunFolder.Existing.RESUME);
        List<RunEvent.Notice> notices = events.of(RunEvent.Notice.class);
        assertEquals(1, notices.size());
        assertTrue(notices.get(0).message().endsWith("model.safetensors does not have its checksum"));
        assertEquals(whole.files(), RunContents.of(temp.resolve("run")).files());
    }
}
