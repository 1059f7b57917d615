package org.rlvr4j.trackers.internal;

import java.util.zip.CRC32C;

/** The masked CRC-32C of TFRecord files. */
final class Crc32c {

    private static final int MASK = 0xa282ead8;

    private Crc32c() {}

    /** Rotated right by 15 bits, plus a constant: a checksum that may itself be checksummed. */
    static int masked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }
}
