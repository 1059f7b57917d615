package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Cosines and sines of rotary position embedding (RoPE, arXiv 2104.09864), one row a position, one column for each pair
 * of a head's components.
 */
final class RotaryTables {

    private final NDArray cosine;
    private final NDArray sine;
    private final int headSize;

    /** Cosines and sines of some positions; broadcast against [D][heads][T][headSize / 2]. */
    record Turn(NDArray cosine, NDArray sine) {}

    /** How keys are turned and how queries are, which are scaled by 1/√headSize at the same time. */
    record Angles(Turn ofKeys, Turn ofQueries) {}

    RotaryTables(NDManager manager, ModelConfig config) {
        headSize = config.headSize();
        int half = headSize / 2;
        float[] cosines = new float[config.contextLength() * half];
        float[] sines = new float[cosines.length];
        for (int position = 0; position < config.contextLength(); position++) {
            for (int i = 0; i < half; i++) {
                double angle = position * Math.pow(config.ropeTheta(), -2.0 * i / headSize);
                cosines[position * half + i] = (float) Math.cos(angle);
                sines[position * half + i] = (float) Math.sin(angle);
            }
        }
        Shape shape = new Shape(config.contextLength(), half);
        cosine = manager.create(cosines, shape);
        sine = manager.create(sines, shape);
    }

    /** Angles of positions 0 … length − 1. */
    Angles leading(NDManager manager, int length) {
        Shape shape = new Shape(1, 1, length, headSize / 2);
        return angles(
                Slices.along(cosine, 0, 0, length, manager).reshape(shape),
                Slices.along(sine, 0, 0, length, manager).reshape(shape));
    }

    /** Angles of given positions [D][T]. */
    Angles at(NDArray positions) {
        Shape shape =
                new Shape(positions.getShape().get(0), 1, positions.getShape().get(1), headSize / 2);
        return angles(
                Slices.rows(cosine, positions).reshape(shape),
                Slices.rows(sine, positions).reshape(shape));
    }

    private Angles angles(NDArray cosines, NDArray sines) {
        double scale = 1 / Math.sqrt(headSize);
        return new Angles(new Turn(cosines, sines), new Turn(cosines.mul(scale), sines.mul(scale)));
    }
}
