package org.rlvr4j.runtime.gpu.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.rollout.TokenSampler;

/**
 * What one update of the optimiser learns from.
 *
 * @param sequences shape [D], not empty
 * @param tokenSampler how the sequences were drawn
 * @param old log-probabilities under the policy before the step; null where that is the one at hand
 * @param unchangedPolicy whether importance weights found on the way are those of the policy before the step
 * @param position step, pass, update
 */
record Update(
        List<TrainingSequence> sequences,
        TokenSampler tokenSampler,
        @Nullable OldLogProbs old,
        boolean unchangedPolicy,
        long... position) {

    /** The update in at most this many shards, each a contiguous part of its sequences. */
    List<Shard> shards(LossOptions loss, int count) {
        MicroBatch.Divisor divisor = MicroBatch.Divisor.of(loss, sequences);
        List<Shard> shards = new ArrayList<>();
        for (List<TrainingSequence> part : Shard.cut(sequences, count)) {
            long[] place = position;
            if (count > 1) {
                place = Arrays.copyOf(position, position.length + 1);
                place[position.length] = shards.size();
            }
            shards.add(new Shard(
                    part,
                    tokenSampler,
                    old == null ? null : part.stream().map(old::of).toList(),
                    divisor,
                    place));
        }
        return shards;
    }
}
