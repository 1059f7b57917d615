package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Float32 arrays as little-endian bytes. */
final class FloatBytes {

    private FloatBytes() {}

    static List<byte[]> of(List<NDArray> arrays) {
        return arrays.stream().map(FloatBytes::of).toList();
    }

    private static byte[] of(NDArray array) {
        ByteBuffer buffer = array.toByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    static NDArray array(NDManager manager, byte[] bytes, Shape shape) {
        return manager.create(
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer(), shape);
    }
}
