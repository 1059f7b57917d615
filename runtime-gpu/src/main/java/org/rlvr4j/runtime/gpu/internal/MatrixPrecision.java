package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.SparseFormat;
import org.jspecify.annotations.Nullable;

/** In which numbers matrices are held and what products see of them; inputs, outputs and sums are float32 in any case. */
interface MatrixPrecision {

    /** Matrices in float32. */
    MatrixPrecision FLOAT32 = new MatrixPrecision() {
        @Override
        public NDArray frozen(NDArray matrix) {
            return matrix;
        }

        @Override
        public NDArray seen(NDArray matrix) {
            return matrix;
        }

        @Override
        public NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
            return x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow();
        }

        @Override
        public NDArray embed(NDArray ids, NDArray weight) {
            return ids.getNDArrayInternal()
                    .embedding(ids, weight, SparseFormat.DENSE)
                    .singletonOrThrow();
        }
    };

    /** How a float32 matrix that is never trained is held; it may be another array, the given one is then closed. */
    NDArray frozen(NDArray matrix);

    /** What products see of a held matrix, as float32, in its manager; it may be the same array. */
    NDArray seen(NDArray matrix);

    /** x·Wᵀ + b, in the manager of x. */
    NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias);

    /** Rows of W, in the manager of the ids. */
    NDArray embed(NDArray ids, NDArray weight);
}
