package org.rlvr4j.runtime.endpoint.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;

/** What a user wants to be sent beside what is sent anyway. */
public final class ExtraBody {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** What has an option of its own, or would change what an answer is. */
    private static final Set<String> TAKEN = Set.of(
            "model",
            "prompt",
            "messages",
            "n",
            "seed",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "stop",
            "logprobs",
            "top_logprobs",
            "stream",
            "echo",
            "best_of",
            "use_beam_search",
            "return_token_ids");

    private ExtraBody() {}

    /** Reads the members of a text in which {@link #mistake} finds none. */
    public static ObjectNode parse(String text) {
        try {
            return text.isBlank() ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON object", e);
        }
    }

    /** Says what is wrong with a text; empty where nothing is. */
    public static String mistake(String text) {
        JsonNode parsed;
        try {
            parsed = text.isBlank() ? JSON.createObjectNode() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return "must be a JSON object";
        }
        if (!parsed.isObject()) {
            return "must be a JSON object";
        }
        Set<String> taken = new TreeSet<>(TAKEN);
        taken.retainAll(names(parsed));
        return taken.isEmpty() ? "" : "must not have " + String.join(", ", taken);
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
