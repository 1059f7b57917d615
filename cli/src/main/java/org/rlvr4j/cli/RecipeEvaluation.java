package org.rlvr4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.reports.Report;
import org.rlvr4j.trainer.Evaluator;
import org.rlvr4j.trainer.PromptLimit;
import org.rlvr4j.trainer.config.TrainingRecipe;
import org.rlvr4j.trainer.run.EvaluationFile;
import org.rlvr4j.trainer.run.RunFolder;
import picocli.CommandLine;

/** {@code evaluate RECIPE}: what training itself measures, of any policy. */
record RecipeEvaluation(RecipeArguments arguments, String model, Path out, CommandLine commandLine) {

    private static final ObjectMapper JSON = new ObjectMapper();

    int run() throws IOException {
        boolean writes = !out.toString().isEmpty();
        if (writes) {
            requireWritable();
        }
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
                            session.recipe().recipe(), session.runtime().rolloutEngine(), new RunProgress(progress))
                    .evaluate(0, StopSignal::isRequested);
            evaluated.curves().forEach(curve -> stdout.println(CurveTable.of(curve)));
            if (writes) {
                RunFolder.writeWhole(
                        out, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(EvaluationFile.toJson(evaluated)));
                stdout.println("The numbers are in " + out + ".");
                WrittenReport.of(out, commandLine.getErr())
                        .ifPresent(report -> stdout.println("The report is in " + report + "."));
            }
        }
        return 0;
    }

    private TrainingRecipe read() throws JsonProcessingException {
        if (!model.isEmpty()) {
            arguments.overrides.add("model=" + JSON.writeValueAsString(model));
        }
        TrainingRecipe recipe = arguments.read();
        if (recipe.recipe().problems().heldOut().isEmpty()) {
            throw new BadInputException("the recipe's problem source holds no problem out to evaluate on");
        }
        return recipe;
    }

    /** Refuses before the work what would be refused after it. */
    private void requireWritable() {
        if (Files.exists(out)) {
            throw new BadInputException("--out " + out + " exists and nothing is overwritten; name another file");
        }
        Path report = Report.placeOf(out);
        if (Files.exists(report)) {
            throw new BadInputException("--out " + out + ": its report would be " + report
                    + ", which exists, and nothing is overwritten; name another file");
        }
        Path folder = out.toAbsolutePath().resolveSibling("").normalize();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new BadInputException("--out " + out + ": " + folder + " is not a folder that can be written");
        }
    }
}
