package org.rlvr4j.runtime.gpu.internal.gguf;

import java.nio.ByteBuffer;

/** How weights are written. */
public enum WeightFormat {
    /** IEEE 754 binary32: every supported type of a GGUF file without loss. */
    FLOAT32("F32", Float.BYTES),
    /** The upper half of a binary32, rounded to nearest, ties to even. */
    BFLOAT16("BF16", Short.BYTES),
    /** IEEE 754 binary16, rounded to nearest, ties to even. */
    FLOAT16("F16", Short.BYTES);

    private final String safetensorsName;
    private final int bytes;

    WeightFormat(String safetensorsName, int bytes) {
        this.safetensorsName = safetensorsName;
        this.bytes = bytes;
    }

    String safetensorsName() {
        return safetensorsName;
    }

    int bytes() {
        return bytes;
    }

    /** Appends a weight. */
    void put(ByteBuffer target, float value) {
        switch (this) {
            case FLOAT32 -> target.putFloat(value);
            case BFLOAT16 -> target.putShort(bfloat16(value));
            case FLOAT16 -> target.putShort(half(value));
        }
    }

    /** The upper half of a number, rounded to nearest, ties to even. */
    public static short bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            // keeps a NaN one, whose upper mantissa could be all zero
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) ((bits + 0x7fff + (bits >>> 16 & 1)) >>> 16);
    }

    /** Java has it from version 20 on. */
    static short half(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude >= 0x7f800000) {
            return (short) (sign | 0x7c00 | (magnitude > 0x7f800000 ? 0x200 : 0));
        }
        if (magnitude >= 0x477ff000) {
            // 65520 and more round to infinity
            return (short) (sign | 0x7c00);
        }
        if (magnitude < 0x38800000) {
            // subnormal: counted in units of 2^-24
            return (short) (sign | (int) Math.rint(Float.intBitsToFloat(magnitude) * 0x1p24));
        }
        int rounded = magnitude - (112 << 23) + 0xfff + (magnitude >>> 13 & 1);
        return (short) (sign | rounded >>> 13);
    }
}
