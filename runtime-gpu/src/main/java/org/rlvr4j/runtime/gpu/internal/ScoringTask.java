package org.rlvr4j.runtime.gpu.internal;

import java.util.List;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.runtime.gpu.shard.PolicyWorker;
import org.rlvr4j.runtime.gpu.shard.ShardTask;

/**
 * Scores a shard's sequences.
 *
 * @param sequences shape [D]
 * @param sampler how they were drawn
 */
record ScoringTask(List<TrainingSequence> sequences, TokenSampler sampler) implements ShardTask<List<float[]>> {

    @Override
    public List<float[]> run(PolicyWorker worker) {
        return DjlPolicyWorker.of(worker).score(sequences, sampler);
    }
}
