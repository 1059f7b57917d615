package org.rlvr4j.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
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
import org.rlvr4j.trainer.config.TrainingRecipe;
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
    private static final int MOST_PARALLEL = 256;

    /** Memory of one run, generously. */
    private static final long BYTES_OF_A_RUN = 1L << 30;

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
        requireBetween("--seeds", seeds, 1, MOST_SEEDS);
        boolean chosen = spec.commandLine().getParseResult().hasMatchedOption("--parallel");
        if (chosen) {
            requireBetween("--parallel", parallel, 1, MOST_PARALLEL);
        }
        TrainingRecipe recipe = new DemoRun(Arm.BASE, FIRST_SEED, out, overrides).recipe();
        for (Arm arm : Arm.trained()) {
            new DemoRun(arm, FIRST_SEED, out, overrides).recipe();
        }
        if (recipe.recipe().problems().heldOut().isEmpty()) {
            throw new BadInputException("the demo compares on held-out problems, and problems.held-out-problems is 0");
        }
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new BadInputException("--out " + out + " is a file; name a folder");
        }
        Files.createDirectories(out.toAbsolutePath());
        DemoResults results = new DemoResults(
                recipe.recipe().problems().description(),
                recipe.recipe().evaluation().samples());
        List<DemoRun> waiting = new ArrayList<>();
        for (DemoRun run : runs()) {
            Optional<List<ProblemOutcome>> finished = run.finished();
            finished.ifPresentOrElse(outcomes -> results.add(run, outcomes), () -> waiting.add(run));
        }
        List<ChildRuns.Outcome> failed = run(waiting, results, chosen ? parallel : fittingHere());
        report(results);
        return failed.isEmpty() ? 0 : complain(failed);
    }

    private List<ChildRuns.Outcome> run(List<DemoRun> waiting, DemoResults results, int atATime) throws IOException {
        PrintWriter stdout = spec.commandLine().getOut();
        int side = Math.max(1, Math.min(atATime, waiting.size()));
        stdout.println(Arm.trained().size() + " gates from the same base, " + seeds + " paired seed(s): "
                + (waiting.isEmpty() ? "all done already" : waiting.size() + " run(s) to do, " + side + " at a time")
                + ". Everything goes to " + out + ".");
        StopSignal.install();
        Map<String, DemoRun> byName = waiting.stream().collect(Collectors.toMap(DemoRun::name, Function.identity()));
        List<ChildRuns.Outcome> failed = new ArrayList<>();
        try (Progress progress = new Progress("demo", spec.commandLine().getErr())) {
            new ChildRuns(progress).run(waiting.stream().map(DemoRun::job).toList(), side, ended -> {
                DemoRun run = Objects.requireNonNull(byName.get(ended.job().name()));
                if (ended.code() == 0) {
                    results.add(run, run.outcomes());
                    results.writeSummary(summary());
                    progress.say(run.name() + " is done");
                } else {
                    failed.add(ended);
                    progress.say(run.name() + " failed");
                }
            });
        }
        return failed;
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

    private int complain(List<ChildRuns.Outcome> failed) {
        PrintWriter stderr = spec.commandLine().getErr();
        for (ChildRuns.Outcome outcome : failed) {
            stderr.println("rlvr4j: " + outcome.job().name() + " failed with exit code " + outcome.code()
                    + "; all it said is in " + outcome.job().log() + ", last:");
            outcome.lastWords().forEach(line -> stderr.println("  | " + line));
        }
        stderr.println("rlvr4j: mend that and run the same command: what is done stays done");
        return failed.stream().anyMatch(outcome -> outcome.code() == Main.BAD_INPUT) ? Main.BAD_INPUT : Main.FAILURE;
    }

    private List<DemoRun> runs() {
        List<DemoRun> runs = new ArrayList<>();
        runs.add(new DemoRun(Arm.BASE, FIRST_SEED, out, overrides));
        for (long seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed++) {
            for (Arm arm : Arm.trained()) {
                runs.add(new DemoRun(arm, seed, out, overrides));
            }
        }
        return runs;
    }

    private static int fittingHere() {
        int cores = Runtime.getRuntime().availableProcessors();
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            return (int) Math.max(1, Math.min(cores, system.getTotalMemorySize() / BYTES_OF_A_RUN));
        }
        return cores;
    }

    private static void requireBetween(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BadInputException(option + " " + value + " must be between " + least + " and " + most);
        }
    }

    @Override
    public String afterStop() {
        return "the same command goes on";
    }
}
