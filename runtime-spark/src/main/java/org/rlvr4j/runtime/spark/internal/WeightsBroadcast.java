package org.rlvr4j.runtime.spark.internal;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.runtime.gpu.shard.PolicyWeights;
import org.rlvr4j.runtime.spark.SparkOptions;

/** Broadcasts weights once a revision: whole, or what changed since the last. */
final class WeightsBroadcast {

    /** An executor that is new fetches the last whole weights and all changes since. */
    private static final int MOST_CHANGES = 8;

    private final JavaSparkContext context;
    private final SparkOptions.WeightsTransfer transfer;
    private @Nullable SentWeights sent;
    private @Nullable PolicyWeights last;

    WeightsBroadcast(JavaSparkContext context, SparkOptions.WeightsTransfer transfer) {
        this.context = context;
        this.transfer = transfer;
    }

    /** Where executors find weights; they are sent if they were not yet. */
    SentWeights send(PolicyWeights weights) {
        SentWeights before = sent;
        if (before != null && before.revision() == weights.revision()) {
            return before;
        }
        SentWeights now = before == null || last == null ? whole(weights) : next(before, last, weights);
        sent = now;
        if (keeps()) {
            last = weights;
        }
        return now;
    }

    private boolean keeps() {
        return transfer == SparkOptions.WeightsTransfer.CHANGES;
    }

    private SentWeights next(SentWeights before, PolicyWeights old, PolicyWeights weights) {
        if (keeps()
                && !old.isAsRead()
                && before.changes().size() < MOST_CHANGES
                && weights.revision() == old.revision() + 1) {
            WeightsChange change = WeightsChange.between(old, weights);
            List<Broadcast<WeightsChange>> changes = new ArrayList<>(before.changes());
            // who is new gets the earlier ones from the driver
            before.whole().unpersist(false);
            changes.forEach(earlier -> earlier.unpersist(false));
            changes.add(SparkJobs.broadcast(context, change));
            return new SentWeights(weights.revision(), before.whole(), changes, true);
        }
        return whole(weights);
    }

    private SentWeights whole(PolicyWeights weights) {
        SentWeights before = sent;
        if (before != null) {
            before.whole().destroy();
            before.changes().forEach(Broadcast::destroy);
        }
        return new SentWeights(weights.revision(), SparkJobs.broadcast(context, weights), List.of(), keeps());
    }
}
