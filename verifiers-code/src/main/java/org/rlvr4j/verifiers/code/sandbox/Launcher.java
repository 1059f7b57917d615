package org.rlvr4j.verifiers.code.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Starts processes up to the moment when their command begins, and holds the threads that watch them. */
final class Launcher implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final int LONGEST_HEADER = 1 << 16;
    private static final int LONGEST_MESSAGE = 500;

    private final Spawner spawner = new Spawner();
    private final ExecutorService collecting = Executors.newCachedThreadPool(daemons("sandbox-pipe-"));
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, daemons("sandbox-clock-"));

    private final Set<SandboxedProcess> running = ConcurrentHashMap.newKeySet();

    Launcher() {
        clock.setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicLong count = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Starts a process, waits until it is ready, and tells it to go.
     *
     * @param line the command line of the launch
     * @param folder where it starts
     * @param limits the limits that are watched from now on
     * @param cage makes the cage from the process and from what it wrote to standard error before it was ready
     */
    SandboxedProcess launch(List<String> line, Path folder, Limits limits, CageMaker cage) throws SandboxException {
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        Process process = spawner.start(builder);
        boolean going = false;
        try {
            SandboxedProcess.Cage made = cage.make(process, readHeader(process));
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            SandboxedProcess started = new SandboxedProcess(
                    process, process.getErrorStream(), made, limits, collecting, clock, running::remove);
            running.add(started);
            going = true;
            return started;
        } catch (IOException e) {
            throw new SandboxException("a sandbox broke while it was started: " + e.getMessage(), e);
        } finally {
            if (!going) {
                process.destroyForcibly();
            }
        }
    }

    /** Makes the cage of a process that is ready. */
    @FunctionalInterface
    interface CageMaker {

        SandboxedProcess.Cage make(Process process, String header) throws SandboxException;
    }

    private String readHeader(Process process) throws IOException, SandboxException {
        ScheduledFuture<?> tooLong =
                clock.schedule(process::destroyForcibly, LONGEST_START.toNanos(), TimeUnit.NANOSECONDS);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        byte[] ready = (Launch.READY + "\n").getBytes(StandardCharsets.US_ASCII);
        InputStream error = process.getErrorStream();
        try {
            int matched = 0;
            while (matched < ready.length) {
                int next = error.read();
                if (next < 0 || header.size() > LONGEST_HEADER) {
                    throw new SandboxException(
                            "the sandbox could not be made: " + oneLine(header.toString(StandardCharsets.UTF_8)));
                }
                header.write(next);
                matched = next == ready[matched] ? matched + 1 : next == ready[0] ? 1 : 0;
            }
        } finally {
            tooLong.cancel(false);
        }
        return header.toString(StandardCharsets.UTF_8);
    }

    /** Makes a message that fits a log line. */
    static String oneLine(String text) {
        String line = text.strip().replaceAll("[^\\x20-\\x7E]+", " ");
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + " …";
    }

    /** Ends every process, then the threads. */
    @Override
    public void close() {
        List.copyOf(running).forEach(SandboxedProcess::close);
        clock.shutdownNow();
        collecting.shutdown();
        spawner.close();
    }
}
