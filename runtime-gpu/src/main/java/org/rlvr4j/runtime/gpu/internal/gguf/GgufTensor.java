package org.rlvr4j.runtime.gpu.internal.gguf;

import java.util.Arrays;

/**
 * A tensor's place.
 *
 * @param name as in the file
 * @param shape rows first, as Hugging Face has it; a file has it the other way round
 * @param type how its elements are kept
 * @param position of its first byte in the file
 */
record GgufTensor(String name, long[] shape, GgufType type, long position) {

    long elements() {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    long bytes() {
        return type.bytes(elements());
    }

    /** Length of its rows, neighbours in memory. */
    int columns() {
        return (int) shape[shape.length - 1];
    }

    long rows() {
        return elements() / columns();
    }
}
