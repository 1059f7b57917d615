package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import org.jspecify.annotations.Nullable;

/**
 * The forward pass of a Llama decoder: RMSNorm, rotary grouped-query attention, SwiGLU (arXiv 2302.13971). Training,
 * prefilling a prompt and decoding one token are the same code with other positions, masks and key/value stores.
 *
 * <p>Every intermediate array lives in the manager of the token ids.
 */
final class Decoder {

    private final ModelConfig config;
    private final DecoderWeights weights;
    private final RotaryTables rotary;

    Decoder(ModelConfig config, DecoderWeights weights, RotaryTables rotary) {
        this.config = config;
        this.weights = weights;
        this.rotary = rotary;
    }

    RotaryTables rotary() {
        return rotary;
    }

    /**
     * Computes the last hidden states.
     *
     * @param ids token ids; shape [D][T]
     * @param angles rotary angles of the ids' positions
     * @param mask added to the attention scores, broadcast against [D][H][T][S]; null where all is visible
     * @param store earlier keys and values
     * @return normalised hidden states; shape [D][T][C]
     */
    NDArray hidden(NDArray ids, RotaryTables.Angles angles, @Nullable NDArray mask, KeyValueStore store) {
        NDArray hidden = ids.getNDArrayInternal()
                .embedding(ids, weights.embedding(), SparseFormat.DENSE)
                .singletonOrThrow();
        int layer = 0;
        for (DecoderWeights.Block block : weights.blocks()) {
            hidden = hidden.add(attention(block, norm(hidden, block.attentionNorm()), angles, mask, store, layer++));
            hidden = hidden.add(feedForward(block, norm(hidden, block.feedForwardNorm())));
        }
        return norm(hidden, weights.finalNorm());
    }

    /** Logits of hidden states [N][C]; shape [N][V]. */
    NDArray logits(NDArray hidden) {
        return linear(hidden, weights.head());
    }

    /** The additive mask under which position t sees positions 0 … t; shape [1][1][T][T]. */
    static NDArray causalMask(NDManager manager, int length) {
        float[] mask = new float[length * length];
        for (int t = 0; t < length; t++) {
            for (int s = t + 1; s < length; s++) {
                mask[t * length + s] = Float.NEGATIVE_INFINITY;
            }
        }
        return manager.create(mask, new Shape(1, 1, length, length));
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

        NDArray projected = linear(input, block.queryKeyValue())
                .reshape(sequences, length, heads + 2L * groups, headSize)
                .transpose(0, 2, 1, 3);
        NDList split = projected.split(new long[] {heads + groups}, 1);
        NDArray rotated = rotate(split.get(0), angles);
        NDList queriesKeys = rotated.split(new long[] {heads}, 1);
        KeyValueStore.KeysValues all = store.extend(layer, queriesKeys.get(1), split.get(1));

        // queries that share a key head are laid along the time axis, so that keys are never repeated
        long seen = all.keys().getShape().get(2);
        NDArray queries = queriesKeys
                .get(0)
                .mul(1 / Math.sqrt(headSize))
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
        return linear(mixed, block.attentionOutput());
    }

    /** x·cos + rotateHalf(x)·sin on [D][heads][T][headSize]. */
    private NDArray rotate(NDArray x, RotaryTables.Angles angles) {
        NDList halves = x.split(new long[] {config.headSize() / 2}, 3);
        NDArray turned = NDArrays.concat(new NDList(halves.get(1).neg(), halves.get(0)), 3);
        return x.mul(angles.cosine()).add(turned.mul(angles.sine()));
    }

    private NDArray feedForward(DecoderWeights.Block block, NDArray input) {
        NDList gateUp = linear(input, block.gateUp()).split(new long[] {config.feedForwardSize()}, 2);
        NDArray gate = gateUp.get(0);
        NDArray activated = gate.mul(ai.djl.nn.Activation.sigmoid(gate)).mul(gateUp.get(1));
        return linear(activated, block.down());
    }

    private NDArray norm(NDArray x, NDArray weight) {
        NDArray meanSquare = x.square().mean(new int[] {-1}, true);
        return x.div(meanSquare.add(config.normEpsilon()).sqrt()).mul(weight);
    }

    private static NDArray linear(NDArray x, NDArray weight) {
        return x.getNDArrayInternal().linear(x, weight, null).singletonOrThrow();
    }
}
