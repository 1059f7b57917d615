package org.rlvr4j.runtime.spark.internal;

import java.util.List;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.rollout.JudgingRolloutEngine;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.runtime.gpu.shard.ShardedRuntime;

/** Samples and judges on executors. */
final class JudgingSparkEngine implements JudgingRolloutEngine {

    private final ShardedRuntime runtime;
    private final String resolvedRecipe;
    private final List<String> plugins;

    JudgingSparkEngine(ShardedRuntime runtime, String resolvedRecipe, List<String> plugins) {
        this.runtime = runtime;
        this.resolvedRecipe = resolvedRecipe;
        this.plugins = plugins;
    }

    @Override
    public List<RolloutGroup> generate(SamplingRequest request) {
        return runtime.rolloutEngine().generate(request);
    }

    @Override
    public List<VerifiedGroup> generateJudged(SamplingRequest request) {
        List<JudgedShard> shards = runtime.cut(request).stream()
                .map(shard -> new JudgedShard(shard, resolvedRecipe, plugins))
                .toList();
        return runtime.run(shards).stream().flatMap(List::stream).toList();
    }
}
