package org.rlvr4j.data.row;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Reads one JSON array of objects, one at a time. What is not JSON ends the reading, for nothing says where it goes on. */
final class JsonArray {

    private static final int LOOKED_AT = 1 << 12;

    private final RowSink sink;

    JsonArray(RowSink sink) {
        this.sink = sink;
    }

    /** Whether the first sign that is not a space is a bracket; the stream must support marks and is left as it was. */
    static boolean begins(InputStream in) throws IOException {
        in.mark(LOOKED_AT);
        try {
            for (int i = 0; i < LOOKED_AT - 1; i++) {
                int c = in.read();
                boolean mark = i < 3 && (c == 0xEF || c == 0xBB || c == 0xBF);
                if (!mark && c != ' ' && c != '\t' && c != '\r' && c != '\n') {
                    return c == '[';
                }
            }
            return false;
        } catch (EOFException | ZipException e) {
            // who reads on says so
            return false;
        } finally {
            in.reset();
        }
    }

    void read(InputStream in) throws IOException {
        long element = 0;
        try (JsonParser parser = Json.MAPPER.createParser(in)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == null) {
                    sink.broken("element " + (element + 1), "the array is not closed");
                    return;
                }
                element++;
                String where = "element " + element + " (line "
                        + parser.currentTokenLocation().getLineNr() + ")";
                JsonNode node = Json.ELEMENT.readTree(parser);
                if (node instanceof ObjectNode row) {
                    sink.row(where, row);
                } else {
                    sink.broken(where, "must be a JSON object, { … }, got " + Shown.text(String.valueOf(node)));
                }
            }
            if (parser.nextToken() != null) {
                sink.broken("line " + parser.currentTokenLocation().getLineNr(), "something follows the array");
            }
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? "element " + Math.max(1, element)
                    : "line " + e.getLocation().getLineNr();
            sink.broken(where, Json.reason(e) + "; the rest of the file is not read");
        } catch (EOFException | ZipException e) {
            sink.broken(
                    "element " + (element + 1),
                    "the gzip stream ends or breaks here: " + Shown.text("" + e.getMessage()));
        } catch (CharConversionException e) {
            sink.broken("element " + (element + 1), "not UTF-8; the rest of the file is not read");
        }
    }
}
