package org.rlvr4j.runtime.gpu.internal.gguf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.rlvr4j.runtime.gpu.InvalidGgufException;

/** Reads a header from its beginning; whatever would lead beyond its end is refused. */
final class HeaderCursor {

    private final String where;
    private final ByteBuffer bytes;

    HeaderCursor(String where, ByteBuffer bytes) {
        this.where = where;
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return bytes.position();
    }

    int remaining() {
        return bytes.remaining();
    }

    byte int8(String what) throws InvalidGgufException {
        require(Byte.BYTES, what);
        return bytes.get();
    }

    short int16(String what) throws InvalidGgufException {
        require(Short.BYTES, what);
        return bytes.getShort();
    }

    int int32(String what) throws InvalidGgufException {
        require(Integer.BYTES, what);
        return bytes.getInt();
    }

    long int64(String what) throws InvalidGgufException {
        require(Long.BYTES, what);
        return bytes.getLong();
    }

    /**
     * A count that follows.
     *
     * @param least how many bytes each of what is counted takes at least
     * @param greatest how many there may be
     */
    int count(String what, int least, int greatest) throws InvalidGgufException {
        long count = int64(what);
        long room = Math.min(greatest, bytes.remaining() / least);
        if (count < 0 || count > room) {
            throw invalid(what + " is " + Long.toUnsignedString(count) + ", can be from 0 to " + room);
        }
        return (int) count;
    }

    String string(String what, int maxBytes) throws InvalidGgufException {
        int length = count("the length of " + what, 1, maxBytes);
        ByteBuffer text = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(text)
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid(what + " is not UTF-8");
        }
    }

    void skip(int count) {
        bytes.position(bytes.position() + count);
    }

    InvalidGgufException invalid(String message) {
        return new InvalidGgufException(where + ", byte " + bytes.position() + ": " + message);
    }

    private void require(int count, String what) throws InvalidGgufException {
        if (bytes.remaining() < count) {
            throw invalid("the file, or the part of it that a header may take, ends within " + what);
        }
    }
}
