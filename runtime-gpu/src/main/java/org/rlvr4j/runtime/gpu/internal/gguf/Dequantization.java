package org.rlvr4j.runtime.gpu.internal.gguf;

import java.nio.ByteBuffer;

/**
 * From ggml's blocks to float32, in the order of operations of ggml's reference code, so that results are equal to the bit.
 */
final class Dequantization {

    private static final int HALF_MANTISSA_BITS = 10;
    private static final int HALF_INFINITY_EXPONENT = 0x1f;
    private static final int FLOAT_MANTISSA_BITS = 23;
    private static final int EXPONENT_DIFFERENCE = 127 - 15;
    private static final float SMALLEST_HALF = 0x1p-24f;

    private Dequantization() {}

    /**
     * Reads elements.
     *
     * @param type how they are kept
     * @param bytes little-endian
     * @param position of the first block
     * @param target receives as many elements as it is long, a multiple of the block
     */
    static void read(GgufType type, ByteBuffer bytes, int position, float[] target) {
        int at = position;
        for (int i = 0; i < target.length; i += type.blockElements()) {
            switch (type) {
                case F32 -> target[i] = bytes.getFloat(at);
                case F16 -> target[i] = half(bytes.getShort(at));
                case BF16 -> target[i] = Float.intBitsToFloat(bytes.getShort(at) << 16);
                case Q4_0 -> q40(bytes, at, target, i);
                case Q4_1 -> q41(bytes, at, target, i);
                case Q8_0 -> q80(bytes, at, target, i);
                case Q6_K -> q6k(bytes, at, target, i);
            }
            at += type.blockBytes();
        }
    }

    /** Two quarters of a byte each: low halves are the first 16 elements, high halves the others. */
    private static void q40(ByteBuffer bytes, int at, float[] target, int first) {
        float scale = half(bytes.getShort(at));
        for (int j = 0; j < 16; j++) {
            int pair = bytes.get(at + 2 + j);
            target[first + j] = scale * ((pair & 0xf) - 8);
            target[first + 16 + j] = scale * ((pair >> 4 & 0xf) - 8);
        }
    }

    private static void q41(ByteBuffer bytes, int at, float[] target, int first) {
        float scale = half(bytes.getShort(at));
        float least = half(bytes.getShort(at + 2));
        for (int j = 0; j < 16; j++) {
            int pair = bytes.get(at + 4 + j);
            target[first + j] = scale * (pair & 0xf) + least;
            target[first + 16 + j] = scale * ((pair >> 4) & 0xf) + least;
        }
    }

    private static void q80(ByteBuffer bytes, int at, float[] target, int first) {
        float scale = half(bytes.getShort(at));
        for (int j = 0; j < 32; j++) {
            target[first + j] = scale * bytes.get(at + 2 + j);
        }
    }

    /**
     * 256 elements: 128 bytes of low four bits, 64 bytes of high two bits, 16 scales of 16 elements each, one scale of them
     * all.
     */
    private static void q6k(ByteBuffer bytes, int at, float[] target, int first) {
        float scale = half(bytes.getShort(at + 208));
        for (int half = 0; half < 2; half++) {
            int low = at + 64 * half;
            int high = at + 128 + 32 * half;
            int scales = at + 192 + 8 * half;
            int to = first + 128 * half;
            for (int l = 0; l < 32; l++) {
                for (int quarter = 0; quarter < 4; quarter++) {
                    int lowBits = (bytes.get(low + l + 32 * (quarter & 1)) >> (4 * (quarter >> 1))) & 0xf;
                    int highBits = (bytes.get(high + l) >> (2 * quarter)) & 3;
                    int value = (lowBits | (highBits << 4)) - 32;
                    target[to + 32 * quarter + l] = scale * bytes.get(scales + l / 16 + 2 * quarter) * value;
                }
            }
        }
    }

    /** IEEE 754 binary16 to float32; Java has it from version 20 on. */
    static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> HALF_MANTISSA_BITS & HALF_INFINITY_EXPONENT;
        int mantissa = bits & (1 << HALF_MANTISSA_BITS) - 1;
        if (exponent == 0) {
            float magnitude = mantissa * SMALLEST_HALF;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == HALF_INFINITY_EXPONENT ? 0xff : exponent + EXPONENT_DIFFERENCE;
        return Float.intBitsToFloat(
                sign | (wide << FLOAT_MANTISSA_BITS) | (mantissa << (FLOAT_MANTISSA_BITS - HALF_MANTISSA_BITS)));
    }
}
