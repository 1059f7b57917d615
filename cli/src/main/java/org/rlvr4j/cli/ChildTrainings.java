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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.rlvr4j.trainer.run.FolderLock;
import picocli.CommandLine.Model.CommandSpec;

/** Runs that are compared, trained side by side; what {@code demo} and {@code ablate} share. */
final class ChildTrainings {

    static final int MOST_PARALLEL = 256;

    /** Memory of one run, generously. */
    private static final long BYTES_OF_A_RUN = 1L << 30;

    private final CommandSpec spec;
    private final boolean sameInput;
    private final List<String> whenResumed;
    private final ChildLauncher launcher;

    /** Is told of each run that is done. */
    interface Listener {
        void done(ChildTraining run) throws IOException;
    }

    /**
     * Prepares.
     *
     * @param spec the command, which speaks
     * @param sameInput whether bad input of one run ends the others
     * @param whenResumed arguments of runs that were begun earlier
     * @param launcher starts them
     */
    ChildTrainings(CommandSpec spec, boolean sameInput, List<String> whenResumed, ChildLauncher launcher) {
        this.spec = spec;
        this.sameInput = sameInput;
        this.whenResumed = List.copyOf(whenResumed);
        this.launcher = launcher;
    }

    /** Returns how many runs fit this machine at a time. */
    static int fittingHere() {
        int cores = Runtime.getRuntime().availableProcessors();
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            return (int) Math.max(1, Math.min(cores, system.getTotalMemorySize() / BYTES_OF_A_RUN));
        }
        return cores;
    }

    /**
     * Makes the folder of all runs and takes it, so that no second command works in it.
     *
     * @throws org.rlvr4j.trainer.run.RunFolderException if another process works in it
     */
    static FolderLock takeFolder(Path out) throws IOException {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new BadInputException("--out " + out + " is a file; name a folder");
        }
        Files.createDirectories(out.toAbsolutePath());
        return FolderLock.take(out);
    }

    static void requireBetween(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BadInputException(option + " " + value + " must be between " + least + " and " + most);
        }
    }

    /**
     * Trains what waits.
     *
     * @param waiting the runs
     * @param side how many at a time
     * @param listener is told of each that is done
     * @return those that failed or were stopped by a guard
     */
    List<ChildRuns.Outcome> run(List<ChildTraining> waiting, int side, Listener listener) throws IOException {
        StopSignal.install();
        Map<String, ChildTraining> byName =
                waiting.stream().collect(Collectors.toMap(ChildTraining::name, Function.identity()));
        List<ChildRuns.Outcome> failed = new ArrayList<>();
        try (Progress progress = new Progress(spec.name(), spec.commandLine().getErr())) {
            new ChildRuns(launcher, progress, sameInput)
                    .run(waiting.stream().map(run -> run.job(whenResumed)).toList(), side, ended -> {
                        ChildTraining run =
                                Objects.requireNonNull(byName.get(ended.job().name()));
                        if (ended.code() == 0) {
                            listener.done(run);
                            progress.say(run.name() + " is done");
                        } else {
                            failed.add(ended);
                            progress.say(
                                    run.name() + (ended.code() == Main.GUARD ? " was stopped by a guard" : " failed"));
                        }
                    });
        }
        return failed;
    }

    /** Says which runs failed and why; returns the exit code: that of a guard's stop where nothing else failed. */
    int complain(List<ChildRuns.Outcome> failed) {
        if (failed.isEmpty()) {
            return 0;
        }
        PrintWriter stderr = spec.commandLine().getErr();
        for (ChildRuns.Outcome outcome : failed) {
            stderr.println("rlvr4j: " + outcome.job().name()
                    + (outcome.code() == Main.GUARD
                            ? " was stopped by a guard, the others are not touched by it"
                            : " failed with exit code " + outcome.code())
                    + "; all it said is in " + outcome.job().log() + ", last:");
            outcome.lastWords().forEach(line -> stderr.println("  | " + line));
        }
        boolean onlyStopped = failed.stream().allMatch(outcome -> outcome.code() == Main.GUARD);
        if (failed.stream().anyMatch(outcome -> outcome.code() == Main.GUARD)) {
            stderr.println(
                    "rlvr4j: what a guard stopped is a finding: the same command meets it again; docs/guards.md says"
                            + " what helps");
        }
        if (!onlyStopped) {
            stderr.println("rlvr4j: mend that and run the same command: what is done stays done");
        }
        if (failed.stream().anyMatch(outcome -> outcome.code() == Main.BAD_INPUT)) {
            return Main.BAD_INPUT;
        }
        return onlyStopped ? Main.GUARD : Main.FAILURE;
    }
}
