package org.rlvr4j.data.internal.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A struct of Thrift's compact protocol, read whole: field by number. Numbers are {@link Long}, texts are bytes.
 *
 * <p>No list can claim more elements than bytes are left, and nesting is bounded.
 */
final class ThriftStruct {

    private static final int MAX_DEPTH = 24;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int STRUCT = 12;

    private final Map<Integer, Object> fields;

    private ThriftStruct(Map<Integer, Object> fields) {
        this.fields = fields;
    }

    /** Reads a struct; the buffer stands behind it afterwards. */
    static ThriftStruct read(ByteBuffer in) throws DamagedFileException {
        try {
            return struct(in, 0);
        } catch (java.nio.BufferUnderflowException e) {
            throw new DamagedFileException("metadata ends too early");
        }
    }

    private static ThriftStruct struct(ByteBuffer in, int depth) throws DamagedFileException {
        if (depth > MAX_DEPTH) {
            throw new DamagedFileException("metadata is nested too deeply");
        }
        Map<Integer, Object> fields = new HashMap<>();
        int id = 0;
        for (int head = in.get() & 0xff; head != 0; head = in.get() & 0xff) {
            id = head >> 4 == 0 ? (int) zigzag(in) : id + (head >> 4);
            fields.put(id, value(in, head & 15, depth, false));
        }
        return new ThriftStruct(fields);
    }

    private static Object value(ByteBuffer in, int type, int depth, boolean inList) throws DamagedFileException {
        return switch (type) {
            // a field's type is its truth value; an element has a byte for it
            case 1, 2 -> inList ? in.get() == 1 : type == 1;
            case 3 -> (long) in.get();
            case 4, 5, 6 -> zigzag(in);
            case 7 -> in.slice().order(ByteOrder.LITTLE_ENDIAN).getDouble(skip(in, Double.BYTES));
            case BINARY -> bytes(in);
            case LIST, SET -> list(in, depth);
            case STRUCT -> struct(in, depth + 1);
            default -> throw new DamagedFileException("metadata has a field of an unknown type, " + type);
        };
    }

    private static int skip(ByteBuffer in, int bytes) {
        in.position(in.position() + need(in, bytes));
        return 0;
    }

    private static int need(ByteBuffer in, int bytes) {
        if (bytes < 0 || bytes > in.remaining()) {
            throw new java.nio.BufferUnderflowException();
        }
        return bytes;
    }

    private static byte[] bytes(ByteBuffer in) throws DamagedFileException {
        byte[] bytes = new byte[need(in, (int) Math.min(Integer.MAX_VALUE, unsigned(in)))];
        in.get(bytes);
        return bytes;
    }

    private static List<Object> list(ByteBuffer in, int depth) throws DamagedFileException {
        int head = in.get() & 0xff;
        long size = head >> 4 == 15 ? unsigned(in) : head >> 4;
        if (size < 0 || size > in.remaining()) {
            throw new DamagedFileException("metadata has a list of " + size + " elements in fewer bytes");
        }
        List<Object> list = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            list.add(value(in, head & 15, depth + 1, true));
        }
        return list;
    }

    private static long unsigned(ByteBuffer in) throws DamagedFileException {
        return Varint.read(in);
    }

    private static long zigzag(ByteBuffer in) throws DamagedFileException {
        return Varint.zigzag(in);
    }

    boolean has(int field) {
        return fields.containsKey(field);
    }

    long number(int field, String name) throws DamagedFileException {
        if (!(fields.get(field) instanceof Long number)) {
            throw new DamagedFileException("metadata has no " + name);
        }
        return number;
    }

    long number(int field, long absent) {
        return fields.get(field) instanceof Long number ? number : absent;
    }

    boolean flag(int field, boolean absent) {
        return fields.get(field) instanceof Boolean flag ? flag : absent;
    }

    String text(int field) {
        return fields.get(field) instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
    }

    @Nullable
    ThriftStruct struct(int field) {
        return fields.get(field) instanceof ThriftStruct struct ? struct : null;
    }

    ThriftStruct needStruct(int field, String name) throws DamagedFileException {
        if (!(fields.get(field) instanceof ThriftStruct struct)) {
            throw new DamagedFileException("metadata has no " + name);
        }
        return struct;
    }

    /** The structs of a list; elements of another type are a mistake. */
    List<ThriftStruct> structs(int field, String name) throws DamagedFileException {
        if (!(fields.get(field) instanceof List<?> list)) {
            throw new DamagedFileException("metadata has no " + name);
        }
        List<ThriftStruct> structs = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof ThriftStruct struct)) {
                throw new DamagedFileException("metadata has no structs as " + name);
            }
            structs.add(struct);
        }
        return structs;
    }
}
