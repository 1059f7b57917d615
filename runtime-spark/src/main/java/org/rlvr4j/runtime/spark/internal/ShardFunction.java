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
final class ShardFunction<R> extends AbstractFunction1<Iterator<byte[]>, Outcome<R>> implements Serializable {

    private static final long serialVersionUID = 1;

    private final ExecutorSetup setup;
    private final Broadcast<PolicyWeights> weights;
    private final Broadcast<ShippedPlugins> plugins;

    ShardFunction(ExecutorSetup setup, Broadcast<PolicyWeights> weights, Broadcast<ShippedPlugins> plugins) {
        this.setup = setup;
        this.weights = weights;
        this.plugins = plugins;
    }

    @Override
    public Outcome<R> apply(Iterator<byte[]> partition) {
        byte[] task = partition.next();
        PolicyWeights loaded = weights.value();
        ShippedPlugins shipped = plugins.value();
        return Outcome.of(() -> ExecutorPolicy.run(setup, loaded, read(task, ExecutorStrategies.of(shipped))));
    }

    @SuppressWarnings("unchecked") // the driver made the function for results of its tasks
    private ShardTask<R> read(byte[] task, ExecutorStrategies strategies) {
        return (ShardTask<R>) TaskBytes.read(task, strategies::loader);
    }
}
