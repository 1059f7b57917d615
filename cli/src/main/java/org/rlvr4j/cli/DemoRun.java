package org.rlvr4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.trainer.config.Provenance;
import org.rlvr4j.trainer.config.TrainingRecipe;
import org.rlvr4j.trainer.run.EvaluationFile;
import org.rlvr4j.trainer.run.RunFolder;

/**
 * One run of the demo: an arm with a seed, in its own folder.
 *
 * @param arm the arm
 * @param seed the run's seed; the base has none of its own
 * @param runs the folder of all runs
 * @param userOverrides what the user changed in every arm
 */
record DemoRun(Arm arm, long seed, Path runs, List<String> userOverrides) {

    private static final String RECIPE = "examples/countdown/recipe.conf";

    String name() {
        return arm == Arm.BASE ? arm.title() : arm.title() + "-seed" + seed;
    }

    private Path folder() {
        return runs.resolve(name());
    }

    private List<String> overrides() {
        List<String> all = new ArrayList<>();
        if (userOverrides.stream().noneMatch(override -> override.startsWith("runtime"))) {
            // runs go side by side; and the same bits come out whatever their number
            all.add("runtime.threads=1");
        }
        all.addAll(userOverrides);
        all.addAll(arm.overrides());
        all.add("trainer.seed=" + seed);
        return all;
    }

    TrainingRecipe recipe() {
        return TrainingRecipe.read(Installation.file(RECIPE), overrides(), Installation.strategies());
    }

    ChildRuns.Job job() {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                Installation.file(RECIPE).toAbsolutePath().normalize().toString(),
                "--runs",
                runs.toAbsolutePath().toString(),
                "--run",
                name()));
        for (String override : overrides()) {
            arguments.add("--set");
            arguments.add(override);
        }
        if (isBegun()) {
            arguments.add("--resume");
        }
        return new ChildRuns.Job(name(), arguments, log());
    }

    Path log() {
        return runs.resolve(name() + ".log");
    }

    private boolean isBegun() {
        return Files.exists(folder().resolve("recipe.conf"));
    }

    /**
     * Reads what an earlier call of the demo finished.
     *
     * @throws org.rlvr4j.trainer.run.RunFolderException if it was another recipe's
     */
    Optional<List<ProblemOutcome>> finished() throws IOException {
        if (!isBegun()) {
            return Optional.empty();
        }
        TrainingRecipe recipe = recipe();
        try (RunFolder folder = RunFolder.open(folder(), RunFolder.Existing.RESUME)) {
            Provenance.requireSame(folder, recipe.resolvedText());
        }
        Path evaluation = evaluation(recipe);
        return Files.exists(evaluation) ? Optional.of(EvaluationFile.readOutcomes(evaluation)) : Optional.empty();
    }

    /** Reads what the run gave. */
    List<ProblemOutcome> outcomes() throws IOException {
        return EvaluationFile.readOutcomes(evaluation(recipe()));
    }

    private Path evaluation(TrainingRecipe recipe) {
        return folder().resolve("evaluations")
                .resolve(String.format(
                        Locale.ROOT,
                        "step-%08d.json",
                        recipe.recipe().training().steps()));
    }
}
