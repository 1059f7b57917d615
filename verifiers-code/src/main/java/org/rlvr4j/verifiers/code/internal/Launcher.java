package org.rlvr4j.verifiers.code.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rlvr4j.verifiers.code.CodeVerifierOptions;
import org.rlvr4j.verifiers.code.ProgramFrame;
import org.rlvr4j.verifiers.code.language.Build;
import org.rlvr4j.verifiers.code.sandbox.Command;
import org.rlvr4j.verifiers.code.sandbox.Ended;
import org.rlvr4j.verifiers.code.sandbox.Execution;
import org.rlvr4j.verifiers.code.sandbox.Isolation;
import org.rlvr4j.verifiers.code.sandbox.Limits;
import org.rlvr4j.verifiers.code.sandbox.SandboxException;

/** Compiles and starts programs in sandboxes, within the limits of a task and of the options. */
final class Launcher {

    private static final long MEGABYTE = 1L << 20;
    private static final long COMPILER_MEMORY = 2048 * MEGABYTE;
    private static final long COMPILER_OUTPUT = MEGABYTE;
    private static final long COMPILED_FILE = 256 * MEGABYTE;
    private static final long PROGRAM_FILE = 64 * MEGABYTE;
    private static final int COMPILER_PROCESSES = 256;
    private static final int FEW_THREADS = 64;
    private static final int MANY_THREADS = 512;
    private static final int OPEN_FILES = 256;

    /** Before a program's first line runs, an interpreter starts; this is not the program's fault. */
    private static final Duration QUICK_START = Duration.ofMillis(500);

    private static final Duration SLOW_START = Duration.ofSeconds(3);

    private final Isolation isolation;
    private final CodeVerifierOptions options;
    private final ProgramFrame frame;
    private final SharedBuilds shared;

    Launcher(Isolation isolation, SharedBuilds shared, CodeVerifierOptions options, ProgramFrame frame) {
        this.isolation = isolation;
        this.shared = shared;
        this.options = options;
        this.frame = frame;
    }

    /**
     * A program that is ready to run.
     *
     * @param folder what it sees as {@code /w}
     * @param build how it is run
     */
    record Ready(Path folder, Build build) {}

    /** Time for one test. */
    Duration timeLimit() {
        return Duration.ofMillis(frame.timeLimitMillis() > 0 ? frame.timeLimitMillis() : options.timeLimitMillis());
    }

    Duration total() {
        return Duration.ofSeconds(options.verdictSeconds());
    }

    /** Time from the start of a process to the end of its first test. */
    Duration withStart(Build build, Duration time) {
        return time.plus(build.needs() == Build.Needs.ADDRESS_SPACE ? SLOW_START : QUICK_START);
    }

    /**
     * Writes a build's files and compiles them.
     *
     * @throws CompilationException if the compiler refuses them
     */
    Ready prepare(Workspace workspace, String name, Build build)
            throws IOException, SandboxException, InterruptedException, CompilationException {
        if (build.compile().isEmpty()) {
            return new Ready(workspace.sources(name, build.files(), List.of()), build);
        }
        List<Path> shared =
                build.prebuilt().isPresent() ? prebuilt(build.prebuilt().get()) : List.of();
        Path sources = workspace.sources(name, build.files(), shared);
        Path output = workspace.output(name + "-out");
        compile(build.compile(), sources, output);
        Workspace.link(shared, output);
        return new Ready(output, build);
    }

    private List<Path> prebuilt(Build.Prebuilt prebuilt)
            throws IOException, SandboxException, InterruptedException, CompilationException {
        return shared.files(prebuilt, (sources, output) -> compile(prebuilt.compile(), sources, output));
    }

    private void compile(List<String> arguments, Path sources, Path output)
            throws SandboxException, InterruptedException, CompilationException {
        Duration limit = Duration.ofSeconds(options.compileSeconds());
        Limits limits = new Limits(
                limit,
                limit.multipliedBy(2),
                Math.max(COMPILER_MEMORY, memory()),
                false,
                COMPILER_PROCESSES,
                COMPILED_FILE,
                OPEN_FILES,
                COMPILER_OUTPUT);
        Command command = new Command(arguments, Optional.of(sources), Optional.of(output), Map.of(), true, limits);
        try (Execution execution = isolation.start(command)) {
            Ended ended = execution.communicate(new byte[0]);
            if (Endings.isTimeOut(ended)) {
                throw new CompilationException("not compiled within " + limit.toSeconds() + " s", true);
            }
            if (ended.how() != Ended.How.EXITED || ended.exitCode() != 0) {
                String said = Excerpt.firstError(ended.error().length > 0 ? ended.error() : ended.output());
                throw new CompilationException(
                        "does not compile: " + (said.isEmpty() ? Endings.describe(ended) : said), false);
            }
        }
    }

    /** Starts a program; its process may live for a time. */
    Execution start(Ready ready, Duration wall) throws SandboxException, InterruptedException {
        boolean roomy = ready.build().needs() == Build.Needs.ADDRESS_SPACE;
        Limits limits = new Limits(
                wall,
                wall.multipliedBy(roomy ? 4 : 1).plusSeconds(1),
                memory(),
                !roomy,
                roomy ? MANY_THREADS : FEW_THREADS,
                PROGRAM_FILE,
                OPEN_FILES,
                options.outputLimitKb() * 1024L);
        String heap = Long.toString(Math.max(16, memory() / MEGABYTE * 3 / 4));
        List<String> arguments = ready.build().run().stream()
                .map(argument -> argument.replace(Build.HEAP, heap))
                .toList();
        return isolation.start(
                new Command(arguments, Optional.of(ready.folder()), Optional.empty(), Map.of(), false, limits));
    }

    private long memory() {
        return MEGABYTE * (frame.memoryLimitMb() > 0 ? frame.memoryLimitMb() : options.memoryLimitMb());
    }
}
