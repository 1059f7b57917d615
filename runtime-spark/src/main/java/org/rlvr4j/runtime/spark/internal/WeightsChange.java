package org.rlvr4j.runtime.spark.internal;

import com.github.luben.zstd.Zstd;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.rlvr4j.runtime.gpu.shard.PolicyWeights;

/**
 * What an update changed of float32 weights, without loss. An update changes a weight by little, so the bits of both, read as
 * integers, differ by a small number; its upper bytes are zeros, and compress to nothing. Zigzag coding makes small negative
 * numbers small, too; bytes of one significance stand together.
 *
 * @param from the revision that was changed
 * @param to the revision that it became
 * @param checksum CRC-32C of the tensors of {@code to}
 * @param compressed of each tensor four planes of bytes, compressed by Zstandard
 */
record WeightsChange(long from, long to, long checksum, List<byte[]> compressed) implements Serializable {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** The fastest that also counts how often a byte occurs: most of the gain is there. */
    private static final int LEVEL = 1;

    /** Compares the weights of two revisions whose tensors have the same sizes. */
    static WeightsChange between(PolicyWeights before, PolicyWeights after) {
        List<byte[]> compressed = new ArrayList<>();
        for (int t = 0; t < after.tensors().size(); t++) {
            compressed.add(Zstd.compress(
                    planes(before.tensors().get(t), after.tensors().get(t)), LEVEL));
        }
        return new WeightsChange(before.revision(), after.revision(), checksum(after.tensors()), compressed);
    }

    private static byte[] planes(byte[] old, byte[] now) {
        int count = now.length / Integer.BYTES;
        byte[] planes = new byte[now.length];
        for (int i = 0; i < count; i++) {
            int difference = (int) INTS.get(now, Integer.BYTES * i) - (int) INTS.get(old, Integer.BYTES * i);
            int zigzag = (difference << 1) ^ (difference >> 31);
            planes[i] = (byte) zigzag;
            planes[i + count] = (byte) (zigzag >>> 8);
            planes[i + 2 * count] = (byte) (zigzag >>> 16);
            planes[i + 3 * count] = (byte) (zigzag >>> 24);
        }
        return planes;
    }

    /**
     * Makes the weights of {@link #to} of those of {@link #from}.
     *
     * @throws IllegalStateException if these are others
     */
    PolicyWeights appliedTo(PolicyWeights before) {
        List<byte[]> tensors = new ArrayList<>();
        for (int t = 0; t < compressed.size(); t++) {
            byte[] old = before.tensors().get(t);
            tensors.add(changed(old, Zstd.decompress(compressed.get(t), old.length)));
        }
        if (before.revision() != from || checksum(tensors) != checksum) {
            throw new IllegalStateException("weights of revision " + before.revision()
                    + " do not become the driver's of revision " + to + " by its change from revision " + from);
        }
        return new PolicyWeights(to, before.base(), tensors);
    }

    private static byte[] changed(byte[] old, byte[] planes) {
        int count = old.length / Integer.BYTES;
        byte[] now = new byte[old.length];
        for (int i = 0; i < count; i++) {
            int zigzag = (planes[i] & 0xff)
                    | (planes[i + count] & 0xff) << 8
                    | (planes[i + 2 * count] & 0xff) << 16
                    | (planes[i + 3 * count] & 0xff) << 24;
            INTS.set(now, Integer.BYTES * i, (int) INTS.get(old, Integer.BYTES * i) + ((zigzag >>> 1) ^ -(zigzag & 1)));
        }
        return now;
    }

    /** Bytes that travel. */
    long bytes() {
        return compressed.stream().mapToLong(tensor -> tensor.length).sum();
    }

    private static long checksum(List<byte[]> tensors) {
        CRC32C checksum = new CRC32C();
        tensors.forEach(checksum::update);
        return checksum.getValue();
    }
}
