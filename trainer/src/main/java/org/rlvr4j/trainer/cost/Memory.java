package org.rlvr4j.trainer.cost;

import org.rlvr4j.api.learning.DecoderSize;
import org.rlvr4j.api.learning.PolicyPlan;

/**
 * Bytes on the device that runs the policy; the engine's own few hundred megabytes come on top.
 *
 * @param weights of the policy, and of a second one kept for the KL term
 * @param training gradients, the optimiser's moments, master copies
 * @param cache keys and values of a generation batch
 * @param sampling logits of a generation batch
 * @param activations what the backward pass of a micro-batch needs
 * @param logits of a micro-batch, as far as they are held at once
 */
public record Memory(
        double weights, double training, double cache, double sampling, double activations, double logits) {

    /** Float arrays of the size of the logits that are alive at once in learning: logits, their softmax, gradients. */
    private static final int LOGIT_COPIES = 5;

    /** The same in sampling. */
    private static final int SAMPLING_COPIES = 4;

    private static final int FLOAT_BYTES = 4;

    static Memory of(PolicyPlan plan, double prompt, double response, double rows, double sequences) {
        DecoderSize size = plan.size();
        double longest = prompt + response;
        double batch = Math.max(1, Math.min(rows, Math.floor(plan.generationTokens() / longest)));
        double perMicroBatch = sequencesOfMicroBatch(plan, prompt, response, sequences);
        double scored = perMicroBatch * response;
        double held = Math.min(scored * size.vocabulary(), Math.max(plan.logitElements(), size.vocabulary()));
        return new Memory(
                (double) plan.weightBytes() * (size.weights() + plan.referenceWeights()),
                (double) plan.trainedBytes() * plan.trainedWeights(),
                2.0 * batch * longest * size.layers() * size.keyValueHeads() * size.headSize() * plan.weightBytes(),
                batch * size.vocabulary() * FLOAT_BYTES * SAMPLING_COPIES,
                activations(plan, prompt, response, perMicroBatch),
                held * FLOAT_BYTES * LOGIT_COPIES);
    }

    /** A micro-batch holds a prompt and as many of its responses as its budget has room for, at least one. */
    static double sequencesOfMicroBatch(PolicyPlan plan, double prompt, double response, double sequences) {
        return Math.max(1, Math.min(sequences, Math.floor((plan.microBatchTokens() - prompt) / response)));
    }

    /**
     * What is kept of each layer for the backward pass; where layers are computed again, their inputs and one layer's rest.
     */
    private static double activations(PolicyPlan plan, double prompt, double response, double sequences) {
        double ofPrompt = prompt * layerValues(plan.size(), prompt);
        double ofResponses = sequences * response * layerValues(plan.size(), prompt + response);
        double layer = (ofPrompt + ofResponses) * plan.weightBytes();
        double inputs = (prompt + sequences * response) * plan.size().hidden() * plan.weightBytes();
        return plan.recomputesLayers()
                ? plan.size().layers() * inputs + layer
                : plan.size().layers() * layer;
    }

    /**
     * Values of one token in one layer: six of the layer's width around its two norms and sums, queries, keys and values as
     * they were and as they were turned, the mixed values, five of SwiGLU's width, and the attention weights.
     */
    private static double layerValues(DecoderSize size, double attended) {
        double heads = size.headSize() * (3.0 * size.heads() + 3 * size.keyValueHeads());
        return 6.0 * size.hidden() + heads + 5.0 * size.feedForward() + size.heads() * attended;
    }

    /**
     * Returns the most that is needed while rollouts are generated.
     *
     * @return bytes
     */
    public double whileGenerating() {
        return weights + training + cache + sampling;
    }

    /**
     * Returns the most that is needed while an update is learned from.
     *
     * @return bytes
     */
    public double whileLearning() {
        return weights + training + activations + logits;
    }

    /**
     * Returns the peak.
     *
     * @return bytes
     */
    public double peak() {
        return Math.max(whileGenerating(), whileLearning());
    }
}
