package org.rlvr4j.runtime.gpu.internal;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.rollout.TokenSampler;

/**
 * A part of an update whose gradient is computed by itself.
 *
 * @param sequences what it learns from; shape [D], not empty
 * @param tokenSampler how the sequences were drawn
 * @param old log-probabilities of each response token under the policy before the step; shape [D][T]; null where that
 *     policy is the one at hand
 * @param divisor what the whole update is divided by
 * @param position step, pass, update, and where there is more than one the shard: it tells dropouts apart
 */
record Shard(
        List<TrainingSequence> sequences,
        TokenSampler tokenSampler,
        @Nullable List<float[]> old,
        MicroBatch.Divisor divisor,
        long... position)
        implements Serializable {

    /**
     * Cuts a list into parts whose sizes differ by at most one.
     *
     * @param items the list
     * @param shards parts
     * @return the parts in order; those that would be empty are left out
     */
    static <T> List<List<T>> cut(List<T> items, int shards) {
        List<List<T>> parts = new ArrayList<>();
        for (int s = 0; s < shards; s++) {
            int from = (int) ((long) items.size() * s / shards);
            int to = (int) ((long) items.size() * (s + 1) / shards);
            if (from < to) {
                parts.add(List.copyOf(items.subList(from, to)));
            }
        }
        return parts;
    }
}
