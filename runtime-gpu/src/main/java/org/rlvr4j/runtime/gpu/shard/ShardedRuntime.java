package org.rlvr4j.runtime.gpu.shard;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ObjIntConsumer;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.rollout.SamplingRequest;

/** A policy whose sampling and gradients are computed by workers; the optimiser is here. */
public interface ShardedRuntime extends PolicyRuntime {

    /**
     * Cuts a request as the runtime's own engine does.
     *
     * @param request what to sample
     * @return its shards, whose problems in order are the request's
     */
    List<SamplingShard> cut(SamplingRequest request);

    /**
     * Runs tasks with the current weights.
     *
     * @param tasks the tasks
     * @param <R> what comes of a task
     * @return their results, in the order of the tasks
     */
    <R> List<R> run(List<? extends ShardTask<R>> tasks);

    /**
     * Runs tasks that do not wait for each other, with the current weights.
     *
     * @param tasks the tasks
     * @param arrived receives each result with the number of its task as soon as it is there, in any order, in the calling
     *     thread
     * @param stopRequested asked often; once true, results that are there are handed on, the other tasks are called off,
     *     and the method returns
     * @param <R> what comes of a task
     * @throws InterruptedException if the thread was interrupted
     */
    <R> void runEach(List<? extends ShardTask<R>> tasks, ObjIntConsumer<R> arrived, BooleanSupplier stopRequested)
            throws InterruptedException;
}
