package org.rlvr4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.trainer.EvaluationJournal;
import org.rlvr4j.trainer.Evaluator;
import org.rlvr4j.trainer.PromptLimit;
import org.rlvr4j.trainer.StoppedException;
import org.rlvr4j.trainer.config.InvalidRecipeException;
import org.rlvr4j.trainer.config.TrainingRecipe;
import org.rlvr4j.trainer.run.EvaluationFile;
import org.rlvr4j.trainer.run.RunFolder;
import picocli.CommandLine;

/** {@code evaluate RECIPE}: what training itself measures, of any policy. */
final class RecipeEvaluation {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RecipeArguments arguments;
    private final String model;
    private final boolean rollouts;
    private final OutFile out;
    private final CommandLine commandLine;
    private int problems;
    private @Nullable UnfinishedEvaluation unfinished;

    RecipeEvaluation(RecipeArguments arguments, String model, boolean rollouts, Path out, CommandLine commandLine) {
        this.arguments = arguments;
        this.model = model;
        this.rollouts = rollouts;
        this.out = new OutFile(out);
        this.commandLine = commandLine;
    }

    int run() throws IOException {
        TrainingRecipe recipe = read();
        StopSignal.install();
        try (Progress progress = new Progress(recipe.policy().model(), commandLine.getErr())) {
            if (!keepsOutcomes()) {
                return evaluate(recipe, progress, Optional.empty());
            }
            try (UnfinishedEvaluation kept = UnfinishedEvaluation.open(out.path())) {
                // once more, for another process may have come and gone before the lock was taken
                out.require(List.of());
                unfinished = kept;
                return evaluate(recipe, progress, Optional.of(kept));
            }
        }
    }

    /** The server of another day cannot be told from that of today, so what it gave is not put together. */
    private boolean keepsOutcomes() {
        return out.isWanted() && !rollouts;
    }

    private int evaluate(TrainingRecipe recipe, Progress progress, Optional<UnfinishedEvaluation> kept)
            throws IOException {
        try (Session session = new Session(recipe)) {
            PromptLimit.notice(session.recipe().recipe()).ifPresent(progress::say);
            if (session.recipe().recipe().problems().heldOut().isEmpty()) {
                throw new BadInputException("no held-out problem is left: "
                        + PromptLimit.notice(session.recipe().recipe()).orElse(""));
            }
            problems = session.recipe().recipe().evaluationProblems().size();
            EvaluationJournal journal =
                    kept.isPresent() ? journal(kept.get(), session, progress) : EvaluationJournal.NONE;
            RunEvent.Evaluated evaluated = new Evaluator(
                            session.recipe().recipe(), engine(session), new RunProgress(progress), journal)
                    .evaluate(0, StopSignal::isRequested);
            show(evaluated);
            if (out.isWanted()) {
                write(evaluated, kept);
            }
            return 0;
        } catch (StoppedException e) {
            // what is kept is said at the end
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            if (kept.isPresent() && kept.get().size() > 0) {
                progress.say(goesOn(kept.get()));
            }
            throw e;
        }
    }

    private static EvaluationJournal journal(UnfinishedEvaluation kept, Session session, Progress progress)
            throws IOException {
        OutcomeFile outcomes = kept.outcomes(EvaluationIdentity.of(session.recipe(), session.runtime()));
        if (outcomes.damaged() > 0) {
            progress.say(outcomes.damaged() + " damaged lines in " + kept.folder()
                    + " are passed over; what they held is drawn again");
        }
        if (outcomes.size() > 0) {
            progress.say("goes on after " + outcomes.size() + " of "
                    + session.recipe().recipe().evaluationProblems().size() + " problems, whose outcomes are in "
                    + kept.folder());
        }
        return outcomes;
    }

    private void show(RunEvent.Evaluated evaluated) {
        evaluated.curves().forEach(curve -> commandLine.getOut().println(CurveTable.of(curve)));
    }

    private void write(RunEvent.Evaluated evaluated, Optional<UnfinishedEvaluation> kept) throws IOException {
        PrintWriter stdout = commandLine.getOut();
        RunFolder.writeWhole(
                out.path(), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(EvaluationFile.toJson(evaluated)));
        stdout.println("The numbers are in " + out.path() + ".");
        kept.ifPresent(this::delete);
        WrittenReport.of(out.path(), commandLine.getErr())
                .ifPresent(report -> stdout.println("The report is in " + report + "."));
    }

    /** The numbers are written, so that a folder that stays is no failure. */
    private void delete(UnfinishedEvaluation kept) {
        try {
            kept.delete();
        } catch (IOException e) {
            commandLine
                    .getErr()
                    .println("rlvr4j: " + kept.folder() + " is not needed any more and cannot be deleted: "
                            + e.getMessage());
        }
    }

    /** Says what is left of the work and how to go on. */
    String afterStop() {
        if (rollouts) {
            return "nothing was kept, for what --rollouts draws from cannot be told from what it was before;"
                    + " the evaluation starts anew";
        }
        if (!out.isWanted()) {
            return "nothing was kept; with --out FILE outcomes are, and the same command goes on";
        }
        if (unfinished == null) {
            return "nothing was begun";
        }
        return unfinished.size() == 0 ? "no problem was finished yet; the evaluation starts anew" : goesOn(unfinished);
    }

    private String goesOn(UnfinishedEvaluation kept) {
        return "the outcomes of " + kept.size() + " of " + problems + " problems are kept in " + kept.folder()
                + "; the same command goes on";
    }

    private RolloutEngine engine(Session session) {
        if (!rollouts) {
            return session.runtime().rolloutEngine();
        }
        try {
            return session.runtime().trainingRollouts();
        } catch (UncheckedIOException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    /** Reads the recipe, and says its mistakes and those of the other arguments together. */
    private TrainingRecipe read() throws JsonProcessingException {
        if (!model.isEmpty()) {
            arguments.overrides.add("model=" + JSON.writeValueAsString(model));
        }
        TrainingRecipe recipe;
        try {
            recipe = arguments.read();
        } catch (InvalidRecipeException e) {
            if (out.mistakes().isEmpty()) {
                throw e;
            }
            throw out.refusal(e.mistakes().stream()
                    .map(mistake -> Escape.line(mistake.toString()))
                    .toList());
        }
        List<String> mistakes = new ArrayList<>();
        if (rollouts && recipe.rollouts().isEmpty()) {
            mistakes.add("--rollouts: the recipe has no section rollouts");
        }
        if (recipe.recipe().problems().heldOut().isEmpty()) {
            mistakes.add("the recipe's problem source holds no problem out to evaluate on");
        }
        mistakes.addAll(unfinishedInTheWay());
        out.require(mistakes);
        return recipe;
    }

    /** Says what to do with outcomes that this evaluation would neither go on with nor leave a file for. */
    private List<String> unfinishedInTheWay() {
        if (!out.isWanted() || !UnfinishedEvaluation.isBeside(out.path())) {
            return List.of();
        }
        Path folder = UnfinishedEvaluation.folderOf(out.path());
        if (out.exists()) {
            return List.of(
                    "beside it " + folder + " is of an evaluation that was to become this file; move the file away to"
                            + " go on with that, or delete the folder");
        }
        return rollouts
                ? List.of("--out " + out.path() + ": " + folder
                        + " is of an evaluation without --rollouts; name another file, or delete the folder")
                : List.of();
    }
}
