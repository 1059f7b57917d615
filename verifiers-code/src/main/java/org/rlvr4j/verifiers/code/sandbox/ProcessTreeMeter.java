package org.rlvr4j.verifiers.code.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Adds up what {@code /proc} says of a process and all below it, where there is no control group.
 *
 * <p>It sees only what is there when it looks. Processes that came and went in between are counted by their parents'
 * account of waited-for children.
 */
final class ProcessTreeMeter implements Meter {

    private static final Path PROC = Path.of("/proc");
    private static final long CLOCK_TICK_NANOS = 10_000_000;
    private static final long KIB = 1024;
    private static final long DEFAULT_PAGE_BYTES = 4096;
    private static final long PAGE_BYTES = pageBytes();
    private static final int MOST_PROCESSES = 10_000;

    private final long root;
    private final long memoryBytes;
    private long cpuNanos = -1;
    private long peakMemoryBytes = -1;
    private boolean outOfMemory;

    /**
     * Creates the meter.
     *
     * @param root the topmost process
     * @param memoryBytes how much memory all processes together may have
     */
    ProcessTreeMeter(long root, long memoryBytes) {
        this.root = root;
        this.memoryBytes = memoryBytes;
    }

    @Override
    public synchronized Usage read() {
        long cpu = 0;
        long memory = 0;
        List<Path> processes = new ArrayList<>();
        Deque<Long> toVisit = new ArrayDeque<>();
        toVisit.add(root);
        while (!toVisit.isEmpty() && processes.size() < MOST_PROCESSES) {
            Path process = PROC.resolve(Long.toString(toVisit.remove()));
            try {
                String[] stat = statAfterName(process);
                cpu += ticks(stat, 14) + ticks(stat, 15) + ticks(stat, 16) + ticks(stat, 17);
                memory += ticks(stat, 24) * PAGE_BYTES;
                processes.add(process);
                addChildren(process, toVisit);
            } catch (IOException e) {
                // it has ended
            }
        }
        if (memory > memoryBytes && processes.size() > 1) {
            memory = withoutSharing(processes);
        }
        if (memory > 0) { // else it has ended
            cpuNanos = Math.max(cpuNanos, cpu * CLOCK_TICK_NANOS);
            peakMemoryBytes = Math.max(peakMemoryBytes, memory);
            outOfMemory |= memory > memoryBytes;
        }
        return new Usage(cpuNanos, peakMemoryBytes, outOfMemory);
    }

    private static long pageBytes() {
        try (Stream<String> lines = Files.lines(PROC.resolve("self/smaps"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("KernelPageSize:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * KIB)
                    .findFirst()
                    .orElse(DEFAULT_PAGE_BYTES);
        } catch (IOException e) {
            return DEFAULT_PAGE_BYTES;
        }
    }

    /** What forks share is in the resident memory of each; this counts it once, and takes the kernel longer. */
    private static long withoutSharing(List<Path> processes) {
        long memory = 0;
        for (Path process : processes) {
            try {
                for (String line : Files.readAllLines(process.resolve("smaps_rollup"))) {
                    if (line.startsWith("Pss:")) {
                        memory += Long.parseLong(line.replaceAll("\\D+", "")) * KIB;
                    }
                }
            } catch (IOException e) {
                // it has ended
            }
        }
        return memory;
    }

    /** The fields after the command's name, which may hold blanks and brackets itself. */
    private static String[] statAfterName(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }

    /** A field by its number in proc(5), where the first after the name is 3. */
    private static long ticks(String[] fields, int number) {
        return Long.parseLong(fields[number - 3]);
    }

    private static void addChildren(Path process, Deque<Long> toVisit) throws IOException {
        try (var threads = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path thread : threads) {
                for (String child : Files.readString(thread.resolve("children")).split(" ")) {
                    if (!child.isBlank()) {
                        toVisit.add(Long.parseLong(child.strip()));
                    }
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
