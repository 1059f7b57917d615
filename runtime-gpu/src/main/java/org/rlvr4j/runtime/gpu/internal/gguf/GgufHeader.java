package org.rlvr4j.runtime.gpu.internal.gguf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rlvr4j.runtime.gpu.InvalidGgufException;

/**
 * The header of a GGUF file, version 2 or 3 (ggml's docs/gguf.md): metadata, and which tensor lies where.
 *
 * <p>A file is untrusted input. Every count and length is checked against what is left of the file before memory is taken for
 * it, and the whole against fixed limits, so reading takes at most a small multiple of {@link #MAX_BYTES}.
 *
 * @param metadata keys and values
 * @param tensors by name, in the order of the file; each lies within it and overlaps no other
 */
record GgufHeader(GgufMetadata metadata, Map<String, GgufTensor> tensors) {

    /** How long a header can be; vocabularies of 256 thousand tokens take about 20 MB. */
    static final int MAX_BYTES = 128 << 20;

    private static final int MAGIC = 0x46554747;
    private static final int MAX_KEYS = 1 << 16;
    private static final int MAX_TENSORS = 1 << 16;
    private static final int MAX_NAME_BYTES = 1 << 16;
    private static final int MAX_ELEMENTS = 1 << 22;
    private static final int MAX_NESTING = 4;
    private static final int MAX_DIMENSIONS = 4;
    private static final int MAX_ALIGNMENT = 1 << 20;
    private static final int DEFAULT_ALIGNMENT = 32;
    private static final int SMALLEST_ENTRY_BYTES = 13;
    private static final int SMALLEST_TENSOR_BYTES = 32;
    private static final int NAMED = 5;

    /**
     * Reads a header.
     *
     * @param bytes the file's first bytes, at most {@link #MAX_BYTES}
     * @param size the file's length in bytes
     * @param where the file's name
     */
    static GgufHeader parse(ByteBuffer bytes, long size, String where) throws InvalidGgufException {
        return new Parser(new HeaderCursor(where, bytes), size, where).parse();
    }

    private static final class Parser {
        private final HeaderCursor cursor;
        private final long size;
        private final String where;
        private int elements;

        Parser(HeaderCursor cursor, long size, String where) {
            this.cursor = cursor;
            this.size = size;
            this.where = where;
        }

        GgufHeader parse() throws InvalidGgufException {
            if (cursor.remaining() < Integer.BYTES || cursor.int32("the magic number") != MAGIC) {
                throw new InvalidGgufException(where + " is not a GGUF file: it does not begin with GGUF");
            }
            int version = cursor.int32("the version");
            if (version != 2 && version != 3) {
                boolean bigEndian = Integer.reverseBytes(version) > 0 && Integer.reverseBytes(version) < 16;
                throw new InvalidGgufException(where + " is GGUF version " + Integer.toUnsignedString(version)
                        + (bigEndian ? ", a big-endian file" : "") + "; read are versions 2 and 3, little-endian");
            }
            int tensorCount = cursor.count("the number of tensors", SMALLEST_TENSOR_BYTES, MAX_TENSORS);
            int keyCount = cursor.count("the number of keys", SMALLEST_ENTRY_BYTES, MAX_KEYS);
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = 0; i < keyCount; i++) {
                String key = cursor.string("key " + (i + 1), MAX_NAME_BYTES);
                if (values.put(key, value("the value of " + key, cursor.int32("the type of " + key), 0)) != null) {
                    throw cursor.invalid("the key " + key + " is there twice");
                }
            }
            GgufMetadata metadata = new GgufMetadata(values);
            int alignment = alignment(metadata);
            return new GgufHeader(metadata, tensors(tensorCount, alignment));
        }

