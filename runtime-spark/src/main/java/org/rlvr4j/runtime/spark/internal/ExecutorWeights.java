package org.rlvr4j.runtime.spark.internal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.runtime.gpu.shard.PolicyWeights;

/** The weights that an executor's process has fetched last, where the next revision may be told as a change of them. */
final class ExecutorWeights {

    private static @Nullable UUID policy;
    private static @Nullable PolicyWeights kept;

    private ExecutorWeights() {}

    /** Fetches what this process lacks. */
    static synchronized PolicyWeights fetch(UUID of, SentWeights sent) {
        PolicyWeights known = of.equals(policy) ? kept : null;
        // where fetching fails the next try begins with whole weights
        kept = null;
        PolicyWeights weights = sent.fetch(known);
        if (sent.kept()) {
            kept = weights;
            policy = of;
        }
        return weights;
    }
}
