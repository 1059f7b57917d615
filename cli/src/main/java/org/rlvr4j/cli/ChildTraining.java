package org.rlvr4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.trainer.config.AcceptedChanges;
import org.rlvr4j.trainer.config.Provenance;
import org.rlvr4j.trainer.config.TrainingRecipe;
import org.rlvr4j.trainer.run.EvaluationFile;
import org.rlvr4j.trainer.run.RunFolder;

/**
 * One run of several that are compared: trained by a process of its own, in its own folder.
 *
 * @param name its name, and its folder's
 * @param file the recipe
 * @param arm the arm of the recipe's ablation; empty for the recipe itself
 * @param overrides what is changed in the recipe
 * @param runs the folder of all runs
 */
record ChildTraining(String name, Path file, String arm, List<String> overrides, Path runs) {

    ChildTraining {
        overrides = List.copyOf(overrides);
    }

    TrainingRecipe recipe() {
        return arm.isEmpty()
                ? TrainingRecipe.read(file, overrides, Installation.strategies())
                : TrainingRecipe.readArm(file, arm, overrides, Installation.strategies());
    }

    Path folder() {
        return runs.resolve(name);
    }

    Path log() {
        return runs.resolve(name + ".log");
    }

    /**
     * The command that trains it.
     *
     * @param whenResumed further arguments, beside --resume, where it was begun earlier
     */
    ChildRuns.Job job(List<String> whenResumed) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                file.toAbsolutePath().normalize().toString(),
                "--runs",
                runs.toAbsolutePath().toString(),
                "--run",
                name));
        if (!arm.isEmpty()) {
            arguments.addAll(List.of("--arm", arm));
        }
        for (String override : overrides) {
            arguments.addAll(List.of("--set", override));
        }
        List<String> whenBegun = new ArrayList<>(List.of("--resume"));
        whenBegun.addAll(whenResumed);
        return new ChildRuns.Job(name, arguments, whenBegun, folder(), begun(), log());
    }

    private Path begun() {
        return folder().resolve(RunFolder.RECIPE);
    }

    /**
     * Reads what an earlier call finished.
     *
     * @param accepted changes of the recipe since then that do not matter
     * @throws org.rlvr4j.trainer.run.RunFolderException if it was another recipe's
     */
    Optional<List<ProblemOutcome>> finished(AcceptedChanges accepted) throws IOException {
        if (!Files.exists(begun())) {
            return Optional.empty();
        }
        TrainingRecipe recipe = recipe();
        try (RunFolder folder = RunFolder.open(folder(), RunFolder.Existing.RESUME)) {
            Provenance.requireSame(folder, recipe.resolvedText(), accepted);
        }
        Path evaluation = evaluation(recipe.recipe().training().steps());
        return Files.exists(evaluation) ? Optional.of(EvaluationFile.readOutcomes(evaluation)) : Optional.empty();
    }

    /** Reads what the run gave. */
    List<ProblemOutcome> outcomes() throws IOException {
        return EvaluationFile.readOutcomes(
                evaluation(recipe().recipe().training().steps()));
    }

    private Path evaluation(long step) {
        return folder().resolve("evaluations").resolve(String.format(Locale.ROOT, "step-%08d.json", step));
    }
}
