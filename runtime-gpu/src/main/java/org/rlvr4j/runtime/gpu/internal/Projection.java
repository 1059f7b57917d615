package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A linear map x·Wᵀ + b, as every one of the decoder is but the norms. Several maps of the same input may be one, their
 * rows behind one another, so that they are one matrix product.
 *
 * @param parts the maps that it consists of, in the order of their rows
 * @param weight W; shape [rows][columns]
 * @param bias b; shape [rows]; null for none
 * @param precision how products with the weight are computed
 * @param adapter what is added to it; null for nothing
 */
record Projection(
        List<Part> parts,
        NDArray weight,
        @Nullable NDArray bias,
        MatrixPrecision precision,
        @Nullable ProjectionAdapter adapter) {

    Projection(List<Part> parts, NDArray weight, @Nullable NDArray bias, MatrixPrecision precision) {
        this(parts, weight, bias, precision, null);
    }

    /** The same map with an adapter. */
    Projection with(ProjectionAdapter added) {
        return new Projection(parts, weight, bias, precision, added);
    }

    /**
     * One map under the name that files give it.
     *
     * @param name such as {@code model.layers.0.self_attn.q_proj}, without {@code .weight}
     * @param rows outputs
     */
    record Part(String name, long rows) {

        /** The last component of the name, such as {@code q_proj}, by which adapters choose their targets. */
        String target() {
            return name.substring(name.lastIndexOf('.') + 1);
        }
    }

    /** Maps x of shape […][columns] to […][rows], in the manager of x. */
    NDArray apply(NDArray x) {
        NDArray output = precision.linear(x, weight, bias);
        return adapter == null ? output : adapter.addTo(output, x);
    }
}
