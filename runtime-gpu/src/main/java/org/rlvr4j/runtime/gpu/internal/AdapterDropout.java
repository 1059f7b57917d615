package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.rlvr4j.api.random.RandomStreams;

/**
 * Dropout (arXiv 1207.0580) of adapters' inputs in one micro-batch. The mask of a projection is a function of the run's
 * seed, its name, the micro-batch and the input's shape, so that a resumed run and a second forward pass draw the same.
 *
 * @param random the run's streams
 * @param rate share that is set to 0; what stays is divided by 1 − rate
 * @param position of the micro-batch: step, pass, update, number
 */
record AdapterDropout(RandomStreams random, double rate, long... position) {

    /** Masks and scales x, in its manager; prompts and responses of a micro-batch differ in shape, and so in their mask. */
    NDArray apply(NDArray x, String name) {
        long[] shape = x.getShape().getShape();
        long[] place = Arrays.copyOf(position, position.length + shape.length);
        System.arraycopy(shape, 0, place, position.length, shape.length);
        SplittableRandom draws = new SplittableRandom(random.key("adapter-dropout/" + name, place));
        float[] mask = new float[(int) x.size()];
        float kept = (float) (1 / (1 - rate));
        // an int of a fair draw is below this with the probability of the rate
        int limit = (int) Math.round(Integer.MIN_VALUE + rate * 0x1p32);
        for (int i = 0; i < mask.length; i += 2) {
            long bits = draws.nextLong();
            mask[i] = (int) bits < limit ? 0 : kept;
            if (i + 1 < mask.length) {
                mask[i + 1] = (int) (bits >>> 32) < limit ? 0 : kept;
            }
        }
        return x.mul(x.getManager().create(mask, x.getShape()));
    }
}
