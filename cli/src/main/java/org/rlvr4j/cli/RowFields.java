package org.rlvr4j.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The fields of one row of a file, with every mistake that is found in them. */
final class RowFields {

    /** The longest line that is read, in bytes. */
    static final int MAX_LINE_BYTES = 8 << 20;

    static final String ID = "id";

    private static final int MAX_NESTING = 100;
    private static final int MAX_SHOWN = 80;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxStringLength(MAX_LINE_BYTES)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Map<String, JsonNode> values = new HashMap<>();
    private final Map<String, String> numbers = new HashMap<>();
    private final List<String> mistakes = new ArrayList<>();

    private RowFields() {}

    /** Reads a line; never throws. */
    static RowFields read(byte[] line) {
        RowFields row = new RowFields();
        try (JsonParser parser = JSON.createParser(line)) {
            row.read(parser);
        } catch (JsonProcessingException e) {
            // some constraints are broken at no place in particular
            String where = e.getLocation() == null
                    ? ""
                    : " at character " + e.getLocation().getColumnNr();
            row.mistakes.add("not valid JSON" + where + ": " + shown(String.valueOf(e.getOriginalMessage())));
        } catch (IOException e) {
            row.mistakes.add("not valid JSON: " + shown(String.valueOf(e.getMessage())));
        }
        return row;
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            mistakes.add("must be one JSON object, { … }");
            return;
        }
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            boolean isNumber = parser.nextToken().isNumeric();
            String asWritten = isNumber ? parser.getText() : "";
            JsonNode value = parser.readValueAsTree();
            if (values.put(key, value) != null) {
                mistake(key, value, "is there twice; each key is allowed once");
            }
            if (isNumber) {
                numbers.put(key, asWritten);
            }
        }
        if (parser.nextToken() != null) {
            mistakes.add("must be one JSON object and nothing after it");
        }
    }

    List<String> mistakes() {
        return mistakes;
    }

    /** The row's id as JSON, just as it was written; null where it has none that can be used. */
    @Nullable
    String id() {
        JsonNode id = values.get(ID);
        boolean usable = id != null && (id.isTextual() || id.isNumber());
        return usable ? numbers.getOrDefault(ID, String.valueOf(id)) : null;
    }

    /** Notes where the id is not one. */
    void requireId() {
        text(ID);
    }

    /** A text that must be there; a number is taken as it is written. */
    String text(String key) {
        JsonNode value = values.get(key);
        if (value == null) {
            mistakes.add("key " + shown(key) + ": is missing; must be a string or a number");
            return "";
        }
        if (value.isTextual() || value.isNumber()) {
            return numbers.getOrDefault(key, value.asText());
        }
        mistake(key, value, "must be a string or a number");
        return "";
    }

    /** A whole number that may be missing; {@code null} is as good as missing. */
    OptionalInt integer(String key, int least, int greatest) {
        JsonNode value = values.get(key);
        if (value == null || value.isNull()) {
            return OptionalInt.empty();
        }
        if (value.isIntegralNumber()
                && value.canConvertToInt()
                && value.intValue() >= least
                && value.intValue() <= greatest) {
            return OptionalInt.of(value.intValue());
        }
        mistake(key, value, "must be a whole number from " + least + " to " + greatest);
        return OptionalInt.empty();
    }

    /** Any value; null where it is missing. */
    @Nullable
    JsonNode value(String key) {
        return values.get(key);
    }

    /** Notes what is wrong with the row as a whole. */
    void mistake(String message) {
        mistakes.add(shown(message));
    }

    /** Notes what is wrong with a value. */
    void mistake(String key, JsonNode value, String allowed) {
        mistakes.add("key " + shown(key) + ": value " + shown(value.toString()) + " " + allowed);
    }

    private static String shown(String text) {
        return Escape.line(text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…");
    }
}
