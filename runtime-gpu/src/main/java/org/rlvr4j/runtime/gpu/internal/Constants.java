package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;

/**
 * Numbers for arithmetic on the tape.
 *
 * <p>DJL turns {@code x.mul(2)} into a tensor over memory of the JVM and lets go of it at once, but PyTorch keeps that
 * tensor for the backward pass. If the garbage collector runs in between, the gradient is computed with whatever the
 * memory holds by then. So a number that PyTorch remembers (a factor, divisor, exponent or bound of an array with a
 * gradient) must be an array that lives as long as the tape.
 */
final class Constants {

    private Constants() {}

    /** The number as an array of the manager of another. */
    static NDArray beside(NDArray array, double value) {
        return array.getManager().create((float) value);
    }
}
