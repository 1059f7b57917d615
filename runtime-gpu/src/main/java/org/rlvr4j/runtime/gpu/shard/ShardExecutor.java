package org.rlvr4j.runtime.gpu.shard;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
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
     * Returns how many tasks keep the workers busy.
     *
     * @return a number of tasks for {@link #runEach}, which may change as workers come and go; at least 1, the default
     */
    default int tasksAtATime() {
        return 1;
    }

    /**
     * Runs tasks that do not wait for each other, by default one after the other.
     *
     * @param weights the weights that every worker must have loaded
     * @param tasks the tasks
     * @param arrived receives each result with the number of its task as soon as it is there, in any order, in the calling
     *     thread
     * @param stopRequested asked often; once true, results that are there are handed on, the other tasks are called off,
     *     and the method returns
     * @param <R> what comes of a task
     * @throws InterruptedException if the thread was interrupted
     */
    default <R> void runEach(
            PolicyWeights weights,
            List<? extends ShardTask<R>> tasks,
            ObjIntConsumer<R> arrived,
            BooleanSupplier stopRequested)
            throws InterruptedException {
        for (int i = 0; i < tasks.size() && !stopRequested.getAsBoolean(); i++) {
            int number = i;
            run(weights, List.of(tasks.get(i)), result -> arrived.accept(result, number));
        }
    }

    /**
     * Returns how gradients travel from workers.
     *
     * @return float32, which changes nothing; or bfloat16, half as many bytes, to which each shard's gradient is rounded
     */
    default DjlOptions.DataTypeChoice gradientType() {
        return DjlOptions.DataTypeChoice.FLOAT32;
    }
}
