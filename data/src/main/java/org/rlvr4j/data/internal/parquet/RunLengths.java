package org.rlvr4j.data.internal.parquet;

import java.nio.ByteBuffer;

/** Reads the hybrid of run lengths and bit-packed groups of eight: levels, dictionary indices, truth values. */
final class RunLengths {

    private final ByteBuffer in;
    private final int width;
    private int left;
    private boolean packed;
    private int repeated;
    private long bits;
    private int bitCount;

    /**
     * Starts reading.
     *
     * @param in ends where the values do
     * @param width bits of a value, from 0 to 32
     */
    RunLengths(ByteBuffer in, int width) throws DamagedFileException {
        if (width < 0 || width > Integer.SIZE) {
            throw new DamagedFileException("values of " + width + " bits");
        }
        this.in = in;
        this.width = width;
    }

    int next() throws DamagedFileException {
        if (width == 0) {
            return 0;
        }
        while (left == 0) {
            run();
        }
        left--;
        return packed ? unpack() : repeated;
    }

    private void run() throws DamagedFileException {
        long head = Varint.read(in);
        long count = head >>> 1;
        packed = (head & 1) == 1;
        if (packed) {
            if (count > in.remaining()) {
                throw new DamagedFileException("a packed run is longer than its page");
            }
            left = (int) count * 8;
            bits = 0;
            bitCount = 0;
            return;
        }
        left = (int) Math.min(count, Integer.MAX_VALUE);
        repeated = 0;
        for (int i = 0; i < (width + 7) / 8; i++) {
            repeated |= (in.get() & 0xff) << (8 * i);
        }
    }

    private int unpack() {
        while (bitCount < width) {
            bits |= (in.get() & 0xffL) << bitCount;
            bitCount += 8;
        }
        int value = (int) (bits & (width == Integer.SIZE ? 0xffffffffL : (1L << width) - 1));
        bits >>>= width;
        bitCount -= width;
        return value;
    }
}
