package org.rlvr4j.trainer.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rlvr4j.api.data.DemonstrationSource;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.trainer.PretrainingOptions;

/**
 * A pre-training recipe read from a file.
 *
 * @param source worked examples
 * @param shape the decoder's shape
 * @param loss what is minimised: the likelihood
 * @param optimizer how
 * @param options size
 * @param runtime where it runs
 * @param resolvedText the recipe with every default filled in, as HOCON
 */
public record PretrainingRecipe(
        DemonstrationSource source,
        ModelShape shape,
        LossOptions loss,
        OptimizerOptions optimizer,
        PretrainingOptions options,
        RuntimeChoice<?> runtime,
        String resolvedText) {

    /**
     * Reads a recipe.
     *
     * @param file a HOCON file
     * @param overrides assignments {@code key=value}
     * @param catalog the strategies there are
     * @return the recipe
     * @throws InvalidRecipeException with every mistake found
     */
    public static PretrainingRecipe read(Path file, List<String> overrides, StrategyCatalog catalog) {
        RecipeFile recipe = RecipeFile.read(file, overrides, catalog);
        recipe.allowOnly(Set.of("shape", "problems", "optimizer", "runtime", "pretraining"));
        Optional<ModelShape> shape = recipe.options("shape", ModelShape.class);
        Optional<OptimizerOptions> optimizer = recipe.options("optimizer", OptimizerOptions.class);
        Optional<RuntimeChoice<?>> runtime = recipe.runtime();
        Optional<PretrainingOptions> options = recipe.options("pretraining", PretrainingOptions.class);
        // last, for problems are generated only where nothing else is wrong
        Optional<ProblemSource> problems = recipe.strategy(StrategyCatalog.Kind.PROBLEMS, ProblemSource.class, null);
        if (problems.isPresent() && !(problems.get() instanceof DemonstrationSource)) {
            recipe.mistake("problems.id", "this problem source gives no demonstrations to imitate");
        }
        recipe.refuseMistakes();
        LossOptions defaults = OptionSchema.of(LossOptions.class).defaults();
        LossOptions likelihood = new LossOptions(
                LossOptions.Objective.LIKELIHOOD,
                defaults.clipLow(),
                defaults.clipHigh(),
                LossOptions.Aggregation.TOKEN_MEAN,
                defaults.constantLength(),
                0,
                defaults.klEstimator(),
                0,
                LossOptions.Importance.NONE,
                defaults.importanceCap());
        return new PretrainingRecipe(
                (DemonstrationSource) problems.orElseThrow(),
                shape.orElseThrow(),
                likelihood,
                optimizer.orElseThrow(),
                options.orElseThrow(),
                runtime.orElseThrow(),
                recipe.resolvedText());
    }
}
