package org.rlvr4j.runtime.spark.internal;

import java.util.List;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.runtime.gpu.shard.PolicyWorker;
import org.rlvr4j.runtime.gpu.shard.SamplingShard;
import org.rlvr4j.runtime.gpu.shard.ShardTask;

/**
 * Samples a part of a request and judges it in the same executor.
 *
 * @param shard the part
 * @param resolvedRecipe names the verifier
 * @param plugins hashes of those that the recipe needs
 */
record JudgedShard(SamplingShard shard, String resolvedRecipe, List<String> plugins)
        implements ShardTask<List<VerifiedGroup>> {

    @Override
    public List<VerifiedGroup> run(PolicyWorker worker) {
        return ExecutorVerification.judge(shard.run(worker), resolvedRecipe, plugins);
    }
}
