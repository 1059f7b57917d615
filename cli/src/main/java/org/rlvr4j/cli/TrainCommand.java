package org.rlvr4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.rlvr4j.trainer.TrainingRun;
import org.rlvr4j.trainer.config.StrategyCatalog;
import org.rlvr4j.trainer.config.TrainingRecipe;
import org.rlvr4j.trainer.run.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code train}: a recipe from its base to its final policy and curves. */
@Command(name = "train", mixinStandardHelpOptions = true, description = "Trains a recipe and evaluates the result.")
final class TrainCommand implements Callable<Integer>, Interruptible {

    @Mixin
    RecipeArguments arguments = new RecipeArguments();

    @Option(
            names = "--arm",
            paramLabel = "NAME",
            description =
                    "Trains one arm of the recipe's ablation; base trains nothing. Without it the section is ignored.")
    String arm = "";

    @Option(names = "--run", paramLabel = "NAME", description = "The run's name; the recipe file's by default.")
    String run = "";

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Where runs are kept (default: ${DEFAULT-VALUE}).")
    Path runs = Path.of("runs");

    @Option(names = "--resume", description = "Goes on with an interrupted run.")
    boolean resume;

    @Option(names = "--overwrite", description = "Deletes an earlier run of that name.")
    boolean overwrite;

    @Option(names = "--dry-run", description = "Prints the resolved recipe and what it will cost, and trains nothing.")
    boolean dryRun;

    @Mixin
    CostArguments cost = new CostArguments();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        if (resume && overwrite) {
            throw new ParameterException(spec.commandLine(), "--resume and --overwrite exclude one another");
        }
        PrintWriter out = spec.commandLine().getOut();
        TrainingRecipe recipe = read();
        Path folder = runs.resolve(name());
        if (dryRun) {
            String estimate = CostText.of(recipe, cost, arm.isEmpty());
            out.print(recipe.resolvedText());
            out.print(ProblemFacts.of(recipe.recipe().problems()));
            out.println(estimate);
            return 0;
        }
        try (Session session = new Session(recipe)) {
            TrainingRun.Result result;
            try (Progress progress = new Progress(name(), spec.commandLine().getErr())) {
                // the base of an ablation is an arm of its own
                result = session.train(folder, existing(), new RunProgress(progress), progress::say, arm.isEmpty());
            }
            if (result.evaluation() != null) {
                result.evaluation().curves().forEach(curve -> out.println(CurveTable.of(curve)));
            }
            out.println("The policy is in " + folder.resolve("checkpoints").resolve("final") + ", the evaluation in "
                    + folder.resolve("evaluations") + ".");
            WrittenReport.of(folder, spec.commandLine().getErr())
                    .ifPresent(report -> out.println("The report is in " + report + "."));
        }
        return 0;
    }

    private TrainingRecipe read() {
        StrategyCatalog strategies = dryRun ? Installation.strategies().withoutFiles() : Installation.strategies();
        return arm.isEmpty() ? arguments.read(strategies) : arguments.readArm(arm, strategies);
    }

    private RunFolder.Existing existing() {
        if (resume) {
            return RunFolder.Existing.RESUME;
        }
        return overwrite ? RunFolder.Existing.OVERWRITE : RunFolder.Existing.REFUSE;
    }

    private String name() {
        if (run.isEmpty()) {
            return arm.isEmpty() ? arguments.stem() : arguments.stem() + "-" + arm;
        }
        if (!run.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--run " + run + ": a name has letters, digits, dots, hyphens and underscores, and"
                            + " starts with a letter or digit");
        }
        return run;
    }

    @Override
    public String afterStop() {
        return "the same command with --resume " + (overwrite ? "in place of --overwrite " : "") + "goes on with "
                + runs.resolve(name());
    }
}
