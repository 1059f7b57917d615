package org.rlvr4j.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.rlvr4j.api.learning.NonFiniteException;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.trainer.StoppedException;
import org.rlvr4j.trainer.config.InvalidRecipeException;
import org.rlvr4j.trainer.config.Mistake;
import org.rlvr4j.trainer.run.RunFolderException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command with its subcommands. Exit codes: 0 done, 1 failure, 2 bad input, 130 interrupted. */
@Command(
        name = "rlvr4j",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Reinforcement learning with verifiable rewards of language models.",
        subcommands = {
            DemoCommand.class,
            PretrainCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            StrategiesCommand.class,
            DoctorCommand.class
        })
public final class Main {

    static final int FAILURE = 1;
    static final int BAD_INPUT = 2;
    static final int INTERRUPTED = 130;

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        int code = FAILURE;
        try {
            code = commandLine().execute(arguments);
        } finally {
            // the engine's native threads must not keep the process alive
            StopSignal.finished();
        }
        System.exit(code);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler(
                        (exception, commandLine, parsed) -> explain(exception, commandLine.getErr()))
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Says what went wrong; a stack trace only where it is nobody's mistake but ours. */
    private static int explain(Exception exception, PrintWriter err) {
        if (exception instanceof InvalidRecipeException invalid) {
            int count = invalid.mistakes().size();
            err.println(count == 1 ? "The recipe has a mistake:" : "The recipe has " + count + " mistakes:");
            for (Mistake mistake : invalid.mistakes()) {
                err.println("  " + Escape.controls(mistake.toString()));
            }
            return BAD_INPUT;
        }
        if (exception instanceof BadInputException
                || exception instanceof RunFolderException
                || exception instanceof InvalidOptionException) {
            err.println("rlvr4j: " + Escape.controls(String.valueOf(exception.getMessage())));
            return BAD_INPUT;
        }
        if (exception instanceof StoppedException) {
            err.println("rlvr4j: stopped; the same command with --resume goes on");
            return INTERRUPTED;
        }
        if (exception instanceof NonFiniteException) {
            err.println("rlvr4j: training met a number that is not finite: " + exception.getMessage()
                    + ". The last good checkpoint is in the run folder; lower optimizer.learning-rate and resume or start"
                    + " anew.");
            return FAILURE;
        }
        if (exception instanceof FileSystemException file) {
            err.println("rlvr4j: " + file.getFile() + ": "
                    + (file.getReason() == null ? file.getClass().getSimpleName() : file.getReason()));
            return FAILURE;
        }
        if (exception instanceof java.io.IOException || exception instanceof UncheckedIOException) {
            err.println("rlvr4j: " + Escape.controls(String.valueOf(exception.getMessage())));
            return FAILURE;
        }
        err.println("rlvr4j: an unexpected failure; please report it with what follows");
        exception.printStackTrace(err);
        return FAILURE;
    }
}
