package org.rlvr4j.verifiers.code.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads a stream to its end and keeps the beginning; what is beyond the limit is thrown away and reported once. */
final class CappedBytes implements Runnable {

    private static final int CHUNK = 8192;

    private final InputStream source;
    private final long limit;
    private final Runnable onTooMuch;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final CountDownLatch ended = new CountDownLatch(1);

    CappedBytes(InputStream source, long limit, Runnable onTooMuch) {
        this.source = source;
        this.limit = limit;
        this.onTooMuch = onTooMuch;
    }

    @Override
    public void run() {
        try {
            byte[] chunk = new byte[CHUNK];
            for (int n = source.read(chunk); n >= 0; n = source.read(chunk)) {
                keep(chunk, n);
            }
        } catch (IOException e) {
            return; // the pipe was closed under us: there is no more
        } finally {
            ended.countDown();
        }
    }

    private void keep(byte[] chunk, int n) {
        boolean tooMuch;
        synchronized (kept) {
            int room = (int) Math.min(limit - kept.size(), n);
            kept.write(chunk, 0, room);
            tooMuch = room < n;
        }
        if (tooMuch) {
            onTooMuch.run();
        }
    }

    /** Waits for the end of the stream, and returns what was kept until then. */
    byte[] await(long millis) throws InterruptedException {
        boolean complete = ended.await(millis, TimeUnit.MILLISECONDS);
        if (!complete) {
            System.getLogger(CappedBytes.class.getName())
                    .log(System.Logger.Level.WARNING, "a process outside the sandbox holds its pipe");
        }
        synchronized (kept) {
            return kept.toByteArray();
        }
    }
}
