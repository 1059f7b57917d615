package org.rlvr4j.runtime.gpu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.PolicyPlan;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.spi.PolicyRuntimeProvider;
import org.rlvr4j.runtime.gpu.internal.DjlDriverRuntime;
import org.rlvr4j.runtime.gpu.internal.DjlPolicyRuntime;
import org.rlvr4j.runtime.gpu.internal.DjlPolicyWorker;
import org.rlvr4j.runtime.gpu.internal.PolicyPlanner;
import org.rlvr4j.runtime.gpu.internal.TorchEngine;
import org.rlvr4j.runtime.gpu.shard.PolicyWorker;
import org.rlvr4j.runtime.gpu.shard.ShardExecutor;
import org.rlvr4j.runtime.gpu.shard.ShardedRuntime;

/** Opens policies on DJL's PyTorch engine, in this process. */
public final class DjlRuntimeProvider implements PolicyRuntimeProvider<DjlOptions> {

    /** Creates the provider. */
    public DjlRuntimeProvider() {}

    @Override
    public String id() {
        return "djl";
    }

    @Override
    public String description() {
        return "A Llama-shaped policy on DJL and PyTorch in this process, on CUDA or the CPU.";
    }

    @Override
    public Class<DjlOptions> optionsType() {
        return DjlOptions.class;
    }

    @Override
    public PolicyRuntime open(DjlOptions options, PolicySpec spec) throws IOException {
        return new DjlPolicyRuntime(options, spec);
    }

    /**
     * Opens a policy whose weights and optimiser are in this process, and whose shards others compute.
     *
     * @param options where the optimiser runs
     * @param spec which policy, how it is trained, and in how many shards
     * @param executor has the shards computed
     * @return the runtime, to be closed by the caller
     * @throws IOException if the model is missing, damaged or of an unknown kind; the message names the file
     */
    public ShardedRuntime openSharded(DjlOptions options, PolicySpec spec, ShardExecutor executor) throws IOException {
        return new DjlDriverRuntime(options, spec, executor);
    }

    /**
     * Opens a copy of a policy that computes shards for another process.
     *
     * @param options where to run
     * @param spec the policy as the other process opened it
     * @return the worker, to be closed by the caller
     * @throws IOException if the model is missing, damaged or of an unknown kind; the message names the file
     */
    public PolicyWorker openWorker(DjlOptions options, PolicySpec spec) throws IOException {
        return new DjlPolicyWorker(options, spec);
    }

    @Override
    public Optional<PolicyPlan> plan(DjlOptions options, PolicySpec spec) throws IOException {
        return Optional.of(PolicyPlanner.plan(options, spec));
    }

    @Override
    public void initialise(DjlOptions options, Path folder, ModelShape shape, String alphabet, long seed)
            throws IOException {
        DjlPolicyRuntime.initialise(options, folder, shape, alphabet, seed);
    }

    @Override
    public SortedMap<String, String> diagnose(DjlOptions options) {
        return TorchEngine.diagnose(options);
    }
}
