package org.rlvr4j.runtime.gpu.shard;

import java.util.List;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.rollout.SamplingRequest;

/**
 * Samples a part of a request.
 *
 * @param request the part
 * @param policyVersion the version that rollouts are marked with
 */
public record SamplingShard(SamplingRequest request, long policyVersion) implements ShardTask<List<RolloutGroup>> {

    @Override
    public List<RolloutGroup> run(PolicyWorker worker) {
        return worker.generate(request, policyVersion);
    }
}
