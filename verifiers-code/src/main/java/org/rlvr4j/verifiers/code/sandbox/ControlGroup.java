package org.rlvr4j.verifiers.code.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.code.sandbox.ControlGroups.Controller;

/** The control groups of one run: its limits, what it has used, and its removal. */
final class ControlGroup implements Meter, AutoCloseable {

    private static final int REMOVAL_ATTEMPTS = 200;
    private static final long UNKNOWN = -1;

    private final Map<Controller, Path> version1;
    private final @Nullable Path version2;
    private final boolean version2Memory;
    private final boolean version2Pids;

    ControlGroup(
            Map<Controller, Path> version1, @Nullable Path version2, boolean version2Memory, boolean version2Pids) {
        this.version1 = version1;
        this.version2 = version2;
        this.version2Memory = version2Memory;
        this.version2Pids = version2Pids;
    }

    void bound(long memoryBytes, int tasks) throws IOException {
        Path memory = version1.get(Controller.MEMORY);
        if (memory != null) {
            write(memory.resolve("memory.limit_in_bytes"), memoryBytes);
            Path withSwap = memory.resolve("memory.memsw.limit_in_bytes");
            if (Files.exists(withSwap)) {
                write(withSwap, memoryBytes);
            }
        }
        Path pids = version1.get(Controller.PIDS);
        if (pids != null) {
            write(pids.resolve("pids.max"), tasks);
        }
        if (version2 != null && version2Memory) {
            write(version2.resolve("memory.max"), memoryBytes);
            write(version2.resolve("memory.oom.group"), 1);
            if (Files.exists(version2.resolve("memory.swap.max"))) {
                write(version2.resolve("memory.swap.max"), 0);
            }
        }
        if (version2 != null && version2Pids) {
            write(version2.resolve("pids.max"), tasks);
        }
    }

    boolean boundsMemory() {
        return version2Memory || version1.containsKey(Controller.MEMORY);
    }

    /** The files to which a process writes 0 to join. */
    List<Path> joinFiles() {
        List<Path> files = new ArrayList<>();
        folders().forEach(folder -> files.add(folder.resolve("cgroup.procs")));
        return files;
    }

    private List<Path> folders() {
        List<Path> folders = new ArrayList<>(version1.values());
        if (version2 != null) {
            folders.add(version2);
        }
        return folders;
    }

    @Override
    public Usage read() {
        return new Usage(cpuNanos(), peakMemoryBytes(), outOfMemory());
    }

    private long cpuNanos() {
        Path account = version1.get(Controller.CPU);
        if (account != null) {
            return number(account.resolve("cpuacct.usage"));
        }
        long micros = version2 == null ? UNKNOWN : entry(version2.resolve("cpu.stat"), "usage_usec");
        return micros == UNKNOWN ? UNKNOWN : TimeUnit.MICROSECONDS.toNanos(micros);
    }

    private long peakMemoryBytes() {
        Path memory = version1.get(Controller.MEMORY);
        if (memory != null) {
            return number(memory.resolve("memory.max_usage_in_bytes"));
        }
        return version2 != null && version2Memory ? number(version2.resolve("memory.peak")) : UNKNOWN;
    }

    private boolean outOfMemory() {
        Path memory = version1.get(Controller.MEMORY);
        if (memory != null) {
            return entry(memory.resolve("memory.oom_control"), "oom_kill") > 0;
        }
        return version2 != null && version2Memory && entry(version2.resolve("memory.events"), "oom_kill") > 0;
    }

    private static void write(Path file, long value) throws IOException {
        Files.writeString(file, Long.toString(value));
    }

    private static long number(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException | NumberFormatException e) {
            return UNKNOWN;
        }
    }

    private static long entry(Path file, String key) {
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(key + " ")) {
                    return Long.parseLong(line.substring(key.length() + 1).strip());
                }
            }
        } catch (IOException | NumberFormatException e) {
            return UNKNOWN;
        }
        return UNKNOWN;
    }

    /** Removes the groups, waiting a little for processes that the kernel is still taking apart. */
    @Override
    public void close() {
        boolean interrupted = false;
        for (Path folder : folders()) {
            for (int attempt = 0; attempt < REMOVAL_ATTEMPTS && !removed(folder); attempt++) {
                try {
                    Thread.sleep(Math.min(attempt, 20));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean removed(Path folder) {
        try {
            Files.deleteIfExists(folder);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
