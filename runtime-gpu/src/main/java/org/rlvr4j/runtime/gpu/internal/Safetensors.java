package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Tensors of a file in the safetensors format: an 8-byte little-endian header length, a JSON header, then the tensors'
 * bytes.
 *
 * <p>A file is untrusted input: every size and offset of the header is checked before memory is taken for it. Tensors are
 * read one at a time, so a file may be larger than memory; a single tensor may not pass 2 GB.
 */
final class Safetensors {

    private static final int BUFFER_BYTES = 1 << 20;

    /** Where bytes come from. */
    private interface Source {
        /** Reads exactly {@code target.remaining()} bytes. */
        void read(long position, ByteBuffer target) throws IOException;
    }

    private final String where;
    private final Source source;
    private final SafetensorsHeader header;

    private Safetensors(String where, Source source, SafetensorsHeader header) {
        this.where = where;
        this.source = source;
        this.header = header;
    }

    /** Reads the header of a file whose bytes are given. */
    static Safetensors parse(byte[] file, String where) throws IOException {
        return open((position, target) -> target.put(file, (int) position, target.remaining()), file.length, where);
    }

    /** Reads the header of a file; the file must stay as it is while tensors are read. */
    static Safetensors read(Path file) throws IOException {
        long size;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            size = channel.size();
        }
        Source source = (position, target) -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                while (target.hasRemaining()) {
                    int count = channel.read(target, position + target.position());
                    if (count < 0) {
                        throw new IOException(file + " ends early: it was cut while it was read");
                    }
                }
            }
        };
        return open(source, size, file.toString());
    }

    private static Safetensors open(Source source, long size, String where) throws IOException {
        if (size < Long.BYTES) {
            throw new IOException(where + " is too short to be a safetensors file");
        }
        ByteBuffer lengthBytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        source.read(0, lengthBytes);
        int length = SafetensorsHeader.checkLength(lengthBytes.getLong(0), size - Long.BYTES, where);
        ByteBuffer json = ByteBuffer.allocate(length);
        source.read(Long.BYTES, json);
        return new Safetensors(where, source, SafetensorsHeader.parse(json.array(), size - Long.BYTES - length, where));
    }

    Map<String, String> metadata() {
        return header.metadata();
    }

    Set<String> names() {
        return header.entries().keySet();
    }

    /** Copies one tensor out, checking its shape. */
    NDArray tensor(NDManager manager, String name, Shape expected) throws IOException {
        SafetensorsHeader.Entry entry = header.entries().get(name);
        if (entry == null) {
            throw new IOException(where + " lacks the tensor " + name);
        }
        if (!entry.shape().equals(expected)) {
            throw new IOException(
                    where + ", tensor " + name + " has the shape " + entry.shape() + ", needed is " + expected);
        }
        ByteBuffer bytes =
                ByteBuffer.allocate((int) (entry.end() - entry.begin())).order(ByteOrder.LITTLE_ENDIAN);
        source.read(header.dataStart() + entry.begin(), bytes);
        float[] values = new float[bytes.capacity() / Float.BYTES];
        bytes.flip().asFloatBuffer().get(values);
        return manager.create(values, expected);
    }

    /** Writes tensors in the order given and syncs. */
    static void write(Path file, Map<String, NDArray> tensors, Map<String, String> metadata) throws IOException {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> shapes.put(name, tensor.getShape()));
        byte[] json = SafetensorsHeader.of(shapes, metadata).toJson();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            writeFully(channel, length.putLong(0, json.length));
            writeFully(channel, ByteBuffer.wrap(json));
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (NDArray tensor : tensors.values()) {
                float[] values = tensor.toType(DataType.FLOAT32, false).toFloatArray();
                for (int from = 0; from < values.length; from += BUFFER_BYTES / Float.BYTES) {
                    int count = Math.min(BUFFER_BYTES / Float.BYTES, values.length - from);
                    buffer.clear().asFloatBuffer().put(values, from, count);
                    writeFully(channel, buffer.limit(count * Float.BYTES));
                }
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
