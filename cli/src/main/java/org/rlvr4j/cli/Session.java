package org.rlvr4j.cli;

import com.google.inject.ProvisionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.run.RunRecorder;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.trainer.PromptLimit;
import org.rlvr4j.trainer.RecipeChecks;
import org.rlvr4j.trainer.TrainingRun;
import org.rlvr4j.trainer.config.AcceptedChanges;
import org.rlvr4j.trainer.config.Change;
import org.rlvr4j.trainer.config.Fork;
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
        this(whole, open(whole, () -> RecipeModule.injector(whole).getInstance(PolicyRuntime.class)));
    }

    private Session(TrainingRecipe whole, PolicyRuntime runtime) {
        this.runtime = runtime;
        this.recipe = whole.with(PromptLimit.apply(whole.recipe(), runtime));
        List<RecipeChecks.Conflict> conflicts = RecipeChecks.check(recipe.recipe(), runtime);
        if (!conflicts.isEmpty()) {
            runtime.close();
            throw new InvalidRecipeException(conflicts.stream()
                    .map(conflict -> mistake(recipe, conflict.key(), conflict.message()))
                    .toList());
        }
    }

    /** A session for a look at the recipe, in this process also where training would not be. */
    static Session toLookAt(TrainingRecipe whole) {
        return new Session(whole, open(whole, () -> {
            try {
                return whole.runtime().openHere(whole.policy());
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }));
    }

    private static PolicyRuntime open(TrainingRecipe recipe, Supplier<PolicyRuntime> opening) {
        try {
            return opening.get();
        } catch (ProvisionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw unreadable(recipe, io);
            }
            if (e.getCause() instanceof InvalidOptionException invalid) {
                throw invalid(recipe, invalid);
            }
            throw e;
        } catch (UncheckedIOException e) {
            throw unreadable(recipe, e);
        } catch (InvalidOptionException e) {
            throw invalid(recipe, e);
        }
    }

    private static InvalidRecipeException unreadable(TrainingRecipe recipe, UncheckedIOException e) {
        return new InvalidRecipeException(List.of(mistake(recipe, "model", String.valueOf(e.getMessage()))));
    }

    private static InvalidRecipeException invalid(TrainingRecipe recipe, InvalidOptionException e) {
        return new InvalidRecipeException(e.mistakes().stream()
                .map(found -> mistake(recipe, "runtime." + found.option(), found.message()))
                .toList());
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

    /**
     * How a run begins.
     *
     * @param existing what to do with an earlier run of that folder
     * @param accepted changes since that run was started under which it may go on
     * @param fork the checkpoint of another run from which a new one begins; empty for the recipe's base
     * @param carried what a fork takes over; empty for what fits
     * @param evaluatesBase whether the policy is evaluated before the first step, where the recipe evaluates during training
     */
    record Begin(
            RunFolder.Existing existing,
            AcceptedChanges accepted,
            Optional<Fork> fork,
            Optional<Set<Fork.Part>> carried,
            boolean evaluatesBase) {}

    /** Trains in a folder. */
    TrainingRun.Result train(Path path, Begin begin, RunRecorder progress, Consumer<String> said) throws IOException {
        begin.fork().ifPresent(this::requireStepsLeft);
        StopSignal.install();
        try (RunFolder folder = RunFolder.open(path, begin.existing())) {
            if (folder.isResumed()) {
                List<Change> changes = Provenance.goOn(folder, recipe.resolvedText(), facts(), begin.accepted());
                changes.forEach(change -> said.accept("goes on with a change: " + change));
            } else {
                Provenance.write(folder, recipe.resolvedText(), start(begin, folder, said));
            }
            TrainingRun run = new TrainingRun(recipe.recipe(), runtime, folder)
                    .recordTo(progress)
                    .stopWhen(StopSignal::isRequested);
            try (Trackings trackings = Trackings.of(recipe, path, said)) {
                run.recordTo(trackings);
                return (begin.evaluatesBase() ? run : run.withoutBaseEvaluation()).train();
            }
        }
    }

    private void requireStepsLeft(Fork fork) {
        int steps = recipe.recipe().training().steps();
        if (fork.step() >= steps) {
            throw new InvalidRecipeException(List.of(mistake(
                    recipe,
                    "trainer.steps",
                    steps + " leaves nothing to train after the checkpoint's " + fork.step()
                            + " steps: a fork counts on from there")));
        }
    }

    /** Starts a new run, at its base or at another run's checkpoint; returns what made it. */
    private SortedMap<String, String> start(Begin begin, RunFolder folder, Consumer<String> said) throws IOException {
        SortedMap<String, String> facts = facts();
        if (begin.fork().isEmpty()) {
            return facts;
        }
        Fork fork = begin.fork().get();
        Fork.Started started = fork.start(
                runtime, folder, begin.carried().isPresent() ? begin.carried().get() : fork.fitting(facts));
        facts.putAll(started.facts());
        List<Change> changes = Provenance.differences(fork.run(), recipe.resolvedText());
        if (!changes.isEmpty()) {
            facts.put("fork changes", changes.stream().map(Change::toString).collect(Collectors.joining("; ")));
        }
        said.accept("begins at step " + started.step() + " of " + fork.run() + " with its " + facts.get("fork carried")
                + "; anew: " + facts.get("fork anew"));
        changes.forEach(change -> said.accept("unlike its parent: " + change));
        return facts;
    }

    private SortedMap<String, String> facts() throws IOException {
        SortedMap<String, String> facts = Provenance.facts(recipe, runtime);
        facts.putAll(Version.facts());
        return facts;
    }

    @Override
    public void close() {
        runtime.close();
    }
}
