package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.List;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.shard.PolicyWeights;
import org.rlvr4j.runtime.gpu.shard.PolicyWorker;

/** A policy in this process that computes shards for another. */
public final class DjlPolicyWorker implements PolicyWorker {

    private final DjlPolicyRuntime policy;
    private final String base;
    private long revision = -1;
    private boolean isChanged;

    /**
     * Loads a policy.
     *
     * @param options where to run
     * @param spec which policy
     * @throws IOException if the model cannot be read
     */
    public DjlPolicyWorker(DjlOptions options, PolicySpec spec) throws IOException {
        // what is cut into shards is cut by the driver
        policy = new DjlPolicyRuntime(options, spec.withShards(1));
        base = policy.baseHash().hex();
    }

    /** The tasks of this package are made for workers of this package. */
    static DjlPolicyWorker of(PolicyWorker worker) {
        if (worker instanceof DjlPolicyWorker own) {
            return own;
        }
        throw new IllegalArgumentException("a task of this runtime needs a worker of this runtime, got " + worker);
    }

    @Override
    public void load(PolicyWeights weights) {
        if (weights.revision() == revision) {
            return;
        }
        if (!weights.base().equals(base)) {
            throw new IllegalStateException("this worker's copy of the model is another than the driver's: SHA-256 "
                    + base + " of its weights, not " + weights.base());
        }
        if (weights.isAsRead()) {
            if (isChanged) {
                throw new IllegalStateException("this worker has trained weights, and no longer those that were read");
            }
            revision = weights.revision();
            return;
        }
        isChanged = true;
        // half-loaded weights must not be taken for these or the former ones
        revision = -1;
        List<NDArray> trained = policy.trained().all();
        for (int i = 0; i < trained.size(); i++) {
            NDArray target = trained.get(i);
            try (NDManager scratch = target.getManager().newSubManager()) {
                Slices.overwrite(
                        target, FloatBytes.array(scratch, weights.tensors().get(i), target.getShape()));
            }
        }
        revision = weights.revision();
    }

    @Override
    public List<RolloutGroup> generate(SamplingRequest request, long policyVersion) {
        policy.restoreVersion(policyVersion);
        return policy.rolloutEngine().generate(request);
    }

    List<float[]> score(List<TrainingSequence> sequences, TokenSampler sampler) {
        OldLogProbs scores = new OldLogProbs();
        policy.gradientPass().score(sequences, sampler, scores);
        return sequences.stream().map(scores::of).toList();
    }

    GradientShare gradient(Shard shard, DjlOptions.DataTypeChoice type) {
        StepSums sums = new StepSums();
        TrainedGradients gradients = policy.trainedGradients();
        gradients.start();
        try (NDManager scratch = policy.newSubManager()) {
            policy.gradientPass().accumulate(shard, sums);
            List<byte[]> bytes = FloatBytes.of(gradients.collected(scratch));
            return new GradientShare(
                    type == DjlOptions.DataTypeChoice.BFLOAT16 ? FloatBytes.rounded(bytes) : bytes, type, sums);
        } finally {
            gradients.stop();
        }
    }

    @Override
    public void close() {
        policy.close();
    }
}
