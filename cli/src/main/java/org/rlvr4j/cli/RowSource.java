package org.rlvr4j.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines in batches on a thread of its own, so that waiting for a pipe can be interrupted. It is never more than a
 * batch ahead of who takes them, and hands over what it has before it waits for more.
 */
final class RowSource {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAX_BATCH_BYTES = 1 << 18;

    private final InputStream in;
    private final int linesABatch;
    private final SynchronousQueue<Batch> batches = new SynchronousQueue<>();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private long lineNumber;

    /**
     * A line.
     *
     * @param number from 1
     * @param bytes without its end; empty where it is over-long
     * @param length in bytes
     */
    record Line(long number, byte[] bytes, long length) {
        boolean isTooLong() {
            return length > RowFields.MAX_LINE_BYTES;
        }

        /** Whether there is nothing but spaces on it. */
        boolean isBlank() {
            for (byte b : bytes) {
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return !isTooLong();
        }
    }

    /**
     * Lines that follow one another.
     *
     * @param lines the lines; none at the end
     * @param bytes how many bytes of the source they are
     * @param failure why reading ended early, or null
     */
    record Batch(List<Line> lines, long bytes, @Nullable IOException failure) {
        boolean isLast() {
            return lines.isEmpty();
        }
    }

    RowSource(InputStream in, int linesABatch) {
        this.in = in;
        this.linesABatch = linesABatch;
    }

    void start() {
        Thread thread = new Thread(this::readAll, "rows");
        thread.setDaemon(true);
        thread.start();
    }

    /** The next batch, or null where none came in that time. */
    @Nullable
    Batch poll(long millis) throws InterruptedException {
        return batches.poll(millis, TimeUnit.MILLISECONDS);
    }

    private void readAll() {
        try {
            try {
                readLines();
                batches.put(new Batch(List.of(), 0, null));
            } catch (IOException e) {
                batches.put(new Batch(List.of(), 0, e));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readLines() throws IOException, InterruptedException {
        List<Line> lines = new ArrayList<>();
        long bytes = 0;
        for (Line line = readLine(); line != null; line = readLine()) {
            lines.add(line);
            bytes += line.length() + 1;
            if (lines.size() == linesABatch || bytes >= MAX_BATCH_BYTES || wouldWait()) {
                batches.put(new Batch(lines, bytes, null));
                lines = new ArrayList<>();
                bytes = 0;
            }
        }
        if (!lines.isEmpty()) {
            batches.put(new Batch(lines, bytes, null));
        }
    }

    private boolean wouldWait() throws IOException {
        return position == limit && in.available() == 0;
    }

    /** Reads a line; null at the end. Of an over-long one nothing is kept. */
    private @Nullable Line readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long length = 0;
        boolean ended = false;
        while (!ended && (position < limit || fill())) {
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            length += end - position;
            if (length <= RowFields.MAX_LINE_BYTES) {
                line.write(buffer, position, end - position);
            } else {
                line = new ByteArrayOutputStream(0);
            }
            ended = end < limit;
            position = ended ? end + 1 : end;
        }
        return length == 0 && !ended ? null : new Line(++lineNumber, line.toByteArray(), length);
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }
}
