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
import org.rlvr4j.cli.ablation.GuardAccount;
import org.rlvr4j.cli.ablation.RunData;
import org.rlvr4j.trainer.EvaluationOptions;
import org.rlvr4j.trainer.config.AblationRecipe;
import org.rlvr4j.trainer.config.AcceptedChanges;

/** What the runs of an ablation gave so far; its files are written anew as each run ends. */
final class AblationProgress {

    private final AblationPlan plan;
    private final Path recipe;
    private final Path out;
    private final Map<String, ArmData.Run> ended = new HashMap<>();
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
        String name = run.training().name();
        Path folder = run.training().folder();
        ended.put(
                name,
                new ArmData.Run(
                        run.seed(),
                        name,
                        ArmData.Status.COMPLETED,
                        null,
                        GuardAccount.read(folder),
                        RunData.read(folder, run.seed())));
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

    /** Takes note of a run that failed or was stopped by a guard. */
    void failed(ChildRuns.Outcome outcome) throws IOException {
        for (AblationPlan.Run run : plan.runs()) {
            if (run.training().name().equals(outcome.job().name())) {
                ended.put(run.training().name(), unfinished(run, outcome));
            }
        }
    }

    private static ArmData.Run unfinished(AblationPlan.Run run, ChildRuns.Outcome outcome) throws IOException {
        boolean stopped = outcome.code() == Main.GUARD;
        GuardAccount guards = stopped ? GuardAccount.read(run.training().folder()) : GuardAccount.NONE;
        List<String> words = outcome.lastWords();
        String last = words.isEmpty() ? "" : words.get(words.size() - 1);
        String message = guards.stop() != null
                ? guards.stop().reason()
                : stopped ? last : "exit code " + outcome.code() + (last.isEmpty() ? "" : ": " + last);
        return new ArmData.Run(
                run.seed(),
                run.training().name(),
                stopped ? ArmData.Status.STOPPED : ArmData.Status.FAILED,
                message,
                guards,
                null);
    }

    /** Writes the files and returns their gist; empty where there is nothing to say of any arm yet. */
    Optional<String> write() throws IOException {
        if (ended.values().stream().allMatch(run -> run.status() == ArmData.Status.FAILED)) {
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
        return ended.getOrDefault(
                name, new ArmData.Run(run.seed(), name, ArmData.Status.MISSING, null, GuardAccount.NONE, null));
    }
}
