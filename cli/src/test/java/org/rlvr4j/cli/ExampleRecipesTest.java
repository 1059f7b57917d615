package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
}
