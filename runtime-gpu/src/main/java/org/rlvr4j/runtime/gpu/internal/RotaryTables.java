package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Cosines and sines of rotary position embedding (RoPE, arXiv 2104.09864), one row a position, one column for each pair
 * of a head's components.
 *
 * <p>A context may be far longer than what is ever looked at, so the tables hold as many positions as were asked for, and
 * double when more are. What they grow out of is freed with the manager, for a computation may still hold it; together
 * that is never more than the last tables.
 */
final class RotaryTables {

    private static final int FIRST_POSITIONS = 256;

    private final NDManager manager;
    private final int contextLength;
    private final int headSize;
    private final double attentionFactor;
    private final double[] frequencies;
    private volatile Turn all;

    /** Cosines and sines of some positions; broadcast against [D][heads][T][headSize / 2]. */
    record Turn(NDArray cosine, NDArray sine) {}

    /** How keys are turned and how queries are, which are scaled by 1/√headSize at the same time. */
    record Angles(Turn ofKeys, Turn ofQueries) {}

    RotaryTables(NDManager manager, ModelConfig config) {
        this.manager = manager;
        contextLength = config.contextLength();
        headSize = config.headSize();
        attentionFactor = config.ropeScaling().attentionFactor();
        frequencies = config.ropeScaling().frequencies(config.ropeTheta(), headSize);
        all = tables(Math.min(FIRST_POSITIONS, contextLength));
    }

    /** Angles are float32 numbers, products of a position and a frequency in float32, as in transformers. */
    private Turn tables(int positions) {
        int half = headSize / 2;
        float[] cosines = new float[Math.multiplyExact(positions, half)];
        float[] sines = new float[cosines.length];
        for (int position = 0; position < positions; position++) {
            for (int i = 0; i < half; i++) {
                float angle = position * (float) frequencies[i];
                cosines[position * half + i] = (float) (attentionFactor * Math.cos(angle));
                sines[position * half + i] = (float) (attentionFactor * Math.sin(angle));
            }
        }
        Shape shape = new Shape(positions, half);
        return new Turn(manager.create(cosines, shape), manager.create(sines, shape));
    }

    private synchronized Turn covering(int positions) {
        if (positions > contextLength) {
            throw new IllegalArgumentException(
                    positions + " positions were asked for, the context has " + contextLength);
        }
        int have = (int) all.cosine.getShape().get(0);
        if (have < positions) {
            all = tables((int) Math.min(contextLength, Math.max(positions, 2L * have)));
        }
        return all;
    }

    /** Angles of positions 0 … length − 1. */
    Angles leading(NDManager target, int length) {
        Shape shape = new Shape(1, 1, length, headSize / 2);
        Turn tables = covering(length);
        return angles(
                Slices.along(tables.cosine, 0, 0, length, target).reshape(shape),
                Slices.along(tables.sine, 0, 0, length, target).reshape(shape));
    }

    /**
     * Angles of given positions [D][T].
     *
     * @param end above every position; may pass the context, which no position does
     */
    Angles at(NDArray positions, int end) {
        Shape shape =
                new Shape(positions.getShape().get(0), 1, positions.getShape().get(1), headSize / 2);
        Turn tables = covering(Math.min(end, contextLength));
        return angles(
                Slices.rows(tables.cosine, positions).reshape(shape),
                Slices.rows(tables.sine, positions).reshape(shape));
    }

    private Angles angles(NDArray cosines, NDArray sines) {
        double scale = 1 / Math.sqrt(headSize);
        return new Angles(new Turn(cosines, sines), new Turn(cosines.mul(scale), sines.mul(scale)));
    }
}
