package org.rlvr4j.runtime.spark.internal;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.runtime.gpu.shard.PolicyWeights;

/**
 * Where an executor finds the weights of a task. Handles alone travel with the task; an executor fetches what it lacks: one
 * that has the revision before fetches a change, one that is new fetches all.
 *
 * @param revision of the weights
 * @param whole the last that were broadcast whole
 * @param changes each from the revision before; the first from that of {@code whole}; may be empty
 * @param kept whether the next may be told as a change of these
 */
record SentWeights(long revision, Broadcast<PolicyWeights> whole, List<Broadcast<WeightsChange>> changes, boolean kept)
        implements Serializable {

    /** Copies. */
    SentWeights {
        changes = List.copyOf(changes);
    }

    /**
     * Fetches.
     *
     * @param known what this process has; null for nothing
     */
    PolicyWeights fetch(@Nullable PolicyWeights known) {
        if (known != null && known.revision() == revision) {
            return known;
        }
        int behind = known == null ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, revision - known.revision());
        boolean reaches = behind > 0 && behind <= changes.size();
        PolicyWeights weights = reaches && known != null ? known : whole.value();
        for (Broadcast<WeightsChange> change : changes.subList(reaches ? changes.size() - behind : 0, changes.size())) {
            weights = change.value().appliedTo(weights);
        }
        return weights;
    }
}
