package org.rlvr4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.trainer.Evaluator;
import org.rlvr4j.trainer.PromptLimit;
import org.rlvr4j.trainer.config.InvalidRecipeException;
import org.rlvr4j.trainer.config.TrainingRecipe;
import org.rlvr4j.trainer.run.EvaluationFile;
import org.rlvr4j.trainer.run.RunFolder;
import picocli.CommandLine;

/** {@code evaluate RECIPE}: what training itself measures, of any policy. */
record RecipeEvaluation(RecipeArguments arguments, String model, boolean rollouts, Path out, CommandLine commandLine) {

    private static final ObjectMapper JSON = new ObjectMapper();

    int run() throws IOException {
        TrainingRecipe recipe = read();
        StopSignal.install();
        PrintWriter stdout = commandLine.getOut();
        try (Session session = new Session(recipe);
                Progress progress = new Progress(recipe.policy().model(), commandLine.getErr())) {
            PromptLimit.notice(session.recipe().recipe()).ifPresent(progress::say);
            if (session.recipe().recipe().problems().heldOut().isEmpty()) {
                throw new BadInputException("no held-out problem is left: "
                        + PromptLimit.notice(session.recipe().recipe()).orElse(""));
            }
            RunEvent.Evaluated evaluated = new Evaluator(
                            session.recipe().recipe(), engine(session), new RunProgress(progress))
                    .evaluate(0, StopSignal::isRequested);
            evaluated.curves().forEach(curve -> stdout.println(CurveTable.of(curve)));
            if (new OutFile(out).isWanted()) {
                RunFolder.writeWhole(
                        out, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(EvaluationFile.toJson(evaluated)));
                stdout.println("The numbers are in " + out + ".");
                WrittenReport.of(out, commandLine.getErr())
                        .ifPresent(report -> stdout.println("The report is in " + report + "."));
            }
        }
        return 0;
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
        OutFile file = new OutFile(out);
        if (!model.isEmpty()) {
            arguments.overrides.add("model=" + JSON.writeValueAsString(model));
        }
        TrainingRecipe recipe;
        try {
            recipe = arguments.read();
        } catch (InvalidRecipeException e) {
            if (file.mistakes().isEmpty()) {
                throw e;
            }
            throw file.refusal(e.mistakes().stream()
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
        file.require(mistakes);
        return recipe;
    }
}
