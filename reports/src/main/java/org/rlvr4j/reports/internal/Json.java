package org.rlvr4j.reports.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** How the files of a run are read: they may be torn, or made by anybody. */
final class Json {

    /** Larger files than any run writes. */
    private static final long MOST_BYTES = 256L << 20;

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(4 << 20)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private Json() {}

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, is too large, or is no JSON object
     */
    static JsonNode read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " has more than " + (MOST_BYTES >> 20) + " MB");
        }
        try {
            JsonNode node = MAPPER.readTree(Files.readAllBytes(file));
            if (!node.isObject()) {
                throw new IOException(file + " holds no JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + " is no JSON: "
                            + String.valueOf(e.getOriginalMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    e);
        }
    }

    /** Parses a line; empty where it is torn or no object. */
    static Optional<JsonNode> parse(byte[] line) {
        try {
            return Optional.of(MAPPER.readTree(line)).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The finite number of a key, or NaN. */
    static double number(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isNumber() && Double.isFinite(value.doubleValue()) ? value.doubleValue() : Double.NaN;
    }
}
