package org.rlvr4j.data;

import java.nio.ByteBuffer;

/**
 * Assigns each problem to one side by a hash of its key alone, so that neither the order of rows nor other rows matter.
 *
 * @param heldOutShare share of the held-out side; from 0 to 1
 * @param salt hashed too
 */
record HashSplit(double heldOutShare, String salt) {

    private static final double UNIT = 0x1p-53;

    /** Whether the key's hash, as a number in [0, 1), is below the share. A larger share only adds to the side. */
    boolean isHeldOut(String key) {
        long bits = ByteBuffer.wrap(Hash.of(salt, key)).getLong() >>> 11;
        return bits * UNIT < heldOutShare;
    }
}
