package org.rlvr4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.reports.Report;
import org.rlvr4j.trainer.Evaluator;
import org.rlvr4j.trainer.PromptLimit;
import org.rlvr4j.trainer.config.TrainingRecipe;
import org.rlvr4j.trainer.run.EvaluationFile;
import org.rlvr4j.trainer.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evaluate}: the curves of a policy on a recipe's held-out problems. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Evaluates a policy on the held-out problems of a recipe: its model, or another.")
final class EvaluateCommand implements Callable<Integer>, Interruptible {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    RecipeArguments arguments = new RecipeArguments();

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "The policy, such as runs/NAME/checkpoints/final; the recipe's model by default.")
    String model = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Writes curves and counts as JSON, and beside it a report, NAME.html; must not exist.")
    Path out = Path.of("");

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        boolean writes = !out.toString().isEmpty();
        if (writes) {
            requireWritable();
        }
        if (!model.isEmpty()) {
            arguments.overrides.add("model=" + JSON.writeValueAsString(model));
        }
        TrainingRecipe recipe = arguments.read();
        if (recipe.recipe().problems().heldOut().isEmpty()) {
            throw new BadInputException("the recipe's problem source holds no problem out to evaluate on");
        }
        StopSignal.install();
        PrintWriter stdout = spec.commandLine().getOut();
        try (Session session = new Session(recipe);
                Progress progress =
                        new Progress(recipe.policy().model(), spec.commandLine().getErr())) {
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
                WrittenReport.of(out, spec.commandLine().getErr())
                        .ifPresent(report -> stdout.println("The report is in " + report + "."));
            }
        }
        return 0;
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

    @Override
    public String afterStop() {
        return "nothing was written; the evaluation starts anew";
    }
}
