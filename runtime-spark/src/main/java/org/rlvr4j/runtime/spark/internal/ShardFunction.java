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

    private final CodeVersion code;
    private final ExecutorSetup setup;
    private final SentWeights weights;
    private final Broadcast<ShippedPlugins> plugins;

    ShardFunction(ExecutorSetup setup, SentWeights weights, Broadcast<ShippedPlugins> plugins) {
        this.code = CodeVersion.ofThisProcess();
        this.setup = setup;
        this.weights = weights;
        this.plugins = plugins;
    }

    @Override
    public Outcome<R> apply(Iterator<byte[]> partition) {
        byte[] task = partition.next();
        // what fails here another try may mend
        PolicyWeights fetched = ExecutorWeights.fetch(setup.id(), weights);
        ShippedPlugins shipped = plugins.value();
        return Outcome.of(() -> {
            CodeVersion.ofThisProcess().requireThatOf(code);
            return ExecutorPolicy.run(setup, fetched, read(task, ExecutorStrategies.of(shipped)));
        });
    }

    @SuppressWarnings("unchecked") // the driver made the function for results of its tasks
    private ShardTask<R> read(byte[] task, ExecutorStrategies strategies) {
        return (ShardTask<R>) TaskBytes.read(task, strategies::loader);
    }
}
