package org.rlvr4j.runtime.gpu.shard;

import java.io.Serializable;

/**
 * Work on one shard. It depends on the policy's weights and on what it holds, and on nothing else: a second run gives the
 * same bits.
 *
 * @param <R> what comes of it, serialisable
 */
@FunctionalInterface
public interface ShardTask<R> extends Serializable {

    /**
     * Does the work.
     *
     * @param worker the policy, its weights loaded
     * @return the result
     */
    R run(PolicyWorker worker);
}
