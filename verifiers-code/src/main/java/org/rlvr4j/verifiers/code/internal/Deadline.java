package org.rlvr4j.verifiers.code.internal;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends what takes too long: an action that runs unless it is called off in time. */
final class Deadline implements AutoCloseable {

    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final Future<?> alarm;
    private volatile boolean passed;

    Deadline(Duration limit, Runnable action) {
        alarm = CLOCK.schedule(
                () -> {
                    passed = true;
                    action.run();
                },
                Math.max(1, limit.toNanos()),
                TimeUnit.NANOSECONDS);
    }

    boolean passed() {
        return passed;
    }

    @Override
    public void close() {
        alarm.cancel(false);
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "rlvr4j-code-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }
}
