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
 * @param tensors little-endian float32, one for each trained tensor in a fixed order; empty where the weights are those
 *     that the policy was read with, which whoever has read the same policy has already
 */
public record PolicyWeights(long revision, String base, List<byte[]> tensors) implements Serializable {

    /** Copies the list. */
    public PolicyWeights {
        tensors = List.copyOf(tensors);
    }

    /**
     * The weights of a policy that is not trained yet, of which nothing need be told but which policy it is.
     *
     * @param base SHA-256 of what the policy was read from; all that is trained must be in it
     * @return revision 0
     */
    public static PolicyWeights asRead(String base) {
        return new PolicyWeights(0, base, List.of());
    }

    /**
     * Tells whether these are the weights that the policy was read with.
     *
     * @return whether there are no tensors
     */
    public boolean isAsRead() {
        return tensors.isEmpty();
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
