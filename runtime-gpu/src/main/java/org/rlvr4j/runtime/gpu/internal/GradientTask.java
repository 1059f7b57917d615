package org.rlvr4j.runtime.gpu.internal;

import org.rlvr4j.runtime.gpu.shard.PolicyWorker;
import org.rlvr4j.runtime.gpu.shard.ShardTask;

/**
 * Computes a shard's gradient.
 *
 * @param shard the shard
 */
record GradientTask(Shard shard) implements ShardTask<GradientShare> {

    @Override
    public GradientShare run(PolicyWorker worker) {
        return DjlPolicyWorker.of(worker).gradient(shard);
    }
}
