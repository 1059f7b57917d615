package org.rlvr4j.runtime.gpu.shard;

import java.util.List;
import java.util.function.Consumer;
import org.rlvr4j.runtime.gpu.DjlOptions;

/** Runs tasks on workers, wherever these are. */
public interface ShardExecutor {

    /**
     * Runs tasks and returns when all are done.
     *
     * @param weights the weights that every worker must have loaded
     * @param tasks the tasks
     * @param inOrder receives their results in the order of the tasks, in the calling thread
     * @param <R> what comes of a task
     */
    <R> void run(PolicyWeights weights, List<? extends ShardTask<R>> tasks, Consumer<R> inOrder);

    /**
     * Returns how gradients travel from workers.
     *
     * @return float32, which changes nothing; or bfloat16, half as many bytes, to which each shard's gradient is rounded
     */
    default DjlOptions.DataTypeChoice gradientType() {
        return DjlOptions.DataTypeChoice.FLOAT32;
    }
}