        private int alignment(GgufMetadata metadata) throws InvalidGgufException {
            long alignment =
                    metadata.integer("general.alignment", 1, MAX_ALIGNMENT).orElse((long) DEFAULT_ALIGNMENT);
            if (!metadata.mistakes().isEmpty() || Long.bitCount(alignment) != 1 || alignment < Long.BYTES) {
                throw new InvalidGgufException(where + ": general.alignment must be a power of two from " + Long.BYTES
                        + " to " + MAX_ALIGNMENT + ", got "
                        + (metadata.mistakes().isEmpty()
                                ? String.valueOf(alignment)
                                : metadata.mistakes().get(0)));
            }
            return (int) alignment;
        }

        private Object value(String what, int type, int depth) throws InvalidGgufException {
            return switch (type) {
                case 0 -> (long) Byte.toUnsignedInt(cursor.int8(what));
                case 1 -> (long) cursor.int8(what);
                case 2 -> (long) Short.toUnsignedInt(cursor.int16(what));
                case 3 -> (long) cursor.int16(what);
                case 4 -> Integer.toUnsignedLong(cursor.int32(what));
                case 5 -> (long) cursor.int32(what);
                case 6 -> shortest(Float.intBitsToFloat(cursor.int32(what)));
                case 7 -> bool(what);
                case 8 -> cursor.string(what, MAX_BYTES);
                case 9 -> array(what, depth);
                case 10 -> unsigned(what);
                case 11 -> cursor.int64(what);
                case 12 -> Double.longBitsToDouble(cursor.int64(what));
                default ->
                    throw cursor.invalid(
                            what + " has the type " + Integer.toUnsignedString(type) + ", known are 0 to 12");
            };
        }

        private boolean bool(String what) throws InvalidGgufException {
            byte value = cursor.int8(what);
            if (value != 0 && value != 1) {
                throw cursor.invalid(what + " is " + value + ", a truth value is 0 or 1");
            }
            return value == 1;
        }

        private long unsigned(String what) throws InvalidGgufException {
            long value = cursor.int64(what);
            if (value < 0) {
                throw cursor.invalid(what + " is " + Long.toUnsignedString(value) + ", larger than 2^63 - 1");
            }
            return value;
        }

        /** The number that was meant, 1e-5, and not the nearest double of its float32, 9.99999974737875e-06. */
        private static double shortest(float value) {
            return Double.parseDouble(Float.toString(value));
        }

