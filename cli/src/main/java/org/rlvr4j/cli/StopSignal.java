package org.rlvr4j.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.rlvr4j.api.spi.ProcessEnd;
import org.rlvr4j.trainer.StoppedException;

/**
 * Turns Ctrl-C into a request: the process ends when the work in hand is saved, or after a minute. A second Ctrl-C
 * changes nothing; what kills the process loses no more than the steps since the last checkpoint.
 */
final class StopSignal {

    private static final long PATIENCE_SECONDS = 60;
    private static final AtomicBoolean REQUESTED = new AtomicBoolean();
    private static final AtomicBoolean INSTALLED = new AtomicBoolean();
    private static volatile CountDownLatch work = new CountDownLatch(0);

    private StopSignal() {}

    /**
     * From now on the process waits for the work in hand when it is asked to end.
     *
     * @throws StoppedException if it is ending already
     */
    static void install() {
        work = new CountDownLatch(1);
        if (INSTALLED.compareAndSet(false, true)) {
            atEnd(StopSignal::awaitWork);
        }
    }

    /**
     * Has something waited for when the process is asked to end, before what it works with is closed.
     *
     * @throws StoppedException if it is ending already
     */
    static void atEnd(Runnable wait) {
        atEnd(wait, ProcessEnd::awaitFirst);
    }

    static void atEnd(Runnable wait, Consumer<Runnable> end) {
        try {
            end.accept(wait);
        } catch (IllegalStateException e) {
            // Ctrl-C came first: nothing is waited for any more
            throw new StoppedException();
        }
    }

    private static void awaitWork() {
        if (work.getCount() == 0) {
            return;
        }
        REQUESTED.set(true);
        System.err.println("\nStopping after the step in hand …");
        try {
            if (!work.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("… not done in time; what was saved before it is kept");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static boolean isRequested() {
        return REQUESTED.get() || ChildCommand.isOrphaned();
    }

    /** The work in hand is done or saved. */
    static void finished() {
        work.countDown();
    }
}
