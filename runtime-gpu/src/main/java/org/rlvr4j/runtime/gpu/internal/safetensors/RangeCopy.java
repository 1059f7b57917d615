package org.rlvr4j.runtime.gpu.internal.safetensors;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Copies ranges of one tensor's bytes into an array.
 *
 * <p>DJL 0.35.1 aborts the process where it is asked for an array of bfloat16, so those numbers become float32 here: they
 * are its upper halves.
 */
final class RangeCopy {

    private static final int RANGE_BYTES = 1 << 26;
    private static final int WIDENED_ELEMENTS = 1 << 20;

    private final ElementType type;
    private final @Nullable ByteBuffer widened;

    RangeCopy(ElementType type) {
        this.type = type;
        widened = type == ElementType.BF16
                ? ByteBuffer.allocateDirect(WIDENED_ELEMENTS * Float.BYTES).order(ByteOrder.nativeOrder())
                : null;
    }

    /** The most elements of a range. */
    int elements() {
        return widened == null ? RANGE_BYTES / type.bytes() : WIDENED_ELEMENTS;
    }

    /** Overwrites elements [start, end) of a flat array with the numbers in a direct buffer. */
    void into(NDArray flat, long start, long end, ByteBuffer bytes) {
        NDManager manager = flat.getManager();
        Shape shape = new Shape(end - start);
        // an array over the buffer itself, which must be gone before the buffer is
        try (NDArray raw = widened == null
                        ? manager.create(bytes, shape, type.dataType())
                        : manager.create(widen(bytes, widened), shape, DataType.FLOAT32);
                NDArray range = raw.toType(flat.getDataType(), false)) {
            flat.set(new NDIndex().addSliceDim(start, end), range);
        }
    }

    private static ByteBuffer widen(ByteBuffer bytes, ByteBuffer target) {
        ShortBuffer halves = bytes.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        IntBuffer wholes = target.clear().asIntBuffer();
        short[] read = new short[1 << 13];
        int[] written = new int[read.length];
        while (halves.hasRemaining()) {
            int count = Math.min(read.length, halves.remaining());
            halves.get(read, 0, count);
            for (int i = 0; i < count; i++) {
                written[i] = read[i] << Short.SIZE;
            }
            wholes.put(written, 0, count);
        }
        return target.limit(wholes.position() * Integer.BYTES);
    }
}
