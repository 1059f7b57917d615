package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.rlvr4j.runtime.gpu.internal.gguf.WeightFormat;

/** Float32 arrays as little-endian bytes, and those rounded to bfloat16. */
final class FloatBytes {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOATS =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

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

    /** Rounds each number to the nearest bfloat16, ties to even; what is not a number stays so. */
    static List<byte[]> rounded(List<byte[]> arrays) {
        return arrays.stream().map(FloatBytes::rounded).toList();
    }

    private static byte[] rounded(byte[] array) {
        byte[] halves = new byte[array.length / 2];
        for (int i = 0; i < halves.length; i += Short.BYTES) {
            SHORTS.set(halves, i, WeightFormat.bfloat16((float) FLOATS.get(array, 2 * i)));
        }
        return halves;
    }

    /** The float32 numbers of bfloat16 ones. */
    static List<byte[]> widened(List<byte[]> arrays) {
        return arrays.stream().map(FloatBytes::widened).toList();
    }

    private static byte[] widened(byte[] halves) {
        byte[] array = new byte[halves.length * 2];
        for (int i = 0; i < halves.length; i += Short.BYTES) {
            INTS.set(array, 2 * i, (short) SHORTS.get(halves, i) << 16);
        }
        return array;
    }

    static NDArray array(NDManager manager, byte[] bytes, Shape shape) {
        return manager.create(
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer(), shape);
    }
}
