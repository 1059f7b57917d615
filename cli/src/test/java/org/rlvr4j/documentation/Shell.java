package org.rlvr4j.documentation;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.cli.CommandLoop;

/**
 * Bash in a folder of its own, where {@code examples/} is the repository's and {@code bin/rlvr4j} hands its arguments to one
 * process that stays, so that a page's commands need not start Java each; {@code bin/rlvr4j-process} starts one.
 */
final class Shell implements AutoCloseable {

    private static final int PATIENCE_MINUTES = 5;

    private final Path folder;
    private final Path pipes;
    private final Process loop;

    /**
     * What some commands said, on both streams.
     *
     * @param code the exit code of the last
     * @param said their output
     */
    record Outcome(int code, String said) {}

    Shell(Path folder) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder.resolve("work"));
        this.pipes = Files.createDirectories(folder.resolve("pipes"));
        for (String pipe : List.of("request", "answer")) {
            new ProcessBuilder("mkfifo", pipes.resolve(pipe).toString()).start().waitFor();
        }
        Files.createSymbolicLink(this.folder.resolve("examples"), Pages.ROOT.resolve("examples"));
        Files.createDirectories(this.folder.resolve("bin"));
        installApi(Files.createDirectories(this.folder.resolve("cli/target/installed/current/mods")));
        executable("bin/rlvr4j", launcher());
        executable("bin/rlvr4j-process", process());
        loop = new ProcessBuilder(java(CommandLoop.class.getName(), pipes.toString()))
                .directory(this.folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(pipes.resolve("log").toFile())
                .start();
    }

    /** Puts the jar of the interfaces where the launcher keeps it, for plugins that are compiled. */
    private static void installApi(Path mods) throws IOException {
        Path api;
        try {
            api = Path.of(UpdateGate.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
        Path jar = mods.resolve("rlvr4j-api.jar");
        if (!Files.isDirectory(api)) {
            Files.copy(api, jar);
            return;
        }
        ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", api.toString(), ".");
    }

    private void executable(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), script);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    /** A command in a process of its own, with its own Java options and environment. */
    private static String process() {
        List<String> java = java("org.rlvr4j.cli.Main");
        StringBuilder script =
                new StringBuilder("#!/usr/bin/env bash\nexec '" + java.get(0) + "' ${RLVR4J_JAVA_OPTS:-}");
        java.subList(1, java.size())
                .forEach(word -> script.append(" '").append(word).append('\''));
        return script.append(" \"$@\"\n").toString();
    }

    private String launcher() {
        return """
                #!/usr/bin/env bash
                pipes=%s
                if (($#)); then printf '%%s\\0' "$@"; else printf '\\0'; fi >"$pipes/request"
                read -r code <"$pipes/answer"
                cat "$pipes/out"
                cat "$pipes/err" >&2
                exit "$code"
                """.formatted(pipes);
    }

    private static List<String> java(String... words) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Drlvr4j.home=" + Pages.ROOT,
                "-Drlvr4j.terminal=false",
                "-cp",
                absolute(System.getProperty("java.class.path"))));
        line.addAll(List.of(words));
        return line;
    }

    private static String absolute(String classPath) {
        return String.join(
                File.pathSeparator,
                List.of(classPath.split(File.pathSeparator)).stream()
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }

    Path folder() {
        return folder;
    }

    /** Runs commands, the first that fails ends them. */
    Outcome run(String commands) throws IOException, InterruptedException {
        return outcome(List.of("bash", "-eu", "-o", "pipefail", "-c", commands));
    }

    private Outcome outcome(List<String> line) throws IOException, InterruptedException {
        Path said = pipes.resolve("said");
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(
                    line + " does not end; the process of commands said: " + Files.readString(pipes.resolve("log")));
        }
        return new Outcome(process.exitValue(), Files.readString(said));
    }

    /** Runs one command in a process of its own and interrupts it, as Ctrl-C does, once a file has so many lines. */
    Outcome interrupted(List<String> arguments, Path file, int lines) throws IOException, InterruptedException {
        Path said = pipes.resolve("said");
        List<String> line = new ArrayList<>(List.of("env", "--default-signal=INT"));
        line.addAll(java("org.rlvr4j.cli.Main"));
        line.addAll(arguments);
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
        while (process.isAlive()
                && (!Files.exists(file) || Files.readAllLines(file).size() < lines)) {
            if (System.nanoTime() > end) {
                process.destroyForcibly();
                throw new AssertionError(arguments + " writes no " + lines + " lines into " + file);
            }
            Thread.sleep(20);
        }
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        process.waitFor();
        return new Outcome(process.exitValue(), Files.readString(said));
    }

    @Override
    public void close() throws IOException {
        if (loop.isAlive()) {
            try (OutputStream end = Files.newOutputStream(pipes.resolve("request"))) {
                end.write("".getBytes(StandardCharsets.UTF_8));
            }
        }
        loop.destroy();
        Files.delete(folder.resolve("examples"));
    }
}
