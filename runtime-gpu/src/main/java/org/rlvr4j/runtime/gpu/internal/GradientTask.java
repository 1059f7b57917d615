package org.rlvr4j.runtime.gpu.internal;

import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.shard.PolicyWorker;
import org.rlvr4j.runtime.gpu.shard.ShardTask;

/**
 * Computes a shard's gradient.
 *
 * @param shard the shard
 * @param type how the gradient travels
 */
record GradientTask(Shard shard, DjlOptions.DataTypeChoice type) implements ShardTask<GradientShare> {

    @Override
    public GradientShare run(PolicyWorker worker) {
        return DjlPolicyWorker.of(worker).gradient(shard, type);
    }
}
