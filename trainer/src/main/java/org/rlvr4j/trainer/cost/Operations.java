package org.rlvr4j.trainer.cost;

import org.rlvr4j.api.learning.DecoderSize;
import org.rlvr4j.api.learning.PolicyPlan;

/**
 * Floating-point operations of a decoder, a multiplication and an addition counted as two. A token's forward pass takes 2 for
 * each weight of a matrix (Kaplan et al. 2020, arXiv 2001.08361), and for each token that it attends to 4 · layers · H ·
 * head size; its backward pass takes twice that, once for the gradient of the inputs and once for that of the weights.
 *
 * @param plan how the policy is trained
 */
record Operations(PolicyPlan plan) {

    /**
     * Forward pass of tokens at consecutive positions, without logits.
     *
     * @param from position of the first
     * @param tokens how many
     */
    double forward(double from, double tokens) {
        return 2.0 * plan.size().layers() * plan.size().matricesOfLayer() * tokens + attention(from, tokens);
    }

    /** Each token attends to those before it and itself. */
    private double attention(double from, double tokens) {
        DecoderSize size = plan.size();
        return 4.0 * size.layers() * size.heads() * size.headSize() * tokens * (from + (tokens + 1) / 2);
    }

    /** Logits of tokens. */
    double logits(double tokens) {
        return 2.0 * plan.size().head() * tokens;
    }

    /** Draws one response: the prompt is passed once for all of its responses. */
    double generation(double prompt, double response, double responsesOfPrompt) {
        return (forward(0, prompt) + logits(1)) / responsesOfPrompt + forward(prompt, response) + logits(response);
    }

    /**
     * Learns from one response.
     *
     * @param prompt tokens of its prompt
     * @param response its tokens
     * @param responsesOfPass how many responses share one pass over the prompt
     * @param slicedLogits whether logits do not fit in one piece and are computed a second time
     */
    double learning(double prompt, double response, double responsesOfPass, boolean slicedLogits) {
        DecoderSize size = plan.size();
        double tokens = prompt / responsesOfPass + response;
        double matrices = 2.0 * size.layers() * size.matricesOfLayer() * tokens;
        double attention = attention(0, prompt) / responsesOfPass + attention(prompt, response);
        double head = logits(response);
        double forward = matrices + attention + head;
        boolean all = plan.trainedWeights() == size.weights();
        // frozen matrices need the gradient of their inputs alone
        double backward = 2 * attention + (all ? 2 : 1) * (matrices + head);
        double adapters = all ? 0 : 6.0 * plan.trainedWeights() * tokens;
        double again = (plan.recomputesLayers() ? matrices + attention : 0) + (slicedLogits ? head : 0);
        return forward + backward + adapters + again;
    }

    /** Scores one response by the reference policy. */
    double reference(double prompt, double response, double responsesOfPass) {
        return forward(0, prompt) / responsesOfPass + forward(prompt, response) + logits(response);
    }
}
