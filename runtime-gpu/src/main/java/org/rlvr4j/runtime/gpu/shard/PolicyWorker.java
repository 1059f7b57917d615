package org.rlvr4j.runtime.gpu.shard;

import java.util.List;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.rollout.SamplingRequest;

/** A copy of a policy that computes shards for another process. One thread at a time. */
public interface PolicyWorker extends AutoCloseable {

    /**
     * Makes these the weights of what follows; nothing is done where they are already.
     *
     * @param weights the weights
     * @throws IllegalStateException if this worker's copy was read from another model than the driver's
     */
    void load(PolicyWeights weights);

    /**
     * Samples.
     *
     * @param request what to sample
     * @param policyVersion the version that rollouts are marked with
     * @return one group for each problem, in their order
     */
    List<RolloutGroup> generate(SamplingRequest request, long policyVersion);

    /** Frees memory. */
    @Override
    void close();
}
