package org.rlvr4j.runtime.gpu.shard;

import java.io.Serializable;
import java.util.List;

/**
 * What is trained of a policy, at one moment: all of its weights, or its adapter alone.
 *
 * <p>Arrays are not copied: the weights of a large policy are large.
 *
 * @param revision tells these from other weights of the same runtime
 * @param base SHA-256 of what the policy was read from, before any training
 * @param tensors little-endian float32, one for each trained tensor in a fixed order
 */
public record PolicyWeights(long revision, String base, List<byte[]> tensors) implements Serializable {

    /** Copies the list. */
    public PolicyWeights {
        tensors = List.copyOf(tensors);
    }

    /**
     * Returns the size.
     *
     * @return bytes of all tensors
     */
    public long bytes() {
        return tensors.stream().mapToLong(tensor -> tensor.length).sum();
    }
}
