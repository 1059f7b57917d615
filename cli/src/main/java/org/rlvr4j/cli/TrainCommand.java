package org.rlvr4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.rlvr4j.trainer.GuardException;
import org.rlvr4j.trainer.TrainingRun;
import org.rlvr4j.trainer.config.AcceptedChanges;
import org.rlvr4j.trainer.config.Fork;
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

    @Option(
            names = "--accept-changes",
            paramLabel = "KEY",
            arity = "0..1",
            split = ",",
            fallbackValue = EVERY_CHANGE,
            description = "With --resume: goes on though recipe, code, model or problems are not those that the run was"
                    + " started with; with keys or sections (optimizer.learning-rate,commit), though these are not.")
    List<String> acceptedChanges = new ArrayList<>();

    @Option(
            names = "--fork",
            paramLabel = "RUN@STEP",
            description = "Begins at a checkpoint of another run: RUN is a name in --runs or a folder, STEP a number of"
                    + " steps, last or best. Steps count on from there.")
    String fork = "";

    @Option(
            names = "--carry",
            paramLabel = "PART",
            split = ",",
            description =
                    "With --fork: what is taken over beside the weights, of optimizer, history, cursor, guards and"
                            + " none (default: all that fits; history, cursor and guards where the training problems are the"
                            + " same).")
    List<String> carry = new ArrayList<>();

    @Option(names = "--dry-run", description = "Prints the resolved recipe and what it will cost, and trains nothing.")
    boolean dryRun;

    @Mixin
    CostArguments cost = new CostArguments();

    @Spec
    CommandSpec spec = CommandSpec.create();

    /** Stands for --accept-changes without keys. */
    private static final String EVERY_CHANGE = "*";

    @Override
    public Integer call() throws Exception {
        requireTogether(!(resume && overwrite), "--resume and --overwrite exclude one another");
        requireTogether(
                !resume || fork.isEmpty(), "--resume and --fork exclude one another: a fork is resumed without --fork");
        requireTogether(resume || acceptedChanges.isEmpty(), "--accept-changes goes with --resume");
        requireTogether(!fork.isEmpty() || carry.isEmpty(), "--carry goes with --fork");
        PrintWriter out = spec.commandLine().getOut();
        TrainingRecipe recipe = read();
        Path folder = runs.resolve(name());
        PrintWriter err = spec.commandLine().getErr();
        Optional<Fork> parent = fork(folder, err);
        if (dryRun) {
            String estimate = CostText.of(recipe, cost, arm.isEmpty());
            out.print(recipe.resolvedText());
            out.print(ProblemFacts.of(recipe.recipe().problems()));
            out.println(estimate);
            return 0;
        }
        try (Session session = new Session(recipe)) {
            TrainingRun.Result result;
            try (Progress progress = new Progress(name(), err)) {
                result = session.train(folder, begin(parent), new RunProgress(progress), progress::say);
            } catch (GuardException e) {
                WrittenReport.of(folder, err).ifPresent(report -> out.println("The report is in " + report + "."));
                throw e;
            }
            if (result.evaluation() != null) {
                result.evaluation().curves().forEach(curve -> out.println(CurveTable.of(curve)));
            }
            out.println("The policy is in " + folder.resolve("checkpoints").resolve("final") + ", the evaluation in "
                    + folder.resolve("evaluations") + ".");
            WrittenReport.of(folder, err).ifPresent(report -> out.println("The report is in " + report + "."));
        }
        return 0;
    }

    private TrainingRecipe read() {
        StrategyCatalog strategies = dryRun ? Installation.strategies().withoutFiles() : Installation.strategies();
        return arm.isEmpty() ? arguments.read(strategies) : arguments.readArm(arm, strategies);
    }

    private void requireTogether(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private Session.Begin begin(Optional<Fork> parent) {
        return new Session.Begin(
                existing(),
                new AcceptedChanges(acceptedChanges.contains(EVERY_CHANGE), acceptedChanges),
                parent,
                carry.isEmpty() ? Optional.empty() : Optional.of(parts()),
                // the base of an ablation is an arm of its own
                arm.isEmpty());
    }

    /** Finds the checkpoint before the policy is opened, which may take minutes. */
    private Optional<Fork> fork(Path folder, PrintWriter err) throws IOException {
        if (fork.isEmpty()) {
            return Optional.empty();
        }
        int at = fork.lastIndexOf('@');
        requireTogether(
                at > 0 && at < fork.length() - 1,
                "--fork " + fork + ": must be RUN@STEP, such as " + arguments.stem() + "@40, @last or @best");
        String name = fork.substring(0, at);
        Path parent = name.contains("/") ? Path.of(name) : runs.resolve(name);
        requireTogether(
                !parent.toAbsolutePath()
                        .normalize()
                        .equals(folder.toAbsolutePath().normalize()),
                "--fork " + fork + ": the new run would be its own parent; name it with --run");
        return Optional.of(Fork.at(parent, fork.substring(at + 1), line -> err.println("rlvr4j: " + line)));
    }

    private Set<Fork.Part> parts() {
        Set<Fork.Part> parts = EnumSet.noneOf(Fork.Part.class);
        for (String part : carry) {
            boolean known = part.equals("none")
                    || Arrays.stream(Fork.Part.values())
                            .anyMatch(each -> each.name().equalsIgnoreCase(part));
            requireTogether(known, "--carry " + part + ": must be of optimizer, history, cursor, guards and none");
            if (!part.equals("none")) {
                parts.add(Fork.Part.valueOf(part.toUpperCase(Locale.ROOT)));
            }
        }
        requireTogether(!carry.contains("none") || carry.size() == 1, "--carry none goes alone");
        return parts;
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
        String replaced = (overwrite ? " --overwrite" : "") + (fork.isEmpty() ? "" : " --fork");
        return "the same command with --resume " + (replaced.isEmpty() ? "" : "in place of" + replaced + " ")
                + "goes on with " + runs.resolve(name());
    }
}
