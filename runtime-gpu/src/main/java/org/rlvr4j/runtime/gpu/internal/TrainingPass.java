package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The forward pass over a micro-batch: its distinct prompts once, then the responses, which attend to their prompts'
 * keys. With n rollouts a prompt this saves n − 1 passes over it and changes nothing beyond rounding.
 *
 * <p>Prompts and responses go through the layers side by side, so that a layer is a function of hidden states alone and can
 * be computed a second time.
 */
final class TrainingPass {

    /**
     * Hidden states between two layers.
     *
     * @param prompts shape [P][T′][C]
     * @param responses shape [D][T][C]; null if T is 0
     */
    record States(NDArray prompts, @Nullable NDArray responses) {

        List<NDArray> all() {
            return responses == null ? List.of(prompts) : List.of(prompts, responses);
        }

        static States of(List<NDArray> all) {
            return new States(all.get(0), all.size() > 1 ? all.get(1) : null);
        }

        void close() {
            all().forEach(NDArray::close);
        }
    }

    private final Decoder decoder;
    private final MicroBatch batch;
    private final NDManager scratch;
    private final RotaryTables.Angles promptAngles;
    private final NDArray promptMask;
    private final RotaryTables.@Nullable Angles responseAngles;
    private final @Nullable NDArray responseMask;

    TrainingPass(Decoder decoder, MicroBatch batch) {
        this.decoder = decoder;
        this.batch = batch;
        scratch = batch.prompts().getManager();
        int promptLength = (int) batch.prompts().getShape().get(1);
        promptAngles = decoder.rotary().leading(scratch, promptLength);
        promptMask = causalMask(scratch, promptLength, 0);
        NDArray positions = batch.responsePositions();
        if (positions == null) {
            responseAngles = null;
            responseMask = null;
        } else {
            int length = (int) positions.getShape().get(1);
            responseAngles = decoder.rotary().at(positions, promptLength + length);
            NDArray mask = causalMask(scratch, length, promptLength);
            NDArray padding = batch.prefixPadding();
            responseMask = padding == null ? mask : mask.add(padding);
        }
    }

    /** Hidden states that predict the batch's response tokens, in the order of its targets; shape [N][C]. */
    static NDArray predictors(Decoder decoder, MicroBatch batch) {
        return new TrainingPass(decoder, batch).predictors();
    }

    /** The same without a tape; no more than one layer's intermediate arrays are held at a time. */
    static NDArray untapedPredictors(Decoder decoder, MicroBatch batch) {
        TrainingPass pass = new TrainingPass(decoder, batch);
        States states = pass.embed();
        for (int layer = 0; layer < decoder.layers(); layer++) {
            States next = pass.untapedLayer(layer, states);
            states.close();
            states = next;
        }
        return pass.predictors(states);
    }

    private NDArray predictors() {
        States states = embed();
        for (int layer = 0; layer < decoder.layers(); layer++) {
            states = layer(layer, states, batch.promptOf());
        }
        return predictors(states);
    }

    /** The first layer's inputs. */
    States embed() {
        NDArray ids = batch.responses();
        return new States(decoder.embed(batch.prompts()), ids == null ? null : decoder.embed(ids));
    }

    /**
     * One layer of both streams.
     *
     * @param layer which
     * @param in its inputs; what is computed lives in their manager
     * @param promptOf the batch's, in the same manager
     */
    States layer(int layer, States in, NDArray promptOf) {
        List<KeyValueStore.KeysValues> ofPrompts = new ArrayList<>(1);
        NDArray prompts = decoder.layer(layer, in.prompts, promptAngles, promptMask, (l, keys, values) -> {
            ofPrompts.add(new KeyValueStore.KeysValues(keys, values));
            return ofPrompts.get(0);
        });
        if (in.responses == null || responseAngles == null) {
            return new States(prompts, null);
        }
        NDArray responses = decoder.layer(
                layer,
                in.responses,
                responseAngles,
                responseMask,
                (l, keys, values) -> new KeyValueStore.KeysValues(
                        behind(ofPrompts.get(0).keys(), promptOf, keys),
                        behind(ofPrompts.get(0).values(), promptOf, values)));
        return new States(prompts, responses);
    }

    /** One layer whose intermediate arrays are gone on return; the outputs live in the micro-batch's manager. */
    States untapedLayer(int layer, States in) {
        try (NDManager own = scratch.newSubManager()) {
            States out = layer(layer, leaves(in, own), promptOf(own));
            out.all().forEach(array -> array.attach(scratch));
            return out;
        }
    }

    /** Arrays of the same values that have no history and live in the given manager. */
    static States leaves(States states, NDManager manager) {
        return States.of(states.all().stream()
                .map(array -> {
                    NDArray leaf = array.stopGradient();
                    leaf.attach(manager);
                    return leaf;
                })
                .toList());
    }

    /** A handle of the batch's prompt numbers in another manager: what is selected by it lives there. */
    NDArray promptOf(NDManager manager) {
        NDArray copy = batch.promptOf().duplicate();
        copy.attach(manager);
        return copy;
    }

    /** What predicts the response tokens, from the last layer's outputs; shape [N][C]. */
    NDArray predictors(States last) {
        NDArray first = rows(last.prompts, batch.firstPredictors());
        NDArray predictors = last.responses == null
                ? first
                : NDArrays.concat(new NDList(first, rows(last.responses, batch.otherPredictors())));
        return decoder.normalise(predictors);
    }

    private static NDArray behind(NDArray prompts, NDArray promptOf, NDArray own) {
        return NDArrays.concat(new NDList(Slices.rows(prompts, promptOf), own), 2);
    }

    private static NDArray rows(NDArray hidden, NDArray indices) {
        return Slices.rows(hidden.reshape(-1, hidden.getShape().get(2)), indices);
    }

    /** Added to scores: position t sees the whole prefix and positions 0 … t; shape [1][1][T][prefix + T]. */
    static NDArray causalMask(NDManager manager, int length, int prefix) {
        int columns = prefix + length;
        float[] mask = new float[length * columns];
        for (int t = 0; t < length; t++) {
            Arrays.fill(mask, t * columns + prefix + t + 1, (t + 1) * columns, Float.NEGATIVE_INFINITY);
        }
        return manager.create(mask, new Shape(1, 1, length, columns));
    }
}
