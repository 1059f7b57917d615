package org.rlvr4j.runtime.gpu.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;

/** Small JSON documents of checkpoints. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static byte[] bytes(Map<String, ?> document) throws IOException {
        return MAPPER.writeValueAsBytes(document);
    }

    static long longField(byte[] json, String field, String where) throws IOException {
        try {
            JsonNode node = MAPPER.readTree(json).path(field);
            if (node.canConvertToLong() && node.isIntegralNumber() && node.asLong() >= 0) {
                return node.asLong();
            }
        } catch (JsonProcessingException e) {
            throw new IOException(where + " is not JSON: " + e.getOriginalMessage(), e);
        }
        throw new IOException(where + " lacks the whole number " + field);
    }
}
