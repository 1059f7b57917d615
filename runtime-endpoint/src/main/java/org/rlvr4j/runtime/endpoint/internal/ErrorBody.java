package org.rlvr4j.runtime.endpoint.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what a server says of an error, wherever it says it. */
final class ErrorBody {

    private static final long MOST_VALUES = 10_000;

    private ErrorBody() {}

    /** The message of an error's JSON. */
    static Optional<String> message(JsonNode root) {
        JsonNode error = root.path("error");
        return Stream.of(
                        error.path("message"),
                        error,
                        root.path("message"),
                        root.path("detail"),
                        root.path("detail").path(0).path("msg"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .findFirst();
    }

    /** The message of an error's body, or the body itself where it is something else. */
    static String message(byte[] body, ApiKey key) {
        try {
            String text = StrictJson.text(body);
            try {
                return message(StrictJson.object(text, MOST_VALUES, key)).orElse(text);
            } catch (InvalidAnswerException e) {
                return text;
            }
        } catch (InvalidAnswerException e) {
            return "";
        }
    }

    /** Whether the server says that the prompt and the longest answer are too long for the model. */
    static boolean isContext(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return text.contains("context length")
                || text.contains("context_length")
                || text.contains("context window")
                || text.contains("context size")
                || text.contains("maximum context");
    }
}
