package org.rlvr4j.verifiers.code.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The hostile programs of the tests, ready to run, and the commands that run them. */
final class Programs implements AutoCloseable {

    static final long MIB = 1 << 20;

    static final Limits LIMITS =
            new Limits(Duration.ofSeconds(20), Duration.ofSeconds(10), 192 * MIB, false, 48, 16 * MIB, 64, 256 * 1024);

    private final Path folder;

    Programs() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("rlvr4j-attacks");
        copy("attacks.py", "attacks.py");
        copy("attacks.cpp", "attacks.cpp");
        copy("Attacks.java.txt", "Attacks.java");
        compile("/usr/bin/g++", "-O0", "-o", "attacks", "attacks.cpp");
        compile(javaHome().resolve("bin/javac").toString(), "-nowarn", "Attacks.java");
    }

    private void copy(String resource, String name) throws IOException {
        try (InputStream in = Programs.class.getResourceAsStream(resource)) {
            Files.write(folder.resolve(name), in.readAllBytes());
        }
    }

    private void compile(String... line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", line) + ": " + said);
        }
    }

    static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    /** What a JVM needs beside /usr/lib: its own folder, and the configuration that Debian keeps in /etc. */
    static List<Path> javaFiles() throws IOException {
        List<Path> files = new ArrayList<>(List.of(javaHome().toRealPath()));
        files.add(Path.of("/etc/java-" + Runtime.version().feature() + "-openjdk"));
        return files;
    }

    Path folder() {
        return folder;
    }

    Command python(boolean processes, Limits limits, String... arguments) {
        return command(
                processes,
                limits,
                Stream.concat(Stream.of("/usr/bin/python3", "-I", "/w/attacks.py"), Stream.of(arguments)));
    }

    Command cpp(boolean processes, Limits limits, String... arguments) {
        return command(processes, limits, Stream.concat(Stream.of("/w/attacks"), Stream.of(arguments)));
    }

    Command java(boolean processes, Limits limits, String... arguments) throws IOException {
        Stream<String> line = Stream.of(
                javaHome().toRealPath().resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                "/w",
                "Attacks");
        return command(processes, limits, Stream.concat(line, Stream.of(arguments)));
    }

    private Command command(boolean processes, Limits limits, Stream<String> line) {
        return new Command(line.toList(), Optional.of(folder), Optional.empty(), Map.of(), processes, limits);
    }

    static Limits limits(Duration wall, Duration cpu, long memoryBytes) {
        return new Limits(
                wall,
                cpu,
                memoryBytes,
                LIMITS.addressSpace(),
                LIMITS.processes(),
                LIMITS.fileBytes(),
                LIMITS.openFiles(),
                LIMITS.outputBytes());
    }

    static Ended run(Isolation isolation, Command command, byte[] input) throws SandboxException, InterruptedException {
        try (Execution execution = isolation.start(command)) {
            return execution.communicate(input);
        }
    }

    static Ended run(Isolation isolation, Command command) throws SandboxException, InterruptedException {
        return run(isolation, command, new byte[0]);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
