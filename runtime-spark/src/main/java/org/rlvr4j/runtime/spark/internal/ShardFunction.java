package org.rlvr4j.runtime.spark.internal;

import java.io.Serializable;
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
    private final SentWeights weights;

    ShardFunction(ExecutorSetup setup, SentWeights weights) {
        this.setup = setup;
        this.weights = weights;
    }

    @Override
    @SuppressWarnings("unchecked") // the driver made the function for results of its tasks
    public Outcome<R> apply(Iterator<byte[]> partition) {
        ShardTask<R> task = (ShardTask<R>) TaskBytes.read(partition.next());
        // what fails here another try may mend
        PolicyWeights fetched = ExecutorWeights.fetch(setup.id(), weights);
        return Outcome.of(() -> ExecutorPolicy.run(setup, fetched, task));
    }
}
