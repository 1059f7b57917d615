package org.rlvr4j.runtime.gpu.internal.gguf;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A GGUF file whose header is read and whose tensors are mapped into memory one after the other. */
final class GgufFile implements Closeable {

    private final FileChannel channel;
    private final GgufHeader header;

    private GgufFile(FileChannel channel, GgufHeader header) {
        this.channel = channel;
        this.header = header;
    }

    static GgufFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            long size = channel.size();
            MappedByteBuffer first =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(size, GgufHeader.MAX_BYTES));
            return new GgufFile(channel, GgufHeader.parse(first, size, file.toString()));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    GgufHeader header() {
        return header;
    }

    /** Receives a row; the array is used again for the next. */
    @FunctionalInterface
    interface RowConsumer {
        void accept(float[] row) throws IOException;
    }

    /**
     * Reads a tensor row by row.
     *
     * @param order which row of the file is the n-th that is wanted
     */
    void rows(GgufTensor tensor, RowOrder order, RowConsumer consumer) throws IOException {
        long rowBytes = tensor.type().bytes(tensor.columns());
        // rows that change places do so within their heads, and both are in one window
        long windowRows = order.windowRows(Math.max(1, WINDOW_BYTES / rowBytes));
        float[] row = new float[tensor.columns()];
        for (long first = 0; first < tensor.rows(); first += windowRows) {
            long count = Math.min(windowRows, tensor.rows() - first);
            MappedByteBuffer window =
                    channel.map(FileChannel.MapMode.READ_ONLY, tensor.position() + first * rowBytes, count * rowBytes);
            window.order(ByteOrder.LITTLE_ENDIAN);
            for (long i = 0; i < count; i++) {
                long source = order.source(first + i) - first;
                Dequantization.read(tensor.type(), window, (int) (source * rowBytes), row);
                consumer.accept(row);
            }
        }
    }

    private static final long WINDOW_BYTES = 64 << 20;

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
