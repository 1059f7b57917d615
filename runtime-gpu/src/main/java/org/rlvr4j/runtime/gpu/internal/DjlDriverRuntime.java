package org.rlvr4j.runtime.gpu.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.ObjIntConsumer;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.shard.SamplingShard;
import org.rlvr4j.runtime.gpu.shard.ShardExecutor;
import org.rlvr4j.runtime.gpu.shard.ShardTask;
import org.rlvr4j.runtime.gpu.shard.ShardedRuntime;

/** A policy whose weights and optimiser are here, and whose shards are computed by workers. */
public final class DjlDriverRuntime extends DjlPolicyRuntime implements ShardedRuntime {

    private final RemoteShards remote;

    /**
     * Loads a policy.
     *
     * @param options where the optimiser runs
     * @param spec which policy
     * @param executor has workers of the same policy
     * @throws IOException if the model cannot be read
     */
    public DjlDriverRuntime(DjlOptions options, PolicySpec spec, ShardExecutor executor) throws IOException {
        super(options, spec, executor);
        remote = Objects.requireNonNull(remote(), "remote");
    }

    @Override
    public List<SamplingShard> cut(SamplingRequest request) {
        return remote.cut(request, learner().version());
    }

    @Override
    public <R> List<R> run(List<? extends ShardTask<R>> tasks) {
        List<R> results = new ArrayList<>();
        remote.run(tasks, results::add);
        return results;
    }

    @Override
    public <R> void runEach(
            List<? extends ShardTask<R>> tasks, ObjIntConsumer<R> arrived, BooleanSupplier stopRequested)
            throws InterruptedException {
        remote.runEach(tasks, arrived, stopRequested);
    }
}
