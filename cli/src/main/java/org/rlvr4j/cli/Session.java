package org.rlvr4j.cli;

import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.run.RunRecorder;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.trainer.PromptLimit;
import org.rlvr4j.trainer.RecipeChecks;
import org.rlvr4j.trainer.TrainingRun;
import org.rlvr4j.trainer.config.InvalidRecipeException;
import org.rlvr4j.trainer.config.Mistake;
import org.rlvr4j.trainer.config.Provenance;
import org.rlvr4j.trainer.config.TrainingRecipe;
import org.rlvr4j.trainer.run.RunFolder;
import org.rlvr4j.trainer.wiring.RecipeModule;

/** A wired recipe whose policy is open and fits it. */
final class Session implements AutoCloseable {

    private final TrainingRecipe recipe;
    private final PolicyRuntime runtime;

    Session(TrainingRecipe whole) {
        this.runtime = open(whole, RecipeModule.injector(whole));
        this.recipe = whole.with(PromptLimit.apply(whole.recipe(), runtime));
        List<RecipeChecks.Conflict> conflicts = RecipeChecks.check(recipe.recipe(), runtime);
        if (!conflicts.isEmpty()) {
            runtime.close();
            throw new InvalidRecipeException(conflicts.stream()
                    .map(conflict -> mistake(recipe, conflict.key(), conflict.message()))
                    .toList());
        }
    }

    private static PolicyRuntime open(TrainingRecipe recipe, Injector injector) {
        try {
            return injector.getInstance(PolicyRuntime.class);
        } catch (ProvisionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw new InvalidRecipeException(List.of(mistake(recipe, "model", String.valueOf(io.getMessage()))));
            }
            if (e.getCause() instanceof InvalidOptionException invalid) {
                throw new InvalidRecipeException(invalid.mistakes().stream()
                        .map(found -> mistake(recipe, "runtime." + found.option(), found.message()))
                        .toList());
            }
            throw e;
        }
    }

    private static Mistake mistake(TrainingRecipe recipe, String key, String message) {
        return new Mistake(recipe.where().apply(key), key, message);
    }

    PolicyRuntime runtime() {
        return runtime;
    }

    /** The recipe, without the problems that it leaves out as too long. */
    TrainingRecipe recipe() {
        return recipe;
    }

    /** Trains in a folder, from its latest checkpoint if it holds this recipe's run. */
    TrainingRun.Result train(
            Path path, RunFolder.Existing existing, RunRecorder progress, Consumer<String> said, boolean evaluatesBase)
            throws IOException {
        StopSignal.install();
        try (RunFolder folder = RunFolder.open(path, existing)) {
            if (folder.isResumed()) {
                Provenance.requireSame(folder, recipe.resolvedText());
            } else {
                Provenance.write(folder, recipe.resolvedText(), facts());
            }
            TrainingRun run = new TrainingRun(recipe.recipe(), runtime, folder)
                    .recordTo(progress)
                    .stopWhen(StopSignal::isRequested);
            try (Trackings trackings = Trackings.of(recipe, path, said)) {
                run.recordTo(trackings);
                return (evaluatesBase ? run : run.withoutBaseEvaluation()).train();
            }
        }
    }

    private SortedMap<String, String> facts() throws IOException {
        SortedMap<String, String> facts = Provenance.facts(recipe, runtime);
        facts.put("rlvr4j", Version.number());
        String commit = System.getProperty("rlvr4j.commit", "");
        if (!commit.isEmpty()) {
            facts.put("commit", commit);
        }
        return facts;
    }

    @Override
    public void close() {
        runtime.close();
    }
}
