package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlvr4j.trainer.config.PretrainingRecipe;
import org.rlvr4j.trainer.config.TrainingRecipe;

/** The recipes under examples/ whose problems are generated: valid, and written out as what can be read again. */
class ExampleRecipesTest {

    private static final Path EXAMPLES = Path.of("..", "examples");

    @TempDir
    Path folder;

    static Stream<Path> training() throws IOException {
        return recipes(false);
    }

    static Stream<Path> pretraining() throws IOException {
        return recipes(true);
    }

    private static Stream<Path> recipes(boolean pretraining) throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES.resolve("generated-tasks"))) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().matches("[a-z]+(\\.pretrain)?\\.conf"))
                    .filter(file -> !file.getFileName().toString().matches("(pre)?training\\.conf"))
                    .filter(file -> file.toString().endsWith(".pretrain.conf") == pretraining)
                    .sorted()
                    .toList();
            assertFalse(found.isEmpty());
            return found.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("training")
    void trainingRecipesCanBeReadAgain(Path recipe) throws IOException {
        String resolved = TrainingRecipe.read(recipe, List.of(), Installation.strategies())
                .resolvedText();
        Path again = Files.writeString(folder.resolve("again.conf"), resolved);
        assertEquals(
                resolved,
                TrainingRecipe.read(again, List.of(), Installation.strategies()).resolvedText());
    }

    @ParameterizedTest
    @MethodSource("pretraining")
    void pretrainingRecipesCanBeReadAgain(Path recipe) throws IOException {
        String resolved = PretrainingRecipe.read(recipe, List.of(), Installation.strategies())
                .resolvedText();
        Path again = Files.writeString(folder.resolve("again.conf"), resolved);
        assertEquals(
                resolved,
                PretrainingRecipe.read(again, List.of(), Installation.strategies())
                        .resolvedText());
    }

    private static final String PAPER =
            EXAMPLES.resolve("paper-math-7b/recipe.conf").toString();
    private static final String PAPER_MODEL = "model=" + EXAMPLES.resolve("paper-math-7b/Qwen2.5-Math-7B");

    /** Neither the model nor its problems are here. */
    @Test
    void thePapersExperimentIsEstimatedFromItsConfiguration() {
        CommandRun run = CommandRun.of("train", PAPER, "--set", PAPER_MODEL, "--dry-run");
        assertEquals(0, run.code(), run::said);
        assertTrue(run.out().contains("7,615,616,512 weights"), run::out);
        assertTrue(
                run.out().contains("140 steps, 1,146,880 to 4,587,520 rollouts generated, 1,146,880 learned from"),
                run::out);
        assertTrue(run.out().contains("377,856 samples in all, 1 time(s)"), run::out);
        assertTrue(run.out().contains("model.safetensors"), run::out);
        assertTrue(run.out().contains("math-train.jsonl"), run::out);

        CommandRun slow = CommandRun.of("train", PAPER, "--set", PAPER_MODEL, "--dry-run", "--throughput", "fast");
        assertEquals(Main.BAD_INPUT, slow.code(), slow::said);
        assertTrue(slow.err().contains("--throughput fast: must be operations a second"), slow::err);

        CommandRun real = CommandRun.of("train", PAPER, "--set", PAPER_MODEL, "--runs", folder.toString());
        assertEquals(Main.BAD_INPUT, real.code(), real::said);
    }

    @Test
    void thePapersArmsAreEstimatedToo() {
        CommandRun run = CommandRun.of(
                "ablate",
                PAPER,
                "--set",
                PAPER_MODEL,
                "--dry-run",
                "--out",
                folder.resolve("out").toString());
        assertEquals(0, run.code(), run::said);
        assertTrue(run.out().contains("3 arm(s) with the same 3 seed(s)"), run::out);
        assertTrue(run.out().contains("Not there yet: "), run::out);
        assertTrue(run.out().contains(" h to "), run::out);
    }
}
