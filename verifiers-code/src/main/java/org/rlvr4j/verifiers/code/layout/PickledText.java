package org.rlvr4j.verifiers.code.layout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.InflaterInputStream;
import org.rlvr4j.verifiers.code.InvalidTaskException;

/**
 * Reads one string that Python pickled and zlib packed, as LiveCodeBench keeps its private tests. Nothing is unpickled:
 * only the opcodes of a single string are known, all others are refused, and sizes are bounded.
 */
final class PickledText {

    private static final int MAX_PACKED = 64 << 20;
    private static final int MAX_UNPACKED = 256 << 20;

    private PickledText() {}

    static String read(String base64) throws InvalidTaskException {
        if (base64.length() > MAX_PACKED) {
            throw new InvalidTaskException("packed tests are longer than " + MAX_PACKED + " characters");
        }
        byte[] bytes;
        try (InflaterInputStream in = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64)))) {
            bytes = in.readNBytes(MAX_UNPACKED + 1);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidTaskException("packed tests are not base64 of zlib: " + e.getMessage());
        }
        if (bytes.length > MAX_UNPACKED) {
            throw new InvalidTaskException("unpacked tests are longer than " + MAX_UNPACKED + " bytes");
        }
        try {
            return string(ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN));
        } catch (java.nio.BufferUnderflowException | CharacterCodingException e) {
            throw new InvalidTaskException("packed tests end too early or are no text");
        }
    }

    private static String string(ByteBuffer in) throws InvalidTaskException, CharacterCodingException {
        String text = null;
        while (true) {
            int opcode = in.get() & 0xff;
            switch (opcode) {
                case 0x80 -> in.get(); // PROTO
                case 0x95 -> in.getLong(); // FRAME
                case 0x94 -> {} // MEMOIZE
                case 'q' -> in.get(); // BINPUT
                case 'r' -> in.getInt(); // LONG_BINPUT
                case 0x8c -> text = utf8(in, in.get() & 0xff); // SHORT_BINUNICODE
                case 'X' -> text = utf8(in, Integer.toUnsignedLong(in.getInt())); // BINUNICODE
                case 0x8d -> text = utf8(in, in.getLong()); // BINUNICODE8
                case '.' -> { // STOP
                    if (text == null) {
                        throw new InvalidTaskException("packed tests hold no string");
                    }
                    return text;
                }
                default ->
                    throw new InvalidTaskException(
                            "packed tests are not a pickled string: opcode 0x" + Integer.toHexString(opcode));
            }
        }
    }

    private static String utf8(ByteBuffer in, long length) throws InvalidTaskException, CharacterCodingException {
        if (length < 0 || length > in.remaining()) {
            throw new InvalidTaskException("packed tests end too early");
        }
        ByteBuffer part = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return StandardCharsets.UTF_8.newDecoder().decode(part).toString();
    }
}
