package org.rlvr4j.runtime.gpu.internal.gguf;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/** Writes a safetensors file whose tensors arrive as rows, so that it holds none of them in memory. */
final class SafetensorsSink implements Closeable {

    private static final int BUFFER_BYTES = 1 << 20;
    private static final int HEADER_ALIGNMENT = 8;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileChannel channel;
    private final WeightFormat format;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Begins a file.
     *
     * @param file must not exist
     * @param tensors all that will be written, in their order
     */
    SafetensorsSink(Path file, List<ModelTensor> tensors, WeightFormat format) throws IOException {
        this.format = format;
        byte[] header = header(tensors, format);
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        buffer.putLong(header.length);
        flush();
        writeFully(ByteBuffer.wrap(header));
    }

    private static byte[] header(List<ModelTensor> tensors, WeightFormat format) throws IOException {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.putObject("__metadata__").put("format", "pt");
        long position = 0;
        for (ModelTensor tensor : tensors) {
            ObjectNode entry = root.putObject(tensor.modelName());
            entry.put("dtype", format.safetensorsName());
            ArrayNode shape = entry.putArray("shape");
            Arrays.stream(tensor.shape()).forEach(shape::add);
            long end = position + Arrays.stream(tensor.shape()).reduce(format.bytes(), (a, b) -> a * b);
            entry.putArray("data_offsets").add(position).add(end);
            position = end;
        }
        String json = JSON.writeValueAsString(root);
        // the data begins at a multiple of 8
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return (json + " ".repeat((HEADER_ALIGNMENT - length % HEADER_ALIGNMENT) % HEADER_ALIGNMENT))
                .getBytes(StandardCharsets.UTF_8);
    }

    void write(float[] values) throws IOException {
        for (float value : values) {
            if (buffer.remaining() < format.bytes()) {
                flush();
            }
            format.put(buffer, value);
        }
    }

    /** Writes what is left and waits until it is on the disk. */
    void finish() throws IOException {
        flush();
        channel.force(true);
    }

    private void flush() throws IOException {
        writeFully(buffer.flip());
        buffer.clear();
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
