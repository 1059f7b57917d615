package org.rlvr4j.data.internal.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One column of one row group, decoded: levels, and the values that are there. */
final class ColumnChunk {

    private static final int DATA_PAGE = 0;
    private static final int DICTIONARY_PAGE = 2;
    private static final int DATA_PAGE_V2 = 3;

    /** The most values of a column in one row group, empty ones included. */
    static final int MAX_VALUES = 1 << 24;

    private static final int MAX_PAGE_BYTES = 1 << 28;
    private static final int FIRST_ROOM = 1 << 10;

    private final Node column;
    private final int codec;
    private final List<JsonNode> values = new ArrayList<>();
    private int[] definitions = new int[FIRST_ROOM];
    private int[] repetitions = new int[FIRST_ROOM];
    private int count;
    private int position;
    private int valuePosition;

    private ColumnChunk(Node column, int codec) {
        this.column = column;
        this.codec = codec;
    }

    static ColumnChunk read(FileChannel file, Node column, ThriftStruct chunk) throws IOException {
        ThriftStruct meta = chunk.needStruct(3, "place of a column");
        if (chunk.has(1) || meta.number(1, "type of a column") != column.type) {
            throw new DamagedFileException("column " + column.name + " is in another file, or of another type");
        }
        long wanted = meta.number(5, "number of values");
        long length = meta.number(7, "size of a column");
        long start = meta.number(9, "place of a page");
        long dictionary = meta.number(11, 0);
        if (dictionary > 0 && dictionary < start) {
            start = dictionary;
        }
        if (wanted < 0 || wanted > MAX_VALUES) {
            throw new DamagedFileException(
                    "a row group with " + wanted + " values in a column; at most " + MAX_VALUES + " are allowed");
        }
        if (start < 4 || length < 0 || length > Integer.MAX_VALUE - 8 || start > file.size() - length) {
            throw new DamagedFileException("column " + column.name + " would lie outside of the file");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, start + bytes.position()) < 0) {
                throw new DamagedFileException("the file ends too early");
            }
        }
        ColumnChunk read = new ColumnChunk(column, (int) meta.number(4, "codec"));
        read.pages(bytes.flip(), (int) wanted);
        return read;
    }

    private void pages(ByteBuffer in, int wanted) throws DamagedFileException {
        List<JsonNode> dictionary = null;
        while (count < wanted) {
            if (!in.hasRemaining()) {
                throw new DamagedFileException(
                        "column " + column.name + " has " + count + " values in place of " + wanted);
            }
            ThriftStruct header = ThriftStruct.read(in);
            long type = header.number(1, "type of a page");
            int unpacked = size(header.number(2, "size of a page"), MAX_PAGE_BYTES);
            byte[] page = bytes(in, size(header.number(3, "packed size of a page"), in.remaining()));
            if (type == DICTIONARY_PAGE) {
                dictionary = dictionary(header.needStruct(7, "header of a dictionary"), page, unpacked);
            } else if (type == DATA_PAGE) {
                page(header.needStruct(5, "header of a page"), page, unpacked, wanted, dictionary);
            } else if (type == DATA_PAGE_V2) {
                pageV2(header.needStruct(8, "header of a page"), page, unpacked, wanted, dictionary);
            }
        }
    }

    private static int size(long size, int most) throws DamagedFileException {
        if (size < 0 || size > most) {
            throw new DamagedFileException("a page of " + size + " bytes, where at most " + most + " can be");
        }
        return (int) size;
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private List<JsonNode> dictionary(ThriftStruct header, byte[] page, int unpacked) throws DamagedFileException {
        long size = header.number(1, "size of a dictionary");
        ByteBuffer in = ByteBuffer.wrap(Codec.unpack(codec, page, unpacked));
        // a value has at least a byte, but for texts without any, which have their length
        if (size < 0 || size > unpacked) {
            throw new DamagedFileException("a dictionary of " + size + " values in " + unpacked + " bytes");
        }
        PlainValues plain = new PlainValues(column);
        List<JsonNode> dictionary = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            dictionary.add(plain.next(in));
        }
        return dictionary;
    }

    private int values(ThriftStruct header, int wanted) throws DamagedFileException {
        long size = header.number(1, "number of values");
        if (size < 0 || size > wanted - count) {
            throw new DamagedFileException("a page of " + size + " values, where " + (wanted - count) + " are missing");
        }
        return (int) size;
    }

    private void page(ThriftStruct header, byte[] page, int unpacked, int wanted, @Nullable List<JsonNode> dictionary)
            throws DamagedFileException {
        int size = values(header, wanted);
        ByteBuffer in = ByteBuffer.wrap(Codec.unpack(codec, page, unpacked)).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer repeated = column.repetitionLevel == 0 ? ByteBuffer.allocate(0) : prefixed(in, header, 4);
        ByteBuffer defined = column.definitionLevel == 0 ? ByteBuffer.allocate(0) : prefixed(in, header, 3);
        decode(size, repeated, defined, in, (int) header.number(2, "encoding"), dictionary);
    }

    /** Levels with their length before them. */
    private static ByteBuffer prefixed(ByteBuffer in, ThriftStruct header, int encodingField)
            throws DamagedFileException {
        if (header.number(encodingField, Values.RLE) != Values.RLE) {
            throw new DamagedFileException("levels in an encoding of old that is not read");
        }
        return part(in, in.getInt());
    }

    private static ByteBuffer part(ByteBuffer in, long length) throws DamagedFileException {
        if (length < 0 || length > in.remaining()) {
            throw new DamagedFileException("levels of " + length + " bytes, where " + in.remaining() + " are left");
        }
        ByteBuffer part = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return part;
    }

    private void pageV2(ThriftStruct header, byte[] page, int unpacked, int wanted, @Nullable List<JsonNode> dictionary)
            throws DamagedFileException {
        int size = values(header, wanted);
        ByteBuffer in = ByteBuffer.wrap(page);
        ByteBuffer repeated = part(in, header.number(6, 0));
        ByteBuffer defined = part(in, header.number(5, 0));
        int levels = in.position();
        byte[] rest = bytes(in, in.remaining());
        byte[] data = header.flag(7, true) && rest.length > 0
                ? Codec.unpack(codec, rest, size(unpacked - (long) levels, MAX_PAGE_BYTES))
                : rest;
        decode(size, repeated, defined, ByteBuffer.wrap(data), (int) header.number(4, "encoding"), dictionary);
    }

    private void decode(
            int size,
            ByteBuffer repeated,
            ByteBuffer defined,
            ByteBuffer data,
            int encoding,
            @Nullable List<JsonNode> dictionary)
            throws DamagedFileException {
        room(count + size);
        RunLengths repetition = new RunLengths(repeated, bits(column.repetitionLevel));
        RunLengths definition = new RunLengths(defined, bits(column.definitionLevel));
        int present = 0;
        for (int i = 0; i < size; i++) {
            repetitions[count + i] = level(repetition.next(), column.repetitionLevel);
            definitions[count + i] = level(definition.next(), column.definitionLevel);
            present += definitions[count + i] == column.definitionLevel ? 1 : 0;
        }
        count += size;
        if (present > 0) {
            Values page = Values.of(column, encoding, data, present, dictionary);
            for (int i = 0; i < present; i++) {
                values.add(page.next());
            }
        }
    }

    private static int bits(int level) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(level);
    }

    private static int level(int level, int most) throws DamagedFileException {
        if (level < 0 || level > most) {
            throw new DamagedFileException("a level of " + level + ", where " + most + " is the most");
        }
        return level;
    }

    private void room(int needed) {
        if (needed > definitions.length) {
            int room = (int) Math.min(MAX_VALUES, Math.max(needed, 2L * definitions.length));
            definitions = Arrays.copyOf(definitions, room);
            repetitions = Arrays.copyOf(repetitions, room);
        }
    }

    boolean hasNext() {
        return position < count;
    }

    int repetition() throws DamagedFileException {
        return repetitions[current()];
    }

    int definition() throws DamagedFileException {
        return definitions[current()];
    }

    private int current() throws DamagedFileException {
        if (!hasNext()) {
            throw new DamagedFileException("column " + column.name + " ends before its rows do");
        }
        return position;
    }

    /** Passes over an entry; gives its value where it has one. */
    @Nullable
    JsonNode take() throws DamagedFileException {
        boolean present = definition() == column.definitionLevel;
        position++;
        return present ? values.get(valuePosition++) : null;
    }
}
