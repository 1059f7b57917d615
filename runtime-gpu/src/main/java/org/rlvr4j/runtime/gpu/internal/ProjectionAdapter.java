package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a low-rank adapter adds to a projection: s · (x·Aᵀ)·Bᵀ for each of its parts that has one (LoRA, arXiv 2106.09685).
 *
 * @param name of the projection, for its dropout
 * @param maps one a part of the projection, in their order
 * @param scale s
 * @param dropout of the inputs, null for none; the parts of a projection share it
 */
record ProjectionAdapter(
        String name,
        List<LowRankMap> maps,
        double scale,
        @Nullable AdapterDropout dropout) {

    /**
     * The adapter of one part.
     *
     * @param rows outputs of the part
     * @param a A; shape [rank][columns]; null where the part has no adapter
     * @param b B; shape [rows][rank]; null where the part has no adapter
     */
    record LowRankMap(
            long rows, @Nullable NDArray a, @Nullable NDArray b) {}

    /**
     * Adds the adapter's output.
     *
     * @param x the projection's input; shape […][columns]
     * @param base the projection's own output; shape […][rows]
     * @return shape […][rows]
     */
    NDArray addTo(NDArray base, NDArray x) {
        NDArray input = dropout == null ? x : dropout.apply(x, name);
        NDList outputs = new NDList();
        for (LowRankMap map : maps) {
            outputs.add(output(input, map));
        }
        return base.add(outputs.size() == 1 ? outputs.head() : NDArrays.concat(outputs, -1));
    }

    private NDArray output(NDArray x, LowRankMap map) {
        if (map.a == null || map.b == null) {
            long[] shape = x.getShape().getShape().clone();
            shape[shape.length - 1] = map.rows;
            return x.getManager().zeros(new Shape(shape));
        }
        NDArray inner = linear(x, map.a);
        return linear(inner.mul(Constants.beside(inner, scale)), map.b);
    }

    private static NDArray linear(NDArray x, NDArray weight) {
        return x.getNDArrayInternal().linear(x, weight, null).singletonOrThrow();
    }
}
