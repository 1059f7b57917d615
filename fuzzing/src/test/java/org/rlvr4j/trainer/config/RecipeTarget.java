package org.rlvr4j.trainer.config;

import java.nio.file.Path;
import java.util.List;
import org.rlvr4j.fuzzing.Bounds;
import org.rlvr4j.fuzzing.InputFile;

/**
 * Any text is a recipe or refused with its mistakes. Its problems are replaced by fixed ones: how many a recipe orders is
 * its author's affair, and takes what it takes.
 */
public final class RecipeTarget {

    private static final Bounds BOUNDS = new Bounds(20_000_000, 20_000);
    private static final StrategyCatalog CATALOG = StrategyCatalog.load();
    private static final List<String> FIXED = List.of("problems.id=" + FixedProblems.ID);

    private RecipeTarget() {}

    /** Reads a recipe, its arms and a pre-training recipe. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Path file = InputFile.write("fuzz.conf", input);
        BOUNDS.hold(input.length, () -> {
            refusable(() -> TrainingRecipe.read(file, FIXED, CATALOG).parameters());
            refusable(() -> AblationRecipe.read(file, FIXED, CATALOG));
            refusable(() -> PretrainingRecipe.read(file, FIXED, CATALOG));
        });
    }

    private static void refusable(Runnable reading) {
        try {
            reading.run();
        } catch (InvalidRecipeException e) {
            // refused, as documented
        }
    }
}
