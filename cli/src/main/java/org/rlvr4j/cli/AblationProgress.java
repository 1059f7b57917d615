package org.rlvr4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.cli.ablation.AblationData;
import org.rlvr4j.cli.ablation.AblationFiles;
import org.rlvr4j.cli.ablation.ArmData;
import org.rlvr4j.cli.ablation.RunData;
import org.rlvr4j.trainer.EvaluationOptions;
import org.rlvr4j.trainer.config.AblationRecipe;
import org.rlvr4j.trainer.config.AcceptedChanges;

/** What the runs of an ablation gave so far; its files are written anew as each run ends. */
final class AblationProgress {

    private final AblationPlan plan;
    private final Path recipe;
    private final Path out;
    private final Map<String, RunData> done = new HashMap<>();
    private final Map<String, String> failures = new HashMap<>();
    private @Nullable List<ProblemOutcome> base;

    /**
     * Begins without any run.
     *
     * @param plan which runs there are
     * @param recipe the recipe file, as the user named it
     * @param out the ablation's folder
     */
    AblationProgress(AblationPlan plan, Path recipe, Path out) {
        this.plan = plan;
        this.recipe = recipe;
        this.out = out;
    }

    /**
     * Reads the runs that earlier calls finished; returns the others, the base first.
     *
     * @param accepted changes of recipes since then that do not matter
     * @throws org.rlvr4j.trainer.run.RunFolderException if one was another recipe's
     */
    List<ChildTraining> readFinished(AcceptedChanges accepted) throws IOException {
        List<ChildTraining> waiting = new ArrayList<>();
        base = plan.base().finished(accepted).orElse(null);
        if (base == null) {
            waiting.add(plan.base());
        }
        for (AblationPlan.Run run : plan.runs()) {
            if (run.training().finished(accepted).isPresent()) {
                read(run);
            } else {
                waiting.add(run.training());
            }
        }
        return waiting;
    }

    private void read(AblationPlan.Run run) throws IOException {
        done.put(run.training().name(), RunData.read(run.training().folder(), run.seed()));
    }

    /** Takes over what a run gave, and writes what is known by now. */
    void completed(ChildTraining training) throws IOException {
        if (training.equals(plan.base())) {
            base = training.outcomes();
        }
        for (AblationPlan.Run run : plan.runs()) {
            if (run.training().equals(training)) {
                read(run);
            }
        }
        write();
    }

    /** Takes note of a run that failed. */
    void failed(ChildRuns.Outcome outcome) {
        List<String> words = outcome.lastWords();
        failures.put(
                outcome.job().name(),
                (outcome.code() == Main.GUARD ? "stopped by a guard" : "exit code " + outcome.code())
                        + (words.isEmpty() ? "" : ": " + words.get(words.size() - 1)));
    }

    /** Writes the files and returns their gist; empty where there is nothing to compare yet. */
    Optional<String> write() throws IOException {
        if (done.isEmpty()) {
            return Optional.empty();
        }
        EvaluationOptions evaluation = plan.recipe().base().recipe().evaluation();
        return Optional.of(AblationFiles.write(
                new AblationData(
                        recipe.toString(),
                        evaluation.samples(),
                        evaluation.level(),
                        plan.recipe().options(),
                        plan.seeds(),
                        base,
                        plan.recipe().arms().stream().map(this::arm).toList()),
                out));
    }

    private ArmData arm(AblationRecipe.ArmRecipe arm) {
        return new ArmData(
                arm.name(),
                arm.settings(),
                plan.runs().stream()
                        .filter(run -> run.arm().equals(arm.name()))
                        .map(this::run)
                        .toList());
    }

    private ArmData.Run run(AblationPlan.Run run) {
        String name = run.training().name();
        @Nullable RunData data = done.get(name);
        @Nullable String failure = failures.get(name);
        ArmData.Status status = data != null
                ? ArmData.Status.COMPLETED
                : failure != null ? ArmData.Status.FAILED : ArmData.Status.MISSING;
        return new ArmData.Run(run.seed(), name, status, failure, data);
    }
}
