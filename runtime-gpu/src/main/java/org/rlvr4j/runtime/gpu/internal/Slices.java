package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;

/** Parts of an array. */
final class Slices {

    private Slices() {}

    /** The index that keeps [from, to) of one axis. */
    static NDIndex index(int axis, long from, long to) {
        NDIndex index = new NDIndex();
        for (int i = 0; i < axis; i++) {
            index.addAllDim();
        }
        return index.addSliceDim(from, to).addEllipseDim();
    }

    /**
     * A view of [from, to) of one axis that lives as long as the given manager. DJL attaches a view to its source's
     * manager; views of weights and caches would then pile up until those go.
     */
    static NDArray along(NDArray source, int axis, long from, long to, NDManager manager) {
        NDArray view = source.get(index(axis, from, to));
        view.attach(manager);
        return view;
    }

    /** Overwrites an array with another of its shape. (DJL's {@code copyTo} prints a warning of the engine.) */
    static void overwrite(NDArray target, NDArray source) {
        target.set(new NDIndex().addEllipseDim(), source);
    }

    /**
     * Copies of some rows of the first axis, in the manager of the indices. This is the embedding operation, whose gradient
     * is cheap; indexing proper trains through a slow accumulating put.
     *
     * @param source shape [R][…]
     * @param indices int64 row numbers of any shape
     * @return shape of the indices followed by […]
     */
    static NDArray rows(NDArray source, NDArray indices) {
        Shape row = source.getShape().slice(1);
        // handles are closed at once: each would keep the memory of its array until the manager goes
        try (NDArray flat = source.reshape(source.getShape().get(0), row.size());
                NDArray taken = indices.getNDArrayInternal()
                        .embedding(indices, flat, SparseFormat.DENSE)
                        .singletonOrThrow()) {
            return taken.reshape(indices.getShape().addAll(row));
        }
    }
}
