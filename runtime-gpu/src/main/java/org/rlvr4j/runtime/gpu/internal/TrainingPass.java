package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * The forward pass over a micro-batch: its distinct prompts once, then the responses, which attend to their prompts'
 * keys. With n rollouts a prompt this saves n − 1 passes over it and changes nothing beyond rounding.
 */
final class TrainingPass {

    private TrainingPass() {}

    /** Hidden states that predict the batch's response tokens, in the order of its targets; shape [N][C]. */
    static NDArray predictors(Decoder decoder, MicroBatch batch) {
        NDManager scratch = batch.prompts().getManager();
        int promptLength = (int) batch.prompts().getShape().get(1);
        PromptKeys promptKeys = new PromptKeys();
        NDArray prompts = decoder.hidden(
                batch.prompts(),
                decoder.rotary().leading(scratch, promptLength),
                causalMask(scratch, promptLength, 0),
                promptKeys.recording());
        NDArray first = rows(prompts, batch.firstPredictors());
        NDArray ids = batch.responses();
        NDArray positions = batch.responsePositions();
        if (ids == null || positions == null) {
            return first;
        }
        NDArray mask = causalMask(scratch, (int) ids.getShape().get(1), promptLength);
        NDArray padding = batch.prefixPadding();
        NDArray responses = decoder.hidden(
                ids,
                decoder.rotary()
                        .at(positions, promptLength + (int) ids.getShape().get(1)),
                padding == null ? mask : mask.add(padding),
                promptKeys.sharedBy(batch.promptOf()));
        return NDArrays.concat(new NDList(first, rows(responses, batch.otherPredictors())));
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
