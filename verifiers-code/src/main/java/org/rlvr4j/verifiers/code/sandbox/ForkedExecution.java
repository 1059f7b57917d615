package org.rlvr4j.verifiers.code.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A program in a fork of a waiting interpreter.
 *
 * <p>Whoever reads output, or waits for the end, reads the interpreter's reports; there is no thread of its own. Out of time
 * or of output, the whole sandbox is killed.
 */
final class ForkedExecution implements Execution {

    private static final int FITS_A_PIPE = 4096;
    private static final int MOST_INPUT_FRAME = 1 << 16;
    private static final long LONGEST_FEED_MILLIS = 1_000;
    private static final int SIGKILL = 9;
    private static final int SIGNAL_BASE = 128;

    private final ForkServer server;
    private final Limits limits;
    private final Consumer<ForkServer> whenDone;
    private final long startedNanos = System.nanoTime();
    private final ScheduledFuture<?> deadline;
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private final AtomicReference<Ended.@Nullable How> reason = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final OutputStream input = new Input();
    private final InputStream output = new Output();
    private byte[] pending = new byte[0];
    private int pendingAt;
    private long outputBytes;
    private volatile @Nullable Ended end;
    private @Nullable Thread feeding;

    ForkedExecution(
            ForkServer server, Limits limits, ScheduledThreadPoolExecutor clock, Consumer<ForkServer> whenDone) {
        this.server = server;
        this.limits = limits;
        this.whenDone = whenDone;
        this.deadline =
                clock.schedule(() -> kill(Ended.How.WALL_TIME), limits.wall().toNanos(), TimeUnit.NANOSECONDS);
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
        if (bytes.length <= FITS_A_PIPE) {
            feed(bytes);
        } else {
            Thread thread = new Thread(() -> feed(bytes), "fork-server-input");
            thread.setDaemon(true);
            thread.start();
            feeding = thread;
        }
        ByteArrayOutputStream collected = new ByteArrayOutputStream();
        try {
            output.transferTo(collected);
        } catch (IOException e) {
            throw new SandboxException("an interpreter's reports could not be read: " + e.getMessage(), e);
        }
        Ended ended = await();
        return new Ended(
                ended.how(),
                ended.exitCode(),
                collected.toByteArray(),
                ended.error(),
                ended.wall(),
                ended.cpu(),
                ended.peakMemoryBytes());
    }

    private void feed(byte[] bytes) {
        try (OutputStream stdin = input) {
            stdin.write(bytes);
        } catch (IOException e) {
            return; // a program need not read its input
        }
    }

    @Override
    public Ended await() throws SandboxException, InterruptedException {
        while (end == null && advance()) {
            pendingAt = pending.length;
        }
        deadline.cancel(false);
        if (Thread.interrupted()) {
            kill();
            throw new InterruptedException();
        }
        Ended ended = end;
        if (ended == null) {
            ended = broken();
        } else if (ended.exitCode() == SIGNAL_BASE + SIGKILL && ended.how() == Ended.How.SIGNALLED) {
            ended = withTheKernelsWord(ended);
        }
        end = ended;
        return ended;
    }

    /** Reads one report; false when there are no more. */
    private synchronized boolean advance() {
        if (end != null) {
            return false;
        }
        try {
            ForkServer.Frame frame = server.next();
            switch (frame.kind()) {
                case 'O' -> {
                    int room = (int) Math.min(limits.outputBytes() - outputBytes, frame.payload().length);
                    outputBytes += room;
                    pending = Arrays.copyOf(frame.payload(), room);
                    pendingAt = 0;
                    killIfMore(room, frame);
                }
                case 'X' -> {
                    int room = (int) Math.min(limits.outputBytes() - error.size(), frame.payload().length);
                    error.write(frame.payload(), 0, room);
                    killIfMore(room, frame);
                }
                case 'E' -> end = ended(ByteBuffer.wrap(frame.payload()));
                default -> throw new IOException("an interpreter reported " + (int) frame.kind());
            }
            return true;
        } catch (IOException e) {
            reason.compareAndSet(null, Ended.How.SIGNALLED);
            server.kill();
            return false;
        }
    }

    private void killIfMore(int room, ForkServer.Frame frame) {
        if (room < frame.payload().length) {
            kill(Ended.How.OUTPUT);
        }
    }

    private Ended ended(ByteBuffer report) {
        int status = report.getInt();
        long cpuNanos = report.getLong();
        long peakMemory = report.getLong();
        int signal = status & 0x7F;
        Ended.How how = Ended.How.EXITED;
        if (reason.get() == Ended.How.OUTPUT) {
            how = Ended.How.OUTPUT;
        } else if (signal == SIGKILL && cpuNanos >= limits.cpu().toNanos()) {
            how = Ended.How.CPU_TIME;
        } else if (signal != 0) {
            how = Ended.How.SIGNALLED;
        }
        int code = signal == 0 ? status >> 8 & 0xFF : SIGNAL_BASE + signal;
        return new Ended(how, code, new byte[0], error.toByteArray(), wall(), Duration.ofNanos(cpuNanos), peakMemory);
    }

    /** Tells a program that the kernel killed for its memory from one that killed itself. */
    private Ended withTheKernelsWord(Ended ended) throws SandboxException, InterruptedException {
        server.kill();
        Ended sandbox = server.ended();
        return sandbox.how() == Ended.How.MEMORY
                ? new Ended(
                        Ended.How.MEMORY,
                        ended.exitCode(),
                        ended.output(),
                        ended.error(),
                        ended.wall(),
                        ended.cpu(),
                        sandbox.peakMemoryBytes())
                : ended;
    }

    private Ended broken() throws SandboxException, InterruptedException {
        Ended sandbox = server.ended();
        Ended.How why = reason.get();
        Ended.How how = sandbox.how() == Ended.How.MEMORY || why == null ? sandbox.how() : why;
        return new Ended(
                how,
                SIGNAL_BASE + SIGKILL,
                new byte[0],
                error.toByteArray(),
                wall(),
                sandbox.cpu(),
                sandbox.peakMemoryBytes());
    }

    private Duration wall() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    @Override
    public void kill() {
        kill(Ended.How.KILLED);
    }

    private void kill(Ended.How why) {
        if (reason.compareAndSet(null, why)) {
            server.kill();
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        deadline.cancel(false);
        Ended ended = end;
        if (ended != null && reason.get() == null && ended.how() == Ended.How.EXITED && hasFed()) {
            whenDone.accept(server);
        } else {
            server.close();
        }
    }

    /** Whether nothing of this program's input can reach the next program. */
    private boolean hasFed() {
        Thread thread = feeding;
        if (thread == null) {
            return true;
        }
        try {
            thread.join(LONGEST_FEED_MILLIS);
            return !thread.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private final class Input extends OutputStream {

        private boolean inputClosed;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b});
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            if (inputClosed || end != null) {
                throw new IOException("the program's input is closed");
            }
            for (int at = 0; at < length && end == null; at += MOST_INPUT_FRAME) {
                int from = offset + at;
                server.send('I', Arrays.copyOfRange(bytes, from, from + Math.min(MOST_INPUT_FRAME, length - at)));
            }
        }

        @Override
        public synchronized void close() throws IOException {
            if (!inputClosed && end == null) {
                inputClosed = true;
                server.send('C', new byte[0]);
            }
        }
    }

    private final class Output extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            while (pendingAt == pending.length) {
                if (!advance()) {
                    return -1;
                }
            }
            int n = Math.min(length, pending.length - pendingAt);
            System.arraycopy(pending, pendingAt, bytes, offset, n);
            pendingAt += n;
            return n;
        }
    }
}
