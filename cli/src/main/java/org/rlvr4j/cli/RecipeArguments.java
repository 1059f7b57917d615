package org.rlvr4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.trainer.config.StrategyCatalog;
import org.rlvr4j.trainer.config.TrainingRecipe;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The recipe of a command, with its overrides. */
final class RecipeArguments {

    @Parameters(paramLabel = "RECIPE", description = "A recipe file (HOCON).")
    Path recipe = Path.of("");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides a key of the recipe; may be given again. A new id drops the file's options of the"
                    + " former strategy.")
    List<String> overrides = new ArrayList<>();

    @Option(
            names = "--skip-invalid",
            description = "Goes on without the broken rows of the recipe's files: problems.skip-invalid=true.")
    void skipInvalid(boolean skips) {
        if (skips) {
            overrides.add("problems.skip-invalid=true");
        }
    }

    TrainingRecipe read() {
        return read(Installation.strategies());
    }

    TrainingRecipe read(StrategyCatalog strategies) {
        return TrainingRecipe.read(recipe, overrides, strategies);
    }

    TrainingRecipe readArm(String arm, StrategyCatalog strategies) {
        return TrainingRecipe.readArm(recipe, arm, overrides, strategies);
    }

    /** The recipe file's name, without the ending of recipes. */
    String stem() {
        String file = String.valueOf(recipe.getFileName());
        return file.endsWith(".conf") ? file.substring(0, file.length() - ".conf".length()) : file;
    }
}