        private Object array(String what, int depth) throws InvalidGgufException {
            if (depth == MAX_NESTING) {
                throw cursor.invalid(what + " is nested deeper than " + MAX_NESTING + " arrays");
            }
            int type = cursor.int32("the element type of " + what);
            int count = cursor.count("the number of elements of " + what, least(type), MAX_ELEMENTS);
            elements += count;
            if (elements > MAX_ELEMENTS) {
                throw cursor.invalid("all arrays together have more than " + MAX_ELEMENTS + " elements");
            }
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                values.add(value(what, type, depth + 1));
            }
            return packed(values, type);
        }

        private static int least(int type) {
            return switch (type) {
                case 2, 3 -> 2;
                case 4, 5, 6 -> 4;
                case 8, 10, 11, 12 -> 8;
                case 9 -> 12;
                default -> 1;
            };
        }

        private static Object packed(List<Object> values, int type) {
            return switch (type) {
                case 0, 1, 2, 3, 4, 5, 10, 11 ->
                    values.stream().mapToLong(value -> (Long) value).toArray();
                case 6, 12 ->
                    values.stream().mapToDouble(value -> (Double) value).toArray();
                // nothing is asked of other arrays, so they need not be told from each other
                case 8 -> values;
                default -> new Object[0];
            };
        }

        private Map<String, GgufTensor> tensors(int count, int alignment) throws InvalidGgufException {
            Map<String, GgufTensor> relative = new LinkedHashMap<>();
            Map<String, List<String>> refused = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                String name = cursor.string("the name of tensor " + (i + 1), MAX_NAME_BYTES);
                long[] shape = shape(name);
                int type = cursor.int32("the type of tensor " + name);
                long offset = cursor.int64("the offset of tensor " + name);
                if (offset < 0 || offset % alignment != 0) {
                    throw cursor.invalid("tensor " + name + " has the offset " + Long.toUnsignedString(offset)
                            + ", needed is a multiple of the alignment " + alignment);
                }
                if (GgufType.of(type).isEmpty()) {
                    refused.computeIfAbsent(GgufType.nameOf(type), any -> new ArrayList<>())
                            .add(name);
                    continue;
                }
                GgufTensor tensor =
                        new GgufTensor(name, shape, GgufType.of(type).get(), offset);
                if (relative.put(name, tensor) != null) {
                    throw cursor.invalid("the tensor " + name + " is there twice");
                }
                if (tensor.columns() % tensor.type().blockElements() != 0) {
                    throw cursor.invalid("tensor " + name + " has rows of " + tensor.columns() + ", which "
                            + tensor.type() + " cannot have: its blocks are of "
                            + tensor.type().blockElements());
                }
            }
            refuse(refused);
            long dataStart = (cursor.position() + alignment - 1L) / alignment * alignment;
            return placed(relative, dataStart);
        }

        private long[] shape(String name) throws InvalidGgufException {
            int dimensions = cursor.int32("the number of dimensions of tensor " + name);
            if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
                throw cursor.invalid("tensor " + name + " has " + Integer.toUnsignedString(dimensions)
                        + " dimensions, can have 1 to " + MAX_DIMENSIONS);
            }
            long[] shape = new long[dimensions];
            long elements = 1;
            for (int i = dimensions - 1; i >= 0; i--) {
                shape[i] = cursor.int64("a dimension of tensor " + name);
                // no type takes less than half a byte an element
                if (shape[i] < 1 || shape[i] > Integer.MAX_VALUE || elements > 2 * size / shape[i]) {
                    throw cursor.invalid("a dimension of tensor " + name + " is " + Long.toUnsignedString(shape[i])
                            + ", which does not fit a file of " + size + " bytes");
                }
                elements *= shape[i];
            }
            return shape;
        }

        private void refuse(Map<String, List<String>> refused) throws InvalidGgufException {
            if (refused.isEmpty()) {
                return;
            }
            List<String> mistakes = new ArrayList<>();
            refused.forEach((type, names) -> mistakes.add("the type " + type + " of "
                    + String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                    + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " other tensors" : "")
                    + " is not supported; supported are "
                    + String.join(
                            ", ",
                            Arrays.stream(GgufType.values()).map(GgufType::name).toList())));
            throw new InvalidGgufException(where, mistakes);
        }

        private Map<String, GgufTensor> placed(Map<String, GgufTensor> relative, long dataStart)
                throws InvalidGgufException {
            Map<String, GgufTensor> placed = new LinkedHashMap<>();
            for (GgufTensor tensor : relative.values()) {
                if (tensor.position() > size - dataStart - tensor.bytes()) {
                    throw new InvalidGgufException(where + ": tensor " + tensor.name() + " would need bytes up to "
                            + dataStart + " + " + tensor.position() + " + " + tensor.bytes() + ", the file has "
                            + size + ": it was cut, or is damaged");
                }
                placed.put(
                        tensor.name(),
                        new GgufTensor(tensor.name(), tensor.shape(), tensor.type(), dataStart + tensor.position()));
            }
            List<GgufTensor> inOrder = new ArrayList<>(placed.values());
            inOrder.sort(Comparator.comparingLong(GgufTensor::position));
            for (int i = 1; i < inOrder.size(); i++) {
                GgufTensor before = inOrder.get(i - 1);
                if (before.position() + before.bytes() > inOrder.get(i).position()) {
                    throw new InvalidGgufException(where + ": the tensors " + before.name() + " and "
                            + inOrder.get(i).name() + " overlap");
                }
            }
            return placed;
        }
    }
}
