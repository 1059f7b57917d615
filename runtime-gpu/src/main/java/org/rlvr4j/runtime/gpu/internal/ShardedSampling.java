package org.rlvr4j.runtime.gpu.internal;

import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.api.rollout.SamplingRequest;

/**
 * Samples each shard of a request by itself: which sequences share a batch changes the rounding of logits, so that a shard
 * must not depend on the others.
 */
final class ShardedSampling {

    private ShardedSampling() {}

    /** An engine that samples shard after shard. */
    static RolloutEngine engine(RolloutEngine whole, int shards) {
        return request -> {
            List<RolloutGroup> groups = new ArrayList<>();
            cut(request, shards).forEach(part -> groups.addAll(whole.generate(part)));
            return groups;
        };
    }

    /** Contiguous parts of the request's problems. */
    static List<SamplingRequest> cut(SamplingRequest request, int shards) {
        List<SamplingRequest> parts = new ArrayList<>();
        int from = 0;
        for (List<Problem> problems : Shard.cut(request.problems(), shards)) {
            int to = from + problems.size();
            parts.add(new SamplingRequest(
                    problems,
                    request.rolloutsPerProblem(),
                    request.maxResponseTokens(),
                    request.tokenSampler(),
                    request.random(),
                    request.purpose(),
                    request.round(),
                    request.firstPosition() + from,
                    request.rolloutSeeds().isEmpty()
                            ? List.of()
                            : request.rolloutSeeds().subList(from, to)));
            from = to;
        }
        return parts;
    }
}
