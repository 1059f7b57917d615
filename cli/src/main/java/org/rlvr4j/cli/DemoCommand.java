package org.rlvr4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.trainer.config.AcceptedChanges;
import org.rlvr4j.trainer.config.TrainingRecipe;
import org.rlvr4j.trainer.run.FolderLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: three gates trained from the same base with paired seeds, and what each did to Pass@k. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Trains three gates from the shipped base and compares their Pass@k on held-out problems.")
final class DemoCommand implements Callable<Integer>, Interruptible {

    /** Seeds below this were used to choose the recipe and are never reported. */
    private static final long FIRST_SEED = 101;

    private static final int MOST_SEEDS = 1000;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Paired seeds, from 101 on (default: ${DEFAULT-VALUE}; the README's table has 5).")
    int seeds = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs/demo",
            description = "Where runs and summary.json go (default: ${DEFAULT-VALUE}); an interrupted demo goes on.")
    Path out = Path.of("runs/demo");

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Runs at a time, one engine thread each (default: the number of cores, less where memory is"
                    + " short). It changes no result.")
    int parallel;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides a key of the recipe in every arm; may be given again.")
    List<String> overrides = new ArrayList<>();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        ChildTrainings.requireBetween("--seeds", seeds, 1, MOST_SEEDS);
        boolean chosen = spec.commandLine().getParseResult().hasMatchedOption("--parallel");
        if (chosen) {
            ChildTrainings.requireBetween("--parallel", parallel, 1, ChildTrainings.MOST_PARALLEL);
        }
        TrainingRecipe recipe = run(Arm.BASE, FIRST_SEED).training().recipe();
        for (Arm arm : Arm.trained()) {
            run(arm, FIRST_SEED).training().recipe();
        }
        if (recipe.recipe().problems().heldOut().isEmpty()) {
            throw new BadInputException("the demo compares on held-out problems, and problems.held-out-problems is 0");
        }
        FolderLock taken = ChildTrainings.takeFolder(out);
        try {
            return compare(recipe, chosen ? parallel : ChildTrainings.fittingHere());
        } finally {
            taken.close();
        }
    }

    private int compare(TrainingRecipe recipe, int atATime) throws IOException {
        DemoResults results = new DemoResults(
                recipe.recipe().problems().description(),
                recipe.recipe().evaluation().samples());
        List<DemoRun> waiting = new ArrayList<>();
        for (DemoRun run : runs()) {
            Optional<List<ProblemOutcome>> finished = run.training().finished(AcceptedChanges.NONE);
            finished.ifPresentOrElse(outcomes -> results.add(run, outcomes), () -> waiting.add(run));
        }
        ChildTrainings trainings = new ChildTrainings(spec, true, List.of(), new LocalChildren());
        List<ChildRuns.Outcome> failed = run(trainings, waiting, results, atATime);
        report(results);
        return trainings.complain(failed);
    }

    private List<ChildRuns.Outcome> run(
            ChildTrainings trainings, List<DemoRun> waiting, DemoResults results, int atATime) throws IOException {
        PrintWriter stdout = spec.commandLine().getOut();
        int side = Math.max(1, Math.min(atATime, waiting.size()));
        stdout.println(Arm.trained().size() + " gates from the same base, " + seeds + " paired seed(s): "
                + (waiting.isEmpty() ? "all done already" : waiting.size() + " run(s) to do, " + side + " at a time")
                + ". Everything goes to " + out + ".");
        Map<ChildTraining, DemoRun> byTraining =
                waiting.stream().collect(Collectors.toMap(DemoRun::training, Function.identity()));
        return trainings.run(waiting.stream().map(DemoRun::training).toList(), side, training -> {
            results.add(Objects.requireNonNull(byTraining.get(training)), training.outcomes());
            results.writeSummary(summary());
        });
    }

    private Path summary() {
        return out.resolve("summary.json");
    }

    private void report(DemoResults results) throws IOException {
        results.writeSummary(summary());
        PrintWriter stdout = spec.commandLine().getOut();
        results.table().ifPresent(table -> {
            stdout.println();
            stdout.print(table);
            stdout.println("The numbers are in " + summary() + ", each run in its folder beside it.");
            WrittenReport.of(out, spec.commandLine().getErr())
                    .ifPresent(report -> stdout.println("Open " + report + " in a browser for the pictures."));
        });
    }

    private DemoRun run(Arm arm, long seed) {
        return DemoRun.of(arm, seed, out, overrides);
    }

    private List<DemoRun> runs() {
        List<DemoRun> runs = new ArrayList<>();
        runs.add(run(Arm.BASE, FIRST_SEED));
        for (long seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
            for (Arm arm : Arm.trained()) {
                runs.add(run(arm, seed));
            }
        }
        return runs;
    }

    @Override
    public String afterStop() {
        return "the same command goes on";
    }
}
