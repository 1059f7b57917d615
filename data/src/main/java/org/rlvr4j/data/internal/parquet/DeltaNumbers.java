package org.rlvr4j.data.internal.parquet;

import java.nio.ByteBuffer;

/** Reads whole numbers as differences in bit-packed miniblocks: encoding DELTA_BINARY_PACKED. */
final class DeltaNumbers {

    private static final int MAX_BLOCK = 1 << 20;

    private final ByteBuffer in;
    private final int valuesInMiniblock;
    private final byte[] widths;
    private final long total;
    private long value;
    private long given;
    private long minimum;
    private int miniblock;
    private int leftInMiniblock;
    private long miniblockEnd;
    private long bits;
    private int bitCount;

    DeltaNumbers(ByteBuffer in) throws DamagedFileException {
        this.in = in;
        long block = Varint.read(in);
        long miniblocks = Varint.read(in);
        if (block < 1 || block > MAX_BLOCK || miniblocks < 1 || miniblocks > block || block % miniblocks != 0) {
            throw new DamagedFileException("a block of " + block + " differences in " + miniblocks + " parts");
        }
        widths = new byte[(int) miniblocks];
        valuesInMiniblock = (int) (block / miniblocks);
        total = Varint.read(in);
        value = Varint.zigzag(in);
        miniblock = widths.length;
    }

    /** How many numbers there are. */
    long total() {
        return total;
    }

    long next() throws DamagedFileException {
        if (given++ == 0) {
            return value;
        }
        if (given > total) {
            throw new DamagedFileException("more numbers are asked for than there are");
        }
        if (leftInMiniblock == 0) {
            nextMiniblock();
        }
        leftInMiniblock--;
        value += minimum + unpack(widths[miniblock] & 0xff);
        if (leftInMiniblock == 0) {
            miniblock++;
        }
        return value;
    }

    private void nextMiniblock() throws DamagedFileException {
        if (miniblock == widths.length) {
            minimum = Varint.zigzag(in);
            in.get(widths);
            miniblock = 0;
        }
        if ((widths[miniblock] & 0xff) > Long.SIZE) {
            throw new DamagedFileException("differences of " + (widths[miniblock] & 0xff) + " bits");
        }
        leftInMiniblock = valuesInMiniblock;
        miniblockEnd = in.position() + ((long) valuesInMiniblock * (widths[miniblock] & 0xff) + 7) / 8;
        bits = 0;
        bitCount = 0;
    }

    /** Reads bits from bytes, the lowest first; wide values straddle the buffer of 64 bits. */
    private long unpack(int width) {
        long result = 0;
        int have = 0;
        while (have < width) {
            if (bitCount == 0) {
                bits = in.get() & 0xffL;
                bitCount = 8;
            }
            int taken = Math.min(bitCount, width - have);
            result |= (bits & ((1L << taken) - 1)) << have;
            bits >>>= taken;
            bitCount -= taken;
            have += taken;
        }
        return result;
    }

    /** Passes over what pads the last miniblock begun, so that the buffer stands behind the numbers. */
    void finish() throws DamagedFileException {
        while (given < total) {
            next();
        }
        if (total > 1) {
            if (miniblockEnd > in.limit()) {
                throw new DamagedFileException("a block of differences is longer than its page");
            }
            in.position((int) miniblockEnd);
        }
    }
}
