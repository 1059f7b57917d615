package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.rlvr4j.runtime.gpu.internal.safetensors.TensorFiles;

/** The tensors that the optimiser changes, and how arrays laid out like them (moments) are kept in files. */
interface TrainedTensors {

    /** The tensors, in a fixed order. */
    List<NDArray> all();

    /** Their names, in the same order. */
    List<String> names();

    /** Cuts arrays that are laid out as the tensors are into those of files, as views attached to the given manager. */
    Map<String, NDArray> split(NDManager target, List<NDArray> like);

    /** Reads float32 arrays laid out as the tensors are from a file that {@link #split} was written to. */
    List<NDArray> join(NDManager target, TensorFiles files, String prefix) throws IOException;

    /** Whether the embedding is among them, so that gradients must reach it. */
    boolean holdsEmbedding();

    default long parameterCount() {
        return all().stream().mapToLong(NDArray::size).sum();
    }
}
