package org.rlvr4j.data.internal.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Makes JSON of a column's values, and reads those that are written one after the other: encoding PLAIN. */
final class PlainValues {

    static final int BOOLEAN = 0;
    static final int INT32 = 1;
    static final int INT64 = 2;
    static final int INT96 = 3;
    static final int FLOAT = 4;
    static final int DOUBLE = 5;
    static final int BYTE_ARRAY = 6;
    static final int FIXED = 7;

    private static final int INT96_BYTES = 12;
    private static final int MAX_VALUE_BYTES = 8 << 20;

    private final Node column;

    PlainValues(Node column) {
        this.column = column;
    }

    /** Bytes of a value; of texts, which are of any length, those of the length before. */
    int width() throws DamagedFileException {
        return switch (column.type) {
            case INT32, FLOAT -> Integer.BYTES;
            case INT64, DOUBLE -> Long.BYTES;
            case INT96 -> INT96_BYTES;
            case FIXED -> column.typeLength;
            default -> throw new DamagedFileException("values of type " + column.type + " have no width");
        };
    }

    JsonNode next(ByteBuffer in) throws DamagedFileException {
        if (column.type == BYTE_ARRAY) {
            in.order(ByteOrder.LITTLE_ENDIAN);
            return bytes(take(in, in.getInt()));
        }
        return of(take(in, width()));
    }

    static byte[] take(ByteBuffer in, long length) throws DamagedFileException {
        if (length < 0 || length > in.remaining() || length > MAX_VALUE_BYTES) {
            throw new DamagedFileException("a value of " + length + " bytes, where " + in.remaining()
                    + " are left and at most " + MAX_VALUE_BYTES + " are allowed");
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    /** A value of fixed width. */
    JsonNode of(byte[] bytes) {
        ByteBuffer value = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (column.type) {
            case INT32 -> whole(value.getInt());
            case INT64 -> whole(value.getLong());
            // 0.1f is 0.1, not 0.10000000149011612
            case FLOAT -> real(Double.parseDouble(Float.toString(value.getFloat())));
            case DOUBLE -> real(value.getDouble());
            default -> bytes(bytes);
        };
    }

    JsonNode whole(long value) {
        return column.conversion == Node.DECIMAL
                ? DecimalNode.valueOf(BigDecimal.valueOf(value, column.scale))
                : LongNode.valueOf(value);
    }

    private static JsonNode real(double value) {
        return DoubleNode.valueOf(value);
    }

    static JsonNode truth(boolean value) {
        return BooleanNode.valueOf(value);
    }

    /** A decimal, else a text, else, where the bytes are none, binary data. */
    JsonNode bytes(byte[] bytes) {
        if (column.conversion == Node.DECIMAL && bytes.length > 0) {
            return DecimalNode.valueOf(new BigDecimal(new BigInteger(bytes), column.scale));
        }
        if (column.type == BYTE_ARRAY) {
            try {
                return TextNode.valueOf(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString());
            } catch (CharacterCodingException e) {
                return BinaryNode.valueOf(bytes);
            }
        }
        return BinaryNode.valueOf(bytes);
    }
}
