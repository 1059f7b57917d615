package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.runtime.gpu.DjlRuntimeProvider;
import org.rlvr4j.runtime.gpu.shard.PolicyWeights;
import org.rlvr4j.runtime.gpu.shard.PolicyWorker;
import org.rlvr4j.runtime.gpu.shard.ShardTask;

/** The one copy of a policy in an executor's process; the engine allows one gradient at a time, so tasks take turns. */
final class ExecutorPolicy {

    private static @Nullable ExecutorPolicy current;

    private final ExecutorSetup setup;
    private final PolicyWorker worker;

    private ExecutorPolicy(ExecutorSetup setup, PolicyWorker worker) {
        this.setup = setup;
        this.worker = worker;
    }

    /** Runs a task on this process's copy, which is opened first where there is none. */
    static synchronized <R> R run(ExecutorSetup setup, PolicyWeights weights, ShardTask<R> task) {
        PolicyWorker worker = worker(setup);
        worker.load(weights);
        return task.run(worker);
    }

    private static PolicyWorker worker(ExecutorSetup setup) {
        ExecutorPolicy open = current;
        if (open == null || !open.setup.equals(setup)) {
            close();
            try {
                open = new ExecutorPolicy(setup, new DjlRuntimeProvider().openWorker(setup.engine(), setup.spec()));
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
            current = open;
        }
        return open.worker;
    }

    /** Closes the copy, where there is one; a local master's driver does so when it is done. */
    static synchronized void close() {
        ExecutorPolicy open = current;
        if (open != null) {
            open.worker.close();
        }
        current = null;
    }

    /** Says which machine this is. */
    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "a host without a name";
        }
    }
}
