package org.rlvr4j.data.internal.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of one page, one after the other, whatever their encoding. */
interface Values {

    /** The next value. */
    JsonNode next() throws DamagedFileException;

    int PLAIN = 0;
    int PLAIN_DICTIONARY = 2;
    int RLE = 3;
    int DELTA_BINARY_PACKED = 5;
    int DELTA_LENGTH_BYTE_ARRAY = 6;
    int DELTA_BYTE_ARRAY = 7;
    int RLE_DICTIONARY = 8;
    int BYTE_STREAM_SPLIT = 9;

    /**
     * Starts reading.
     *
     * @param count how many values there are
     */
    static Values of(Node column, int encoding, ByteBuffer in, int count, @Nullable List<JsonNode> dictionary)
            throws DamagedFileException {
        in.order(ByteOrder.LITTLE_ENDIAN);
        PlainValues plain = new PlainValues(column);
        return switch (encoding) {
            case PLAIN -> column.type == PlainValues.BOOLEAN ? bits(in) : () -> plain.next(in);
            case PLAIN_DICTIONARY, RLE_DICTIONARY -> indexed(in, count, dictionary);
            case RLE -> truths(in);
            case DELTA_BINARY_PACKED -> deltas(plain, column, in);
            case DELTA_LENGTH_BYTE_ARRAY -> {
                int[] lengths = lengths(in, count);
                int[] next = {0};
                yield () -> plain.bytes(PlainValues.take(in, lengths[next[0]++]));
            }
            case DELTA_BYTE_ARRAY -> prefixed(plain, in, count);
            case BYTE_STREAM_SPLIT -> split(plain, in, count);
            default -> throw new DamagedFileException("the encoding " + encoding + " is not read");
        };
    }

    private static Values bits(ByteBuffer in) throws DamagedFileException {
        int[] position = {0};
        return () -> {
            int bit = position[0]++;
            return PlainValues.truth((in.get(in.position() + bit / 8) >> (bit % 8) & 1) == 1);
        };
    }

    private static Values indexed(ByteBuffer in, int count, @Nullable List<JsonNode> dictionary)
            throws DamagedFileException {
        if (dictionary == null) {
            throw new DamagedFileException("a page needs a dictionary that is not there");
        }
        if (count == 0) {
            return () -> {
                throw new DamagedFileException("more values are asked for than there are");
            };
        }
        RunLengths indices = new RunLengths(in, in.get());
        return () -> {
            int index = indices.next();
            if (index < 0 || index >= dictionary.size()) {
                throw new DamagedFileException(
                        "index " + index + " of a dictionary with " + dictionary.size() + " values");
            }
            return dictionary.get(index);
        };
    }

    private static Values truths(ByteBuffer in) throws DamagedFileException {
        in.getInt();
        RunLengths bits = new RunLengths(in, 1);
        return () -> PlainValues.truth(bits.next() == 1);
    }

    private static Values deltas(PlainValues plain, Node column, ByteBuffer in) throws DamagedFileException {
        if (column.type != PlainValues.INT32 && column.type != PlainValues.INT64) {
            throw new DamagedFileException("differences of values that are not whole numbers");
        }
        DeltaNumbers numbers = new DeltaNumbers(in);
        return () -> {
            long value = numbers.next();
            return plain.whole(column.type == PlainValues.INT32 ? (int) value : value);
        };
    }

    private static int[] lengths(ByteBuffer in, int count) throws DamagedFileException {
        DeltaNumbers numbers = new DeltaNumbers(in);
        if (numbers.total() != count) {
            throw new DamagedFileException(numbers.total() + " lengths of " + count + " values");
        }
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) {
            long length = numbers.next();
            if (length < 0 || length > Integer.MAX_VALUE) {
                throw new DamagedFileException("a value of " + length + " bytes");
            }
            lengths[i] = (int) length;
        }
        numbers.finish();
        return lengths;
    }

    private static Values prefixed(PlainValues plain, ByteBuffer in, int count) throws DamagedFileException {
        int[] prefixes = lengths(in, count);
        int[] suffixes = lengths(in, count);
        byte[][] previous = {new byte[0]};
        int[] next = {0};
        return () -> {
            int i = next[0]++;
            if (prefixes[i] > previous[0].length) {
                throw new DamagedFileException("a value begins with more than the one before has");
            }
            byte[] suffix = PlainValues.take(in, suffixes[i]);
            byte[] value = Arrays.copyOf(previous[0], prefixes[i] + suffix.length);
            System.arraycopy(suffix, 0, value, prefixes[i], suffix.length);
            previous[0] = value;
            return plain.bytes(value);
        };
    }

    private static Values split(PlainValues plain, ByteBuffer in, int count) throws DamagedFileException {
        int width = plain.width();
        if ((long) width * count > in.remaining()) {
            throw new DamagedFileException("a page is shorter than its values");
        }
        int start = in.position();
        int[] next = {0};
        return () -> {
            byte[] bytes = new byte[width];
            for (int k = 0; k < width; k++) {
                bytes[k] = in.get(start + k * count + next[0]);
            }
            next[0]++;
            return plain.of(bytes);
        };
    }
}
