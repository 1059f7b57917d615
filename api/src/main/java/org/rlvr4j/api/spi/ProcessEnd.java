package org.rlvr4j.api.spi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a process lets go when it is asked to end: work in hand is waited for first, and what it works with is
 * closed last. Java itself runs all shutdown hooks at once, so that what a verifier closes in a hook of its own would be gone
 * while the step in hand is still judged by it.
 *
 * <pre>{@code
 * private final ProcessEnd.Closing atEnd = ProcessEnd.closeLast(this::close);
 * }</pre>
 */
public final class ProcessEnd {

    private static final ProcessEnd OF_THIS_PROCESS = new ProcessEnd();

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(OF_THIS_PROCESS::run, "rlvr4j-end"));
        } catch (IllegalStateException e) {
            // it is ending, and nothing was registered before
            OF_THIS_PROCESS.begun = true;
            OF_THIS_PROCESS.closing = true;
        }
    }

    private final List<Runnable> awaited = new ArrayList<>();
    private final Deque<Runnable> closings = new ArrayDeque<>();
    private boolean begun;
    private volatile boolean closing;

    ProcessEnd() {}

    /** Something that is closed at the process's end. */
    @FunctionalInterface
    public interface Closing {

        /** Takes it off the list: it is closed already. */
        void cancel();
    }

    /**
     * Has something waited for before anything is closed.
     *
     * @param wait returns when the work in hand is done or given up; runs in a shutdown hook
     * @throws IllegalStateException if the process is ending already
     */
    public static void awaitFirst(Runnable wait) {
        OF_THIS_PROCESS.await(wait);
    }

    /**
     * Has something closed when no work is in hand any more, what was registered last before what was registered first.
     *
     * @param close closes it; may be called when it is closed already
     * @return takes it off the list
     */
    public static Closing closeLast(Runnable close) {
        return OF_THIS_PROCESS.add(close);
    }

    /**
     * Tells whether things are closed by now: what they say is then no result.
     *
     * @return false until all that is waited for has returned
     */
    public static boolean isClosing() {
        return OF_THIS_PROCESS.closing;
    }

    synchronized void await(Runnable wait) {
        if (begun) {
            throw new IllegalStateException("the process is ending");
        }
        awaited.add(wait);
    }

    /** What comes too late is closed at once. */
    Closing add(Runnable close) {
        synchronized (this) {
            if (!closing) {
                closings.addLast(close);
                return () -> remove(close);
            }
        }
        close.run();
        return () -> {};
    }

    private synchronized void remove(Runnable close) {
        closings.remove(close);
    }

    /** Waits, then closes. */
    void run() {
        List<Runnable> waits;
        synchronized (this) {
            begun = true;
            waits = List.copyOf(awaited);
        }
        waits.forEach(ProcessEnd::safely);
        synchronized (this) {
            closing = true;
        }
        for (Runnable close = next(); close != null; close = next()) {
            safely(close);
        }
    }

    private synchronized @Nullable Runnable next() {
        return closings.pollLast();
    }

    boolean closing() {
        return closing;
    }

    /** One that fails must not keep others open. */
    private static void safely(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            System.getLogger(ProcessEnd.class.getName())
                    .log(System.Logger.Level.WARNING, "what was to be closed at the end of the process failed", e);
        }
    }
}
