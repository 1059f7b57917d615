package org.rlvr4j.verifiers.code.sandbox;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A command that runs, from the moment it was told to go. */
final class SandboxedProcess implements Execution {

    /** What ends the processes and what tells of them; the two differ between isolations. */
    interface Cage {

        /** Kills every process now. */
        void kill();

        /** Says what was used, also after the end. */
        Usage usage();

        /** Frees what the sandbox held, once no process is left. */
        void release();
    }

    private static final Duration FIRST_LOOK = Duration.ofMillis(10);
    private static final Duration WATCH_PERIOD = Duration.ofMillis(40);
    private static final long PIPE_CLOSES_MILLIS = 5_000;
    private static final int FIRST_SIGNAL_CODE = 129;
    private static final int LAST_SIGNAL_CODE = 192;
    private static final int KILLED_CODE = 137;
    /** No more than fits into an empty pipe, so that writing it does not wait for the reader. */
    private static final int FITS_A_PIPE = 4096;

    private final Process process;
    private final Cage cage;
    private final Limits limits;
    private final Executor collecting;
    private final CappedBytes error;
    private final InputStream output;
    private final OutputStream input;
    private final Consumer<SandboxedProcess> onClosed;
    private final long startedNanos;
    private final CompletableFuture<Long> exitedNanos;
    private final ScheduledFuture<?> deadline;
    private final ScheduledFuture<?> watch;
    private final AtomicReference<Ended.@Nullable How> reason = new AtomicReference<>();
    private final AtomicBoolean released = new AtomicBoolean();

    /**
     * Watches a process that was just told to go.
     *
     * @param process the process whose end is the command's end
     * @param errorStream its standard error, after what the launch wrote there
     * @param cage how to kill and measure it
     * @param limits its limits
     * @param collecting threads for reading pipes
     * @param clock calls the watch
     * @param onClosed told when all is freed
     */
    SandboxedProcess(
            Process process,
            InputStream errorStream,
            Cage cage,
            Limits limits,
            Executor collecting,
            ScheduledExecutorService clock,
            Consumer<SandboxedProcess> onClosed) {
        this.process = process;
        this.cage = cage;
        this.limits = limits;
        this.collecting = collecting;
        this.onClosed = onClosed;
        this.startedNanos = System.nanoTime();
        this.exitedNanos = process.onExit().thenApply(ended -> System.nanoTime());
        this.error = new CappedBytes(errorStream, limits.outputBytes(), () -> kill(Ended.How.OUTPUT));
        this.output = new CountedInput(process.getInputStream(), limits.outputBytes(), () -> kill(Ended.How.OUTPUT));
        this.input = new Unbuffered(process.getOutputStream());
        collecting.execute(error);
        this.deadline =
                clock.schedule(() -> kill(Ended.How.WALL_TIME), limits.wall().toNanos(), TimeUnit.NANOSECONDS);
        this.watch = clock.scheduleWithFixedDelay(
                this::look, FIRST_LOOK.toMillis(), WATCH_PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        Usage usage = cage.usage();
        if (usage.outOfMemory()) {
            kill(Ended.How.MEMORY);
        } else if (usage.cpuNanos() >= limits.cpu().toNanos()) {
            kill(Ended.How.CPU_TIME);
        }
    }

    @Override
    public OutputStream input() {
        return input;
    }

    @Override
    public InputStream output() {
        return output;
    }

    @Override
    public Ended communicate(byte[] bytes) throws SandboxException, InterruptedException {
        CappedBytes collected =
                new CappedBytes(process.getInputStream(), limits.outputBytes(), () -> kill(Ended.How.OUTPUT));
        collecting.execute(collected);
        if (bytes.length <= FITS_A_PIPE) {
            feed(bytes);
        } else {
            collecting.execute(() -> feed(bytes));
        }
        return end(collected);
    }

    private void feed(byte[] bytes) {
        try (OutputStream stdin = input) {
            stdin.write(bytes);
        } catch (IOException e) {
            return; // a command need not read its input
        }
    }

    @Override
    public Ended await() throws SandboxException, InterruptedException {
        return end(null);
    }

    private Ended end(@Nullable CappedBytes collected) throws SandboxException, InterruptedException {
        try {
            long exited = exitedNanos.get();
            stopWatching();
            cage.kill(); // what it left behind would hold its pipes
            byte[] out = collected == null ? new byte[0] : collected.await(PIPE_CLOSES_MILLIS);
            byte[] err = error.await(PIPE_CLOSES_MILLIS);
            Usage usage = cage.usage();
            return new Ended(
                    how(usage),
                    process.exitValue(),
                    out,
                    err,
                    Duration.ofNanos(exited - startedNanos),
                    Duration.ofNanos(Math.max(0, usage.cpuNanos())),
                    usage.peakMemoryBytes());
        } catch (InterruptedException e) {
            kill();
            throw e;
        } catch (ExecutionException e) {
            throw new SandboxException("the end of a sandbox could not be awaited: " + e.getCause(), e);
        }
    }

    private Ended.How how(Usage usage) {
        Ended.How killed = reason.get();
        int code = process.exitValue();
        if (killed == Ended.How.OUTPUT) {
            return killed;
        }
        if (usage.outOfMemory()) {
            return Ended.How.MEMORY;
        }
        if (code == KILLED_CODE && killed != null) {
            return killed;
        }
        if (code == KILLED_CODE && usage.cpuNanos() >= limits.cpu().toNanos()) {
            return Ended.How.CPU_TIME;
        }
        return code >= FIRST_SIGNAL_CODE && code <= LAST_SIGNAL_CODE ? Ended.How.SIGNALLED : Ended.How.EXITED;
    }

    @Override
    public void kill() {
        kill(Ended.How.KILLED);
    }

    private void kill(Ended.How why) {
        reason.compareAndSet(null, why);
        cage.kill();
    }

    private void stopWatching() {
        deadline.cancel(false);
        watch.cancel(false);
    }

    @Override
    public void close() {
        if (!released.compareAndSet(false, true)) {
            return;
        }
        if (process.isAlive()) {
            kill();
        }
        stopWatching();
        exitedNanos.join();
        cage.kill();
        closeQuietly(process.getOutputStream());
        closeQuietly(process.getInputStream());
        cage.release();
        onClosed.accept(this);
    }

    private static void closeQuietly(AutoCloseable stream) {
        try {
            stream.close();
        } catch (Exception e) {
            return; // the other end is gone
        }
    }

    private static final class Unbuffered extends FilterOutputStream {

        Unbuffered(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            out.flush();
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            out.flush();
        }
    }
}
