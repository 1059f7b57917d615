package org.rlvr4j.data.internal.parquet;

import java.nio.ByteBuffer;

/** Whole numbers of seven bits a byte, the lowest first. */
final class Varint {

    private static final int MOST_BITS = 63;

    private Varint() {}

    static long read(ByteBuffer in) throws DamagedFileException {
        long value = 0;
        for (int shift = 0; shift <= MOST_BITS; shift += 7) {
            byte b = in.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new DamagedFileException("a number is longer than ten bytes");
    }

    static long zigzag(ByteBuffer in) throws DamagedFileException {
        long value = read(in);
        return (value >>> 1) ^ -(value & 1);
    }
}
