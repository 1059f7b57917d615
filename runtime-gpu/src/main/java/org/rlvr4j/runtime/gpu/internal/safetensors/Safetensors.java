package org.rlvr4j.runtime.gpu.internal.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;

/**
 * Tensors of a file in the safetensors format: an 8-byte little-endian header length, a JSON header, then the tensors'
 * bytes.
 *
 * <p>A file is untrusted input: every size and offset of the header is checked before memory is taken for it. Tensors are
 * mapped and copied in ranges of bounded size, so a file may be larger than memory and a tensor larger than 2 GB.
 */
public final class Safetensors implements TensorFiles {

    private static final int WRITTEN_BYTES = 1 << 26;

    private final String where;
    private final ByteSource source;
    private final SafetensorsHeader header;

    private Safetensors(String where, ByteSource source, SafetensorsHeader header) {
        this.where = where;
        this.source = source;
        this.header = header;
    }

    /** Reads the header of a file whose bytes are given. */
    public static Safetensors parse(byte[] file, String where) throws IOException {
        return open(ByteSource.of(file), where);
    }

    /** Reads the header of a file; the file must stay as it is while tensors are read. */
    public static Safetensors read(Path file) throws IOException {
        return open(new MappedFile(file), file.toString());
    }

    private static Safetensors open(ByteSource source, String where) throws IOException {
        if (source.size() < Long.BYTES) {
            throw new IOException(where + " is too short to be a safetensors file");
        }
        long available = source.size() - Long.BYTES;
        long[] claimed = new long[1];
        source.use(
                0,
                Long.BYTES,
                bytes -> claimed[0] = bytes.order(ByteOrder.LITTLE_ENDIAN).getLong(0));
        int length = SafetensorsHeader.checkLength(claimed[0], available, where);
        byte[] json = new byte[length];
        source.use(Long.BYTES, length, bytes -> bytes.get(json));
        return new Safetensors(where, source, SafetensorsHeader.parse(json, available - length, where));
    }

    /** Free text by key. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    @Override
    public Set<String> names() {
        return header.entries().keySet();
    }

    @Override
    public String where(String name) {
        return where;
    }

    private SafetensorsHeader.Entry entry(String name) {
        SafetensorsHeader.Entry entry = header.entries().get(name);
        if (entry == null) {
            throw new IllegalArgumentException(where + " lacks the tensor " + name);
        }
        return entry;
    }

    @Override
    public Shape shape(String name) {
        return entry(name).shape();
    }

    @Override
    public DataType type(String name) {
        return entry(name).type().dataType();
    }

    @Override
    public void read(String name, NDArray target) throws IOException {
        SafetensorsHeader.Entry entry = entry(name);
        if (!entry.shape().equals(target.getShape())) {
            throw new IllegalArgumentException(
                    where + ", tensor " + name + " has the shape " + entry.shape() + ", not " + target.getShape());
        }
        RangeCopy copy = new RangeCopy(entry.type());
        long elements = entry.shape().size();
        int bytesEach = entry.type().bytes();
        try (NDArray flat = target.reshape(new Shape(elements))) {
            for (long from = 0; from < elements; from += copy.elements()) {
                long start = from;
                long end = Math.min(elements, from + copy.elements());
                source.use(
                        header.dataStart() + entry.begin() + start * bytesEach,
                        (int) (end - start) * bytesEach,
                        bytes -> copy.into(flat, start, end, bytes));
            }
        }
    }

    /**
     * Copies one float32 tensor out.
     *
     * @throws IOException if it is missing or has another shape
     */
    public NDArray tensor(NDManager manager, String name, Shape expected) throws IOException {
        if (!names().contains(name)) {
            throw new IOException(where + " lacks the tensor " + name);
        }
        if (!shape(name).equals(expected)) {
            throw new IOException(
                    where + ", tensor " + name + " has the shape " + shape(name) + ", needed is " + expected);
        }
        NDArray target = manager.create(expected, DataType.FLOAT32);
        read(name, target);
        return target;
    }

    /** Writes tensors in the order given, each in its own type, and syncs. */
    public static void write(Path file, Map<String, NDArray> tensors, Map<String, String> metadata) throws IOException {
        byte[] json = SafetensorsHeader.of(tensors, metadata).toJson();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            writeFully(channel, length.putLong(0, json.length));
            writeFully(channel, ByteBuffer.wrap(json));
            for (NDArray tensor : tensors.values()) {
                write(channel, tensor);
            }
            channel.force(true);
        }
    }

    private static void write(FileChannel channel, NDArray tensor) throws IOException {
        long elements = tensor.size();
        long perRange = WRITTEN_BYTES / tensor.getDataType().getNumOfBytes();
        try (NDArray flat = tensor.reshape(new Shape(elements))) {
            for (long from = 0; from < elements; from += perRange) {
                long end = Math.min(elements, from + perRange);
                try (NDArray range = flat.get(new NDIndex().addSliceDim(from, end))) {
                    writeFully(channel, range.toByteBuffer(true));
                }
            }
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Number of bytes of a tensor's data in a file. */
    static long bytes(NDArray tensor) {
        return tensor.size() * ElementType.of(tensor.getDataType()).bytes();
    }
}
