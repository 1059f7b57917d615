package org.rlvr4j.runtime.spark.internal;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;
import org.rlvr4j.runtime.gpu.shard.PolicyWeights;
import org.rlvr4j.runtime.gpu.shard.ShardTask;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * Runs the one task of a partition in an executor.
 *
 * @param <R> what comes of it
 */
final class ShardFunction<R> extends AbstractFunction1<Iterator<ShardTask<R>>, Outcome<R>> implements Serializable {

    private static final long serialVersionUID = 1;

    private final ExecutorSetup setup;
    private final Broadcast<PolicyWeights> weights;

    ShardFunction(ExecutorSetup setup, Broadcast<PolicyWeights> weights) {
        this.setup = setup;
        this.weights = weights;
    }

    @Override
    public Outcome<R> apply(Iterator<ShardTask<R>> partition) {
        ShardTask<R> task = partition.next();
        PolicyWeights loaded = weights.value();
        return Outcome.of(() -> ExecutorPolicy.run(setup, loaded, task));
    }
}
