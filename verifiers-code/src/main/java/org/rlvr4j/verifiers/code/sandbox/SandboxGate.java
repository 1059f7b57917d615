package org.rlvr4j.verifiers.code.sandbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Bounds how many sandboxes work at a time, for all their users together, first come first served.
 *
 * <p>Whoever needs several sandboxes at once, as a tester and a candidate that talk, enters once for all of them: one who
 * holds a permit and waits for another could wait for ever. Enter before a program is started, so that queueing is never
 * part of the program's time.
 */
public final class SandboxGate {

    /** Leaves the gate when closed; closing again does nothing. */
    public interface Permit extends AutoCloseable {

        @Override
        void close();
    }

    private static final SandboxGate SHARED =
            new SandboxGate(Runtime.getRuntime().availableProcessors());

    private final int permits;
    private final Semaphore free;

    /**
     * Creates a gate of its own; most callers want {@link #shared()}.
     *
     * @param permits how many may be inside, at least 1
     */
    public SandboxGate(int permits) {
        if (permits < 1) {
            throw new IllegalArgumentException("permits must be at least 1, not " + permits);
        }
        this.permits = permits;
        this.free = new Semaphore(permits, true);
    }

    /**
     * Returns the gate that all of this JVM share, with a permit for each processor.
     *
     * @return always the same
     */
    public static SandboxGate shared() {
        return SHARED;
    }

    /**
     * Returns how many may be inside.
     *
     * @return at least 1
     */
    public int permits() {
        return permits;
    }

    /**
     * Waits in line and enters.
     *
     * @param longest how long to wait at most
     * @return closed by the caller when its sandboxes are closed
     * @throws SandboxException if the line was too long; this is no program's fault
     * @throws InterruptedException if interrupted
     */
    public Permit enter(Duration longest) throws SandboxException, InterruptedException {
        if (!free.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new SandboxException("no sandbox was free within " + longest.toMillis() + " ms (" + permits
                    + " at a time, " + free.getQueueLength() + " more wait): raise the deadline or lower the load");
        }
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                free.release();
            }
        };
    }
}
