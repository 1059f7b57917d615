package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Cosines and sines of rotary position embedding (RoPE, arXiv 2104.09864), one row a position, each row's second half
 * equal to its first, as Hugging Face's Llama lays out the pairs.
 */
final class RotaryTables {

    private final NDArray cosine;
    private final NDArray sine;
    private final int headSize;

    /** Cosines and sines for some positions; broadcast against [D][heads][T][headSize]. */
    record Angles(NDArray cosine, NDArray sine) {}

    RotaryTables(NDManager manager, ModelConfig config) {
        headSize = config.headSize();
        int half = headSize / 2;
        float[] cosines = new float[config.contextLength() * headSize];
        float[] sines = new float[cosines.length];
        for (int position = 0; position < config.contextLength(); position++) {
            for (int i = 0; i < half; i++) {
                double angle = position * Math.pow(config.ropeTheta(), -2.0 * i / headSize);
                int at = position * headSize + i;
                cosines[at] = cosines[at + half] = (float) Math.cos(angle);
                sines[at] = sines[at + half] = (float) Math.sin(angle);
            }
        }
        Shape shape = new Shape(config.contextLength(), headSize);
        cosine = manager.create(cosines, shape);
        sine = manager.create(sines, shape);
    }

    /** Angles of positions 0 … length − 1; shape [1][1][T][headSize]. */
    Angles leading(NDManager manager, int length) {
        Shape shape = new Shape(1, 1, length, headSize);
        return new Angles(
                Slices.along(cosine, 0, 0, length, manager).reshape(shape),
                Slices.along(sine, 0, 0, length, manager).reshape(shape));
    }

    /** Angles of given positions [D][T]; shape [D][1][T][headSize]. */
    Angles at(NDArray positions) {
        Shape shape =
                new Shape(positions.getShape().get(0), 1, positions.getShape().get(1), headSize);
        return new Angles(
                Slices.rows(cosine, positions).reshape(shape),
                Slices.rows(sine, positions).reshape(shape));
    }
}
