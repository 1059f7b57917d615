package org.rlvr4j.trainer.cost;

import org.rlvr4j.api.learning.DecoderSize;
import org.rlvr4j.api.learning.PolicyPlan;

/**
 * Bytes on the device that runs the policy; the engine's own few hundred megabytes come on top.
 *
 * @param weights of the policy, and of a second one kept for the KL term
 * @param training gradients, the optimiser's moments, an adapter's weights
 * @param cache keys and values of a generation batch
 * @param sampling logits of a generation batch
 * @param activations intermediate results of a micro-batch, kept for its backward pass
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
        double held = Math.min(scored * size.vocabulary(), (double) Math.max(plan.logitElements(), size.vocabulary()));
        return new Memory(
                (double) plan.weightBytes() * (size.weights() + plan.referenceWeights()),
                (double) plan.trainedBytes() * plan.trainedWeights(),
                2.0 * batch * longest * size.layers() * size.keyValueHeads() * size.headSize() * plan.activationBytes(),
                batch * size.vocabulary() * FLOAT_BYTES * SAMPLING_COPIES,
                activations(plan, prompt, response, perMicroBatch),
                held * FLOAT_BYTES * LOGIT_COPIES);
    }

    /** A micro-batch holds a prompt and as many of its responses as its budget has room for, at least one. */
    static double sequencesOfMicroBatch(PolicyPlan plan, double prompt, double response, double sequences) {
        return Math.max(1, Math.min(sequences, Math.floor((plan.microBatchTokens() - prompt) / response)));
    }

    /**
     * What is kept of each layer, and the gradients of one; where layers are computed again, their inputs and one layer's rest
     * with its gradients.
     */
    private static double activations(PolicyPlan plan, double prompt, double response, double sequences) {
        double ofPrompt = prompt * layerValues(plan.size(), prompt);
        double ofResponses = sequences * response * layerValues(plan.size(), prompt + response);
        double layer = (ofPrompt + ofResponses) * plan.activationBytes();
        double inputs = (prompt + sequences * response) * plan.size().hidden() * plan.activationBytes();
        return plan.recomputesLayers()
                ? plan.size().layers() * inputs + 2 * layer
                : (plan.size().layers() + 1) * layer;
    }

    /**
     * Values of one token in one layer, every intermediate result counted, for the engine keeps them all until the micro-batch
     * is done: eight of the layer's width (two norms of two products, two outputs, two sums); queries, keys and values; queries
     * and keys turned, in four products, two sums of halves and their concatenation; keys and values beside those of the
     * prompt; the mixed values before and after their heads are joined; five of SwiGLU's width; and attention's scores,
     * masked scores and weights.
     */
    private static double layerValues(DecoderSize size, double attended) {
        double heads = size.headSize() * (7.0 * size.heads() + 8 * size.keyValueHeads());
        return 8.0 * size.hidden() + heads + 5.0 * size.feedForward() + 3.0 * size.heads() * attended;
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
