package org.rlvr4j.data.row;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;

/** Reads JSON Lines: UTF-8, one object a line; blank lines are passed over. */
final class JsonLines {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final RowSink sink;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;

    JsonLines(RowSink sink) {
        this.sink = sink;
    }

    void read(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long number = 1;
        long length = 0;
        try {
            while (position < limit || fill(in)) {
                int end = position;
                while (end < limit && buffer[end] != '\n') {
                    end++;
                }
                length += end - position;
                if (length <= Json.MAX_ROW_BYTES) {
                    line.write(buffer, position, end - position);
                }
                position = end;
                if (end < limit) {
                    position++;
                    line(number++, length, line);
                    line.reset();
                    length = 0;
                }
            }
        } catch (EOFException | ZipException e) {
            sink.broken("line " + number, "the gzip stream ends or breaks here: " + Shown.text("" + e.getMessage()));
            return;
        }
        if (length > 0) {
            line(number, length, line);
        }
    }

    private boolean fill(InputStream in) throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private void line(long number, long length, ByteArrayOutputStream bytes) {
        String where = "line " + number;
        if (length > Json.MAX_ROW_BYTES) {
            sink.broken(where, length + " bytes long, at most " + Json.MAX_ROW_BYTES + " are allowed");
            return;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            sink.broken(where, "not UTF-8");
            return;
        }
        if (number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1);
        }
        if (!text.isBlank()) {
            parse(where, text);
        }
    }

    private void parse(String where, String text) {
        try {
            JsonNode node = Json.MAPPER.readTree(text);
            if (node instanceof ObjectNode row) {
                sink.row(where, row);
            } else {
                sink.broken(where, "must be one JSON object, { … }, got " + Shown.text(text.strip()));
            }
        } catch (JsonProcessingException e) {
            sink.broken(where, Json.reason(e));
        }
    }
}
