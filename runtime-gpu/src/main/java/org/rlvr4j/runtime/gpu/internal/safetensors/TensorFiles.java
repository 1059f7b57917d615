package org.rlvr4j.runtime.gpu.internal.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Set;

/** Tensors by name, from one file or several. */
public interface TensorFiles {

    /** Names of all tensors. */
    Set<String> names();

    /** The file that holds a tensor, or the file that lists them all where none does; for messages. */
    String where(String name);

    /** A tensor's shape; the tensor must be one of {@link #names()}. */
    Shape shape(String name);

    /** The type that a tensor's numbers have in its file. */
    DataType type(String name);

    /**
     * Overwrites an array with a tensor, whose numbers are converted to the array's type.
     *
     * @param name one of {@link #names()}
     * @param target contiguous, of the tensor's shape
     */
    void read(String name, NDArray target) throws IOException;
}
