package org.rlvr4j.verifiers.code.sandbox;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Standard output as a conversation reads it; beyond the limit it is at its end. */
final class CountedInput extends FilterInputStream {

    private final Runnable onTooMuch;
    private long left;

    CountedInput(InputStream in, long limit, Runnable onTooMuch) {
        super(in);
        this.left = limit;
        this.onTooMuch = onTooMuch;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int n = super.read(bytes, offset, (int) Math.min(length, Math.max(left, 1)));
        if (n > left) {
            onTooMuch.run();
            return -1;
        }
        left -= Math.max(n, 0);
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(n, 8192)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
