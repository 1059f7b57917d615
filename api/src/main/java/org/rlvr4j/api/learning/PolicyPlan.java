package org.rlvr4j.api.learning;

import java.util.List;
import java.util.Objects;

/**
 * How a runtime would hold and train a policy, known before the policy is opened; for estimates of cost.
 *
 * @param size the decoder's sizes
 * @param weightBytes bytes of a weight of the policy
 * @param activationBytes bytes of an intermediate result, a key or a value
 * @param trainedWeights weights with gradient and optimiser state
 * @param trainedBytes bytes that a trained weight takes beside the policy's weights: gradient, moments, an adapter's weight
 * @param referenceWeights weights of a second policy kept for the KL term
 * @param recomputesLayers whether activations are computed again in the backward pass, layer by layer
 * @param generationTokens bound on a generation batch, rows × longest sequence
 * @param microBatchTokens bound on a training micro-batch
 * @param logitElements bound on the logits held at once
 * @param missing files of the model that are not there, without which it cannot be opened
 */
public record PolicyPlan(
        DecoderSize size,
        int weightBytes,
        int activationBytes,
        long trainedWeights,
        int trainedBytes,
        long referenceWeights,
        boolean recomputesLayers,
        long generationTokens,
        long microBatchTokens,
        long logitElements,
        List<String> missing) {

    /** Copies. */
    public PolicyPlan {
        Objects.requireNonNull(size, "size");
        missing = List.copyOf(missing);
    }
}
