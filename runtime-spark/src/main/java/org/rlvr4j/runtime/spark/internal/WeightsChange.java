package org.rlvr4j.runtime.spark.internal;

import com.github.luben.zstd.Zstd;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
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
 * @param compressed four planes of bytes, compressed by Zstandard
 */
record WeightsChange(long from, long to, long checksum, byte[] compressed) implements Serializable {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** The fastest that also counts how often a byte occurs: most of the gain is there. */
    private static final int LEVEL = 1;

    /** Compares the weights of two revisions whose tensors have the same sizes. */
    static WeightsChange between(PolicyWeights before, PolicyWeights after) {
        int count = Math.toIntExact(after.bytes() / Integer.BYTES);
        byte[] planes = new byte[Math.multiplyExact(count, Integer.BYTES)];
        int at = 0;
        for (int t = 0; t < after.tensors().size(); t++) {
            byte[] old = before.tensors().get(t);
            byte[] now = after.tensors().get(t);
            for (int i = 0; i < now.length; i += Integer.BYTES, at++) {
                int difference = (int) INTS.get(now, i) - (int) INTS.get(old, i);
                int zigzag = (difference << 1) ^ (difference >> 31);
                planes[at] = (byte) zigzag;
                planes[at + count] = (byte) (zigzag >>> 8);
                planes[at + 2 * count] = (byte) (zigzag >>> 16);
                planes[at + 3 * count] = (byte) (zigzag >>> 24);
            }
        }
        return new WeightsChange(
                before.revision(), after.revision(), checksum(after.tensors()), Zstd.compress(planes, LEVEL));
    }

    /**
     * Makes the weights of {@link #to} of those of {@link #from}.
     *
     * @throws IllegalStateException if these are others
     */
    PolicyWeights appliedTo(PolicyWeights before) {
        int count = Math.toIntExact(before.bytes() / Integer.BYTES);
        byte[] planes = Zstd.decompress(compressed, count * Integer.BYTES);
        List<byte[]> tensors = new ArrayList<>();
        int at = 0;
        for (byte[] old : before.tensors()) {
            byte[] now = new byte[old.length];
            for (int i = 0; i < now.length; i += Integer.BYTES, at++) {
                int zigzag = (planes[at] & 0xff)
                        | (planes[at + count] & 0xff) << 8
                        | (planes[at + 2 * count] & 0xff) << 16
                        | (planes[at + 3 * count] & 0xff) << 24;
                INTS.set(now, i, (int) INTS.get(old, i) + ((zigzag >>> 1) ^ -(zigzag & 1)));
            }
            tensors.add(now);
        }
        if (before.revision() != from || checksum(tensors) != checksum) {
            throw new IllegalStateException("weights of revision " + before.revision()
                    + " do not become the driver's of revision " + to + " by its change from revision " + from);
        }
        return new PolicyWeights(to, before.base(), tensors);
    }

    private static long checksum(List<byte[]> tensors) {
        CRC32C checksum = new CRC32C();
        tensors.forEach(checksum::update);
        return checksum.getValue();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeightsChange that
                && from == that.from
                && to == that.to
                && checksum == that.checksum
                && Arrays.equals(compressed, that.compressed);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(to) * 31 + Long.hashCode(checksum);
    }

    @Override
    public String toString() {
        return "WeightsChange[" + from + " → " + to + ", " + compressed.length + " bytes]";
    }
}
