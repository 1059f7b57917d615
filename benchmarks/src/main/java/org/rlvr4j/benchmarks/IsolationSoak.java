package org.rlvr4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.rlvr4j.verifiers.code.sandbox.BubblewrapIsolation;
import org.rlvr4j.verifiers.code.sandbox.BubblewrapOptions;
import org.rlvr4j.verifiers.code.sandbox.Command;
import org.rlvr4j.verifiers.code.sandbox.Ended;
import org.rlvr4j.verifiers.code.sandbox.Execution;
import org.rlvr4j.verifiers.code.sandbox.Isolation;
import org.rlvr4j.verifiers.code.sandbox.Limits;

/** Runs very many programs, one in twenty of them an attack, and prints what the JVM and the machine hold before and after. */
public final class IsolationSoak {

    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(10), Duration.ofMillis(500), 64L << 20, true, 32, 1L << 20, 64, 1L << 16);
    private static final Limits BRIEF =
            new Limits(Duration.ofMillis(500), Duration.ofMillis(300), 64L << 20, true, 32, 1L << 20, 64, 1L << 16);
    private static final List<String> ATTACKS = List.of(
            "while True: pass",
            "import time; time.sleep(100)",
            "a = []\nwhile True: a.append(bytearray(1 << 20))",
            "import os\nwhile True:\n  try: os.fork()\n  except OSError: pass",
            "while True: print('x' * 10000)",
            "import os, time\nif os.fork() == 0:\n  os.setsid()\n  if os.fork() == 0: time.sleep(100)",
            "open('/tmp/x', 'wb').write(b'x' * (1 << 30))",
            "import os\nos.kill(-1, 9); os.abort()");

    private static final int PARTS = 5;

    private IsolationSoak() {}

    /**
     * Runs and prints.
     *
     * @param arguments how many runs
     * @throws Exception if anything fails
     */
    public static void main(String[] arguments) throws Exception {
        int runs = Integer.parseInt(arguments[0]);
        try (BubblewrapIsolation isolation = BubblewrapIsolation.open(BubblewrapOptions.defaults())) {
            soak(isolation, Math.min(200, runs));
            System.out.println("before  " + state());
            long begin = System.nanoTime();
            int wrong = 0;
            for (int part = 1; part <= PARTS; part++) {
                wrong += soak(isolation, runs / PARTS);
                System.out.println(runs / PARTS * part + "  " + state());
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf("%d runs in %.0f s, %d good programs with a wrong result%n", runs, seconds, wrong);
        }
        System.out.println("closed  " + state());
    }

    private static int soak(Isolation isolation, int runs) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicInteger wrong = new AtomicInteger();
        for (int i = 0; i < runs; i++) {
            int number = i;
            threads.execute(() -> {
                try {
                    if (number % 20 == 10) {
                        run(isolation, ATTACKS.get(number / 20 % ATTACKS.size()), true, BRIEF);
                    } else if (!run(isolation, "print(" + number + ")", false, LIMITS)
                            .equals(number + "\n")) {
                        wrong.incrementAndGet();
                    }
                } catch (Exception e) {
                    wrong.incrementAndGet();
                    System.out.println(e);
                }
            });
        }
        threads.shutdown();
        if (!threads.awaitTermination(2, TimeUnit.HOURS)) {
            throw new IllegalStateException("not done within two hours");
        }
        return wrong.get();
    }

    private static String run(Isolation isolation, String program, boolean processes, Limits limits) throws Exception {
        Command command = new Command(
                List.of("/usr/bin/python3", "-I", "-S", "-c", program),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                processes,
                limits);
        try (Execution execution = isolation.start(command)) {
            Ended ended = execution.communicate(new byte[0]);
            return new String(ended.output(), StandardCharsets.UTF_8);
        }
    }

    private static String state() throws IOException, InterruptedException {
        Thread.sleep(500);
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return String.format(
                "processes below %d, zombies %d, descriptors %d, threads %d, heap %d KiB, resident %s, groups %d, mounts %d",
                ProcessHandle.current().descendants().count(),
                zombies(),
                count(Path.of("/proc/self/fd")),
                count(Path.of("/proc/self/task")),
                (runtime.totalMemory() - runtime.freeMemory()) >> 10,
                resident(),
                groups(),
                Files.readAllLines(Path.of("/proc/self/mountinfo")).size());
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }

    private static String resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.substring(6).strip())
                .findFirst()
                .orElse("?");
    }

    private static long zombies() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes.filter(IsolationSoak::isZombie).count();
        }
    }

    private static boolean isZombie(Path process) {
        try {
            return Character.isDigit(process.getFileName().toString().charAt(0))
                    && Files.readString(process.resolve("status")).contains("State:\tZ");
        } catch (IOException e) {
            return false; // it has ended
        }
    }

    /** Counts this JVM's control groups; other JVMs' may vanish while one looks, and then one looks again. */
    private static long groups() throws IOException {
        Path top = Path.of("/sys/fs/cgroup");
        String prefix = "rlvr4j-" + ProcessHandle.current().pid() + "-";
        if (!Files.isDirectory(top)) {
            return 0;
        }
        while (true) {
            try (Stream<Path> tree = Files.find(
                    top, 8, (path, attributes) -> path.toString().contains(prefix) && attributes.isDirectory())) {
                return tree.count();
            } catch (UncheckedIOException e) {
                Thread.onSpinWait();
            }
        }
    }
}
