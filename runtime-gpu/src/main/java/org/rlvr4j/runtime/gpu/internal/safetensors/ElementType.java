package org.rlvr4j.runtime.gpu.internal.safetensors;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types of numbers that are read and written, by their names in headers. */
enum ElementType {
    F32(DataType.FLOAT32),
    F16(DataType.FLOAT16),
    BF16(DataType.BFLOAT16);

    private final DataType dataType;

    ElementType(DataType dataType) {
        this.dataType = dataType;
    }

    DataType dataType() {
        return dataType;
    }

    int bytes() {
        return dataType.getNumOfBytes();
    }

    static Optional<ElementType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findAny();
    }

    static String names() {
        return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
    }

    /** @throws IllegalArgumentException if a file cannot hold the type */
    static ElementType of(DataType dataType) {
        return Arrays.stream(values())
                .filter(type -> type.dataType == dataType)
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("tensors of " + dataType + " are not written"));
    }
}
