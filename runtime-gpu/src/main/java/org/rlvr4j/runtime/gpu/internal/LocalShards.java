package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.rollout.TokenSampler;

/** Shards computed one after the other in this process. */
final class LocalShards implements StepWork {

    private final GradientPass pass;
    private final TrainedGradients gradients;
    private final LossOptions loss;
    private final int shards;

    LocalShards(GradientPass pass, TrainedGradients gradients, LossOptions loss, int shards) {
        this.pass = pass;
        this.gradients = gradients;
        this.loss = loss;
        this.shards = shards;
    }

    @Override
    public OldLogProbs score(List<TrainingSequence> sequences, TokenSampler sampler) {
        OldLogProbs old = new OldLogProbs();
        Shard.cut(sequences, shards).forEach(part -> pass.score(part, sampler, old));
        return old;
    }

    @Override
    public List<NDArray> gradient(NDManager target, Update update, StepSums sums) {
        List<Shard> parts = update.shards(loss, shards);
        List<NDArray> total = List.of();
        for (Shard part : parts) {
            StepSums own = new StepSums();
            gradients.start();
            try {
                pass.accumulate(part, own);
                List<NDArray> collected = gradients.collected(target);
                if (parts.size() == 1) {
                    total = collected;
                } else if (total.isEmpty()) {
                    // the next shard is collected in the same memory
                    total = collected.stream().map(NDArray::duplicate).toList();
                    collected.forEach(NDArray::close);
                } else {
                    for (int i = 0; i < total.size(); i++) {
                        total.get(i).addi(collected.get(i));
                    }
                    collected.forEach(NDArray::close);
                }
            } finally {
                gradients.stop();
            }
            sums.add(own, update.unchangedPolicy());
        }
        return total;
    }

    @Override
    public void weightsChanged() {
        // shards compute with the trained tensors themselves
    }
}
