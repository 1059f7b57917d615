package org.rlvr4j.verifiers.code.sandbox;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Starts every process from one thread that lives as long as the isolation.
 *
 * <p>The kernel's "die with the parent" means the thread that started a process, not the JVM.
 */
final class Spawner implements AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread spawning = new Thread(task, "sandbox-spawner");
        spawning.setDaemon(true);
        return spawning;
    });

    /** Starts a process; not interruptible, since a process that nobody holds is a process that nobody ends. */
    Process start(ProcessBuilder builder) throws SandboxException {
        try {
            return uninterruptibly(thread.submit(builder::start));
        } catch (RejectedExecutionException e) {
            throw new SandboxException("the isolation is closed", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof IOException io ? io : e;
            throw new SandboxException("a sandbox could not be started: " + cause.getMessage(), cause);
        }
    }

    private static Process uninterruptibly(Future<Process> started) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return started.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the thread, and with it whatever it started. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
