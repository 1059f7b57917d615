package org.rlvr4j.api.learning;

/**
 * The sizes of a Llama-shaped decoder on which its cost depends; they are known from its configuration, without its weights.
 *
 * @param vocabulary V, tokens
 * @param hidden C, width
 * @param layers transformer blocks
 * @param heads H, query heads
 * @param keyValueHeads G, key/value heads
 * @param headSize width of a head
 * @param feedForward F, width of the SwiGLU layer
 * @param contextLength longest sequence
 * @param tiedHead whether the output head is the embedding matrix
 * @param vectorsOfLayer weights of a layer that are in no matrix: norms and biases
 */
public record DecoderSize(
        long vocabulary,
        long hidden,
        int layers,
        long heads,
        long keyValueHeads,
        long headSize,
        long feedForward,
        int contextLength,
        boolean tiedHead,
        long vectorsOfLayer) {

    /**
     * Counts the weights of a layer's matrices: queries, keys, values, attention's output, and SwiGLU's three.
     *
     * @return weights
     */
    public long matricesOfLayer() {
        return hidden * headSize * (2 * heads + 2 * keyValueHeads) + 3 * hidden * feedForward;
    }

    /**
     * Counts the weights of the output head, which are the embedding's where the head is tied.
     *
     * @return weights
     */
    public long head() {
        return vocabulary * hidden;
    }

    /**
     * Counts all weights.
     *
     * @return weights
     */
    public long weights() {
        return (tiedHead ? 1 : 2) * head() + layers * (matricesOfLayer() + vectorsOfLayer) + hidden;
    }
}
