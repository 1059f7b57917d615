package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.rollout.TokenSampler;

/** The heavy part of a training step, done shard by shard: here, or elsewhere. */
interface StepWork {

    /**
     * Scores sequences under the policy at hand.
     *
     * @param sequences shape [D], not empty
     * @param sampler how they were drawn
     * @return their tokens' log-probabilities
     */
    OldLogProbs score(List<TrainingSequence> sequences, TokenSampler sampler);

    /**
     * Computes an update's gradient: the sum of its shards' in the order of the shards.
     *
     * @param target owner of the result
     * @param update what is learned from
     * @param sums receives the shards' sums in the same order
     * @return a gradient for each trained tensor, in their order
     */
    List<NDArray> gradient(NDManager target, Update update, StepSums sums);

    /** Says that the trained tensors have other values than before. */
    void weightsChanged();
}
