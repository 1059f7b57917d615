package org.rlvr4j.data.row;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON as it is read from files: bounded, each key once, numbers as they are written. */
final class Json {

    /** The longest row in bytes. */
    static final int MAX_ROW_BYTES = 8 << 20;

    private static final int MAX_NESTING = 100;
    private static final int MAX_NUMBER_LENGTH = 1000;
    private static final int MAX_KEY_LENGTH = 1000;

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .maxNameLength(MAX_KEY_LENGTH)
                            .maxStringLength(MAX_ROW_BYTES)
                            .build())
                    // else its own message shows the text around a mistake
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Reads one value of several. */
    static final ObjectReader ELEMENT = MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    /** What is wrong with a text that is not JSON, and where. */
    static String reason(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        String where = location == null || location.getColumnNr() < 1 ? "" : " at character " + location.getColumnNr();
        return "not valid JSON" + where + ": " + Shown.text(String.valueOf(e.getOriginalMessage()));
    }
}
