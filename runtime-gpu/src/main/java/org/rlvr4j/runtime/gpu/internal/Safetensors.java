package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The safetensors format: an 8-byte little-endian header length, a JSON header, then the tensors' bytes.
 *
 * <p>A file is untrusted input: every size and offset of the header is checked before memory is taken for it.
 */
final class Safetensors {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_HEADER = 100_000_000;

    /** A tensor's place in the file; offsets count from the end of the header. */
    private record Entry(Shape shape, long begin, long end) {}

    private final String where;
    private final ByteBuffer data;
    private final SortedMap<String, Entry> entries;
    private final Map<String, String> metadata;

    private Safetensors(String where, ByteBuffer data, SortedMap<String, Entry> entries, Map<String, String> metadata) {
        this.where = where;
        this.data = data;
        this.entries = entries;
        this.metadata = metadata;
    }

    /** Reads the header of a file whose bytes are given; tensors are copied out one at a time. */
    static Safetensors parse(ByteBuffer file, String where) throws IOException {
        ByteBuffer bytes = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() < Long.BYTES) {
            throw new IOException(where + " is too short to be a safetensors file");
        }
        long headerLength = bytes.getLong();
        if (headerLength < 2 || headerLength > Math.min(MAX_HEADER, bytes.remaining())) {
            throw new IOException(where + " has a header of " + headerLength + " bytes in a file of "
                    + (bytes.remaining() + Long.BYTES));
        }
        byte[] header = new byte[(int) headerLength];
        bytes.get(header);
        JsonNode root;
        try {
            root = JSON.readTree(header);
        } catch (JsonProcessingException e) {
            throw new IOException(where + " has a header that is not JSON: " + e.getOriginalMessage(), e);
        }
        SortedMap<String, Entry> entries = new TreeMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        ByteBuffer data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals("__metadata__")) {
                field.getValue().properties().forEach(
                                m -> metadata.put(m.getKey(), m.getValue().asText()));
            } else {
                entries.put(field.getKey(), entry(field.getKey(), field.getValue(), data.capacity(), where));
            }
        }
        return new Safetensors(where, data, entries, metadata);
    }

    private static Entry entry(String name, JsonNode node, long available, String where) throws IOException {
        String problem = where + ", tensor " + name + ": ";
        if (!node.path("dtype").asText().equals("F32")) {
            throw new IOException(problem + "dtype is " + node.path("dtype") + ", supported is \"F32\"");
        }
        JsonNode dimensions = node.path("shape");
        JsonNode offsets = node.path("data_offsets");
        if (!dimensions.isArray() || dimensions.size() > 8 || offsets.size() != 2) {
            throw new IOException(problem + "needs a shape and two data_offsets");
        }
        long[] shape = new long[dimensions.size()];
        long elements = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = dimensions.get(i).asLong(-1);
            if (shape[i] < 0 || (shape[i] > 0 && elements > Integer.MAX_VALUE / shape[i])) {
                throw new IOException(problem + "shape " + dimensions + " is negative or too large");
            }
            elements *= shape[i];
        }
        long begin = offsets.get(0).asLong(-1);
        long end = offsets.get(1).asLong(-1);
        if (begin < 0 || end < begin || end > available || end - begin != elements * Float.BYTES) {
            throw new IOException(problem + "data_offsets " + offsets + " do not hold the shape " + dimensions + " in "
                    + available + " bytes");
        }
        return new Entry(new Shape(shape), begin, end);
    }

    static Safetensors read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return parse(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), file.toString());
        }
    }

    Map<String, String> metadata() {
        return metadata;
    }

    Iterable<String> names() {
        return entries.keySet();
    }

    boolean contains(String name) {
        return entries.containsKey(name);
    }

    /** Copies one tensor out, checking its shape. */
    NDArray tensor(NDManager manager, String name, Shape expected) throws IOException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IOException(where + " lacks the tensor " + name);
        }
        if (!entry.shape.equals(expected)) {
            throw new IOException(
                    where + ", tensor " + name + " has the shape " + entry.shape + ", needed is " + expected);
        }
        ByteBuffer slice =
                data.slice((int) entry.begin, (int) (entry.end - entry.begin)).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[slice.remaining() / Float.BYTES];
        slice.asFloatBuffer().get(values);
        return manager.create(values, expected);
    }

    /** Writes tensors in the order given. */
    static void write(Path file, Map<String, NDArray> tensors, Map<String, String> metadata) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode node = root.putObject("__metadata__");
            metadata.forEach(node::put);
        }
        long offset = 0;
        for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
            ObjectNode node = root.putObject(tensor.getKey());
            node.put("dtype", "F32");
            for (long dimension : tensor.getValue().getShape().getShape()) {
                node.withArray("/shape").add(dimension);
            }
            long end = offset + tensor.getValue().size() * Float.BYTES;
            node.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        String json = JSON.writeValueAsString(root);
        // the format asks for data aligned to 8 bytes and allows trailing spaces in the header
        int padding = Math.floorMod(-json.getBytes(StandardCharsets.UTF_8).length, Long.BYTES);
        byte[] header = (json + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeFully(
                    channel,
                    ByteBuffer.allocate(Long.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(header.length)
                            .flip());
            writeFully(channel, ByteBuffer.wrap(header));
            for (NDArray tensor : tensors.values()) {
                float[] values = tensor.toType(DataType.FLOAT32, false).toFloatArray();
                ByteBuffer bytes =
                        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(values);
                writeFully(channel, bytes);
            }
            channel.force(true);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
