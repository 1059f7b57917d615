package org.rlvr4j.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command as bin/rlvr4j starts it: on the module path, natives apart, built from the tests' own class path. */
final class CommandProcess {

    private static final Pattern NO_MODULE =
            Pattern.compile("test-classes|testkit|junit|jqwik|archunit|opentest4j|apiguardian|surefire");
    private static final Pattern NATIVES = Pattern.compile("pytorch-native");

    private CommandProcess() {}

    /** The command line, to which arguments are added. */
    static List<String> line(String... options) {
        List<String> path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !NO_MODULE.matcher(entry).find())
                .toList();
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-XX:+UseSerialGC");
        // a few seconds' work is over before better code would pay
        line.add("-XX:TieredStopAtLevel=1");
        line.addAll(List.of(options));
        line.add("--module-path");
        line.add(path.stream()
                .filter(entry -> !NATIVES.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator)));
        line.add("--class-path");
        line.add(path.stream()
                .filter(entry -> NATIVES.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator)));
        line.addAll(List.of(
                "--add-modules", "org.slf4j,com.google.gson", "--module", "org.rlvr4j.cli/" + Main.class.getName()));
        return line;
    }

    /** Starts the command; both streams go to the file. */
    static Process start(Path said, List<String> line, String... arguments) throws IOException {
        // tests started in the background of a script inherit an ignored SIGINT, which Java then never sees
        List<String> all = new ArrayList<>(List.of("env", "--default-signal=INT"));
        all.addAll(line);
        all.addAll(List.of(arguments));
        return new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }

    static String said(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
