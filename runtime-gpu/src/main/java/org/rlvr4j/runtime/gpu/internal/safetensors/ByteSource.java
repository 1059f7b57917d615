package org.rlvr4j.runtime.gpu.internal.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a file's bytes come from. */
interface ByteSource {

    /** What is done with some bytes. */
    @FunctionalInterface
    interface Use {
        /** Uses a direct buffer, which is gone afterwards. */
        void accept(ByteBuffer bytes) throws IOException;
    }

    /** Number of bytes. */
    long size();

    /**
     * Gives a range of bytes.
     *
     * @param position where it begins
     * @param length bytes; the range must lie inside the file
     * @param use gets the bytes and must not keep the buffer
     */
    void use(long position, int length, Use use) throws IOException;

    /** Bytes in memory. */
    static ByteSource of(byte[] file) {
        return new ByteSource() {
            @Override
            public long size() {
                return file.length;
            }

            @Override
            public void use(long position, int length, Use use) throws IOException {
                use.accept(ByteBuffer.allocateDirect(length)
                        .put(file, (int) position, length)
                        .flip());
            }
        };
    }
}
