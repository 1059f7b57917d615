package org.rlvr4j.cli;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rlvr4j.api.learning.NonFiniteException;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.trainer.GuardException;
import org.rlvr4j.trainer.StoppedException;
import org.rlvr4j.trainer.UnjudgedException;
import org.rlvr4j.trainer.config.InvalidRecipeException;
import org.rlvr4j.trainer.config.Mistake;
import org.rlvr4j.trainer.plugin.Plugin;
import org.rlvr4j.trainer.run.RunFolderException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command with its subcommands. */
@Command(
        name = "rlvr4j",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Reinforcement learning with verifiable rewards of language models.",
        footer = {
            "",
            "Start with `rlvr4j doctor` (does this machine fit?) and `rlvr4j demo` (what do gates do to Pass@k?).",
            "Exit codes: 0 done, 1 failure, 2 bad input, 3 training was stopped by a guard, 130 interrupted.",
            "Plugins are taken from the folder plugins/ of the installation, from those that RLVR4J_PLUGINS lists, and from"
                    + " --plugins.",
            "RLVR4J_JAVA_OPTS passes options to Java, such as -Xmx8g."
        },
        subcommands = {
            DemoCommand.class,
            PretrainCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            GenerateCommand.class,
            ScoreCommand.class,
            ImportGgufCommand.class,
            VerifyCommand.class,
            DataCommand.class,
            AblateCommand.class,
            ReportCommand.class,
            UiCommand.class,
            StrategiesCommand.class,
            DoctorCommand.class,
            NewCommand.class
        })
public final class Main implements Runnable {

    static final int FAILURE = 1;
    static final int BAD_INPUT = 2;
    static final int GUARD = 3;
    static final int INTERRUPTED = 130;

    @Option(
            names = Installation.PLUGINS_OPTION,
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "A folder of plugins, or the jar of one; may be given again.")
    List<Path> plugins = new ArrayList<>();

    @Spec
    CommandSpec spec = CommandSpec.create();

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        int code = FAILURE;
        Writer out = new OutputStreamWriter(System.out, StandardCharsets.UTF_8);
        Writer err = new OutputStreamWriter(System.err, StandardCharsets.UTF_8);
        try {
            code = execute(out, err, arguments);
        } catch (OutOfMemoryError e) {
            System.err.println(OutOfMemory.message());
        }
        // the engine's native threads must not keep the process alive
        System.exit(code);
    }

    /**
     * Runs a command.
     *
     * @param out receives results, escaped
     * @param err receives progress and errors, escaped
     * @param arguments the command line
     * @return the exit code
     */
    static int execute(Writer out, Writer err, String... arguments) {
        Installation.reset();
        try {
            return commandLine(out, err).execute(arguments);
        } finally {
            // all is said: an interrupted process may end
            StopSignal.finished();
        }
    }

    static CommandLine commandLine(Writer out, Writer err) {
        Main main = new Main();
        return new CommandLine(main)
                .setExecutionStrategy(parsed -> {
                    Installation.usePlugins(main.plugins);
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setOut(new PrintWriter(new EscapingWriter(out), true))
                .setErr(new PrintWriter(new EscapingWriter(err), true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((exception, arguments) -> misused(exception))
                .setExecutionExceptionHandler((exception, commandLine, parsed) -> explain(exception, commandLine));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which command");
    }

    /** Says what is wrong with the command line, briefly. */
    private static int misused(ParameterException exception) {
        CommandLine commandLine = exception.getCommandLine();
        PrintWriter err = commandLine.getErr();
        err.println("rlvr4j: " + exception.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(exception, err);
        boolean top = commandLine.getParent() == null;
        if (top) {
            err.println("Commands: "
                    + String.join(", ", commandLine.getSubcommands().keySet()));
        } else {
            err.print(commandLine
                    .getHelp()
                    .synopsisHeading()
                    .concat(commandLine.getHelp().synopsis(commandLine.getHelp().synopsisHeadingLength())));
        }
        err.println("`" + commandLine.getCommandSpec().qualifiedName() + " --help` says more.");
        return BAD_INPUT;
    }

    /** Says what went wrong; a stack trace only where it is nobody's mistake but ours. */
    private static int explain(Exception exception, CommandLine commandLine) {
        PrintWriter err = commandLine.getErr();
        if (exception instanceof InvalidRecipeException invalid) {
            int count = invalid.mistakes().size();
            err.println(count == 1 ? "The recipe has a mistake:" : "The recipe has " + count + " mistakes:");
            for (Mistake mistake : invalid.mistakes()) {
                err.println("  " + Escape.line(mistake.toString()));
            }
            return BAD_INPUT;
        }
        if (exception instanceof BadInputException
                || exception instanceof RunFolderException
                || exception instanceof InvalidOptionException) {
            err.println("rlvr4j: " + exception.getMessage());
            return BAD_INPUT;
        }
        if (exception instanceof StoppedException) {
            String next = commandLine.getCommand() instanceof Interruptible command ? command.afterStop() : "";
            err.println("rlvr4j: stopped" + (next.isEmpty() ? "" : "; " + next));
            return INTERRUPTED;
        }
        if (exception instanceof GuardException guard) {
            err.println("rlvr4j: the guard " + guard.guard() + " stopped training at step " + guard.step() + ": "
                    + guard.getMessage() + ". The last checkpoint is in the run folder. docs/guards.md says what guards"
                    + " do and how a run goes on.");
            return GUARD;
        }
        if (exception instanceof UnjudgedException) {
            err.println("rlvr4j: " + exception.getMessage());
            return FAILURE;
        }
        if (exception instanceof NonFiniteException) {
            err.println("rlvr4j: training met a number that is not finite: " + exception.getMessage()
                    + ". Lower optimizer.learning-rate or optimizer.max-gradient-norm.");
            return FAILURE;
        }
        if (exception instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            err.println("rlvr4j: " + reason(unchecked.getCause()));
            return FAILURE;
        }
        if (exception instanceof IOException io) {
            err.println("rlvr4j: " + reason(io));
            return FAILURE;
        }
        if (OutOfMemory.isIn(exception)) {
            err.println(OutOfMemory.message());
            return FAILURE;
        }
        Optional<Plugin> plugin = Installation.strategies().blamed(exception);
        err.println(plugin.map(one ->
                        "rlvr4j: the plugin " + Escape.line(one.name()) + " (" + Escape.line(String.valueOf(one.path()))
                                + ") failed; please report it to its author with what follows")
                .orElse("rlvr4j: an unexpected failure; please report it with what follows"));
        exception.printStackTrace(err);
        return FAILURE;
    }

    /** Says what the system's exceptions say by their class alone. */
    private static String reason(IOException exception) {
        if (!(exception instanceof FileSystemException file)) {
            return String.valueOf(exception.getMessage());
        }
        if (file.getReason() != null) {
            return file.getFile() + ": " + file.getReason();
        }
        if (file instanceof AccessDeniedException) {
            return file.getFile() + ": permission denied";
        }
        if (file instanceof NoSuchFileException) {
            return file.getFile() + ": there is no such file or folder";
        }
        if (file instanceof FileAlreadyExistsException) {
            return file.getFile() + ": is there already";
        }
        return file.getFile() + ": " + file.getClass().getSimpleName();
    }
}
