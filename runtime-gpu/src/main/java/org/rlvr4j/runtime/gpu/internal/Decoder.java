package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The forward pass of a decoder of Llama's shape: RMSNorm, rotary grouped-query attention, SwiGLU (arXiv 2302.13971),
 * with the biases of Qwen2 and the norms of queries and keys of Qwen3 where the weights have them. Training, prefilling a prompt and decoding one token are the same code with other positions, masks and key/value stores.
 *
 * <p>Every intermediate array lives in the manager of the token ids.
 */
final class Decoder {

    private final ModelConfig config;
    private final DecoderWeights weights;
    private final List<DecoderWeights.Block> blocks;
    private final RotaryTables rotary;

    Decoder(ModelConfig config, DecoderWeights weights, RotaryTables rotary) {
        this(config, weights, weights.blocks(), rotary);
    }

    private Decoder(
            ModelConfig config, DecoderWeights weights, List<DecoderWeights.Block> blocks, RotaryTables rotary) {
        this.config = config;
        this.weights = weights;
        this.blocks = blocks;
        this.rotary = rotary;
    }

    /** The same decoder with other blocks, such as those that adapters are added to. */
    Decoder with(UnaryOperator<List<DecoderWeights.Block>> change) {
        return new Decoder(config, weights, change.apply(weights.blocks()), rotary);
    }

    int layers() {
        return blocks.size();
    }

    RotaryTables rotary() {
        return rotary;
    }

    /**
     * Computes the last hidden states; no more than one layer's intermediate arrays are held at a time.
     *
     * @param ids token ids; shape [D][T]
     * @param angles rotary angles of the ids' positions
     * @param mask added to the attention scores, broadcast against [D][H][T][S]; null where all is visible
     * @param store earlier keys and values
     * @return normalised hidden states; shape [D][T][C]
     */
    NDArray hidden(NDArray ids, RotaryTables.Angles angles, @Nullable NDArray mask, KeyValueStore store) {
        NDManager manager = ids.getManager();
        NDArray hidden = embed(ids);
        for (int layer = 0; layer < layers(); layer++) {
            try (NDManager own = manager.newSubManager()) {
                hidden.attach(own);
                hidden = layer(layer, hidden, angles, mask, store);
                hidden.attach(manager);
            }
        }
        return normalise(hidden);
    }

    /** Embeddings of token ids [D][T]; shape [D][T][C]. */
    NDArray embed(NDArray ids) {
        return weights.embed(ids);
    }

    /** One block: hidden states [D][T][C] to hidden states. */
    NDArray layer(int layer, NDArray input, RotaryTables.Angles angles, @Nullable NDArray mask, KeyValueStore store) {
        DecoderWeights.Block block = blocks.get(layer);
        NDArray hidden = input.add(attention(block, norm(input, block.attentionNorm()), angles, mask, store, layer));
        return hidden.add(feedForward(block, norm(hidden, block.feedForwardNorm())));
    }

    /** The norm behind the last block. */
    NDArray normalise(NDArray hidden) {
        return norm(hidden, weights.finalNorm());
    }

    /** Logits of hidden states [N][C]; shape [N][V]. */
    NDArray logits(NDArray hidden) {
        return weights.head().apply(hidden);
    }

    private NDArray attention(
            DecoderWeights.Block block,
            NDArray input,
            RotaryTables.Angles angles,
            @Nullable NDArray mask,
            KeyValueStore store,
            int layer) {
        long sequences = input.getShape().get(0);
        long length = input.getShape().get(1);
        int heads = config.heads();
        int groups = config.keyValueHeads();
        int headSize = config.headSize();

        NDList split = block.queryKeyValue()
                .apply(input)
                .reshape(sequences, length, heads + 2L * groups, headSize)
                .split(new long[] {heads, heads + groups}, 2);
        NDArray keys = normIfAny(split.get(1), block.keyNorm());
        KeyValueStore.KeysValues all =
                store.extend(layer, rotate(keys, angles.ofKeys()), split.get(2).transpose(0, 2, 1, 3));

        // queries that share a key head are laid along the time axis, so that keys are never repeated
        long seen = all.keys().getShape().get(2);
        NDArray queries = rotate(normIfAny(split.get(0), block.queryNorm()), angles.ofQueries())
                .reshape(sequences, groups, heads / groups * length, headSize);
        NDArray scores = queries.matMul(all.keys().transpose(0, 1, 3, 2));
        if (mask != null) {
            scores = scores.reshape(sequences, heads, length, seen)
                    .add(mask)
                    .reshape(sequences, groups, heads / groups * length, seen);
        }
        NDArray mixed = scores.softmax(-1)
                .matMul(all.values())
                .reshape(sequences, heads, length, headSize)
                .transpose(0, 2, 1, 3)
                .reshape(sequences, length, (long) heads * headSize);
        return block.attentionOutput().apply(mixed);
    }

    /**
     * Turns each pair (i, i + headSize / 2) by its angle; [D][T][heads][headSize] becomes [D][heads][T][headSize], which
     * the concatenation lays out as the matrix product wants it.
     */
    private NDArray rotate(NDArray x, RotaryTables.Turn turn) {
        NDList halves = x.transpose(0, 2, 1, 3).split(new long[] {config.headSize() / 2}, 3);
        NDArray first = halves.get(0);
        NDArray second = halves.get(1);
        return NDArrays.concat(
                new NDList(
                        first.mul(turn.cosine()).sub(second.mul(turn.sine())),
                        second.mul(turn.cosine()).add(first.mul(turn.sine()))),
                3);
    }

    private NDArray feedForward(DecoderWeights.Block block, NDArray input) {
        NDArray gate = block.gate().apply(input);
        NDArray activated = gate.mul(Activation.sigmoid(gate)).mul(block.up().apply(input));
        return block.down().apply(activated);
    }

    private NDArray normIfAny(NDArray x, @Nullable NDArray weight) {
        return weight == null ? x : norm(x, weight);
    }

    /** RMSNorm over the last axis; the root is taken of one number a row, so that only two operations touch the whole of x. */
    private NDArray norm(NDArray x, NDArray weight) {
        NDArray inverse = x.norm(2, new int[] {-1}, true)
                .square()
                .mul(Constants.beside(x, 1.0 / weight.size()))
                .add(config.normEpsilon())
                .pow(Constants.beside(x, -0.5));
        return x.mul(inverse).mul(weight);
    }
}
