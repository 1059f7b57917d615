package org.rlvr4j.trainer.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Recipes as text, and what reading them says. */
final class RecipeTexts {

    static final StrategyCatalog CATALOG = StrategyCatalog.load();

    /** Every section, with values other than the defaults. */
    static final String FULL = """
            model = "builtin:countdown-base" # a comment
            problems {
              id = countdown
              numbers = [3]
              training-problems = 40
              held-out-problems = 10
            }
            problem-sampler { id = epoch-shuffle }
            token-sampler { id = standard, temperature = 0.9 }
            verifier { id = countdown }
            gate {
              id = bbg
              reference-k = 64
              threshold = 2e-2
            }
            advantage { id = grpo }
            loss { clip-high = 0.3, aggregation = sequence-mean }
            optimizer {
              learning-rate = 1e-4
              schedule = cosine
              mini-batches = 2
            }
            runtime { id = djl, device = cpu, threads = 1 }
            trainer {
              steps = 20
              seed = 9007199254740993
              effective-groups = 8
              problems-per-wave = 8
              count = informative
            }
            evaluation { samples = 16, metrics = [pass-at-k, pass-power-k] }
            """;

    /** What must be given, and nothing else. */
    static final String SMALL = """
            model = "builtin:countdown-base"
            problems { id = countdown, training-problems = 40, held-out-problems = 10 }
            verifier { id = countdown }
            gate { id = uniform }
            advantage { id = grpo }
            """;

    private RecipeTexts() {}

    static Path file(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("recipe.conf"), text);
    }

    static TrainingRecipe read(Path folder, String text, String... overrides) throws IOException {
        return TrainingRecipe.read(file(folder, text), List.of(overrides), CATALOG);
    }

    /** The mistakes, one a line, with the folder's name taken out; empty where the recipe is valid. */
    static String mistakes(Path folder, String text, String... overrides) throws IOException {
        try {
            read(folder, text, overrides);
            return "";
        } catch (InvalidRecipeException e) {
            return String.valueOf(e.getMessage()).replace(folder + "/", "");
        }
    }
}
