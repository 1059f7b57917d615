package org.rlvr4j.runtime.endpoint.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * A request that the stub was sent.
 *
 * @param number how many came before it, those for facts about the server apart
 * @param method such as {@code POST}
 * @param path such as {@code /v1/completions}
 * @param headers by name in lower case
 * @param body the text sent
 */
public record StubRequest(int number, String method, String path, Map<String, String> headers, String body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies. */
    public StubRequest {
        headers = Map.copyOf(headers);
    }

    /** The body as JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the client sent no JSON: " + body, e);
        }
    }

    /** Whether this asks {@code /chat/completions}. */
    public boolean isChat() {
        return path.endsWith("/chat/completions");
    }

    /** The prompt, or the last message. */
    public String prompt() {
        JsonNode json = json();
        JsonNode messages = json.path("messages");
        return messages.isEmpty()
                ? json.path("prompt").asText()
                : messages.get(messages.size() - 1).path("content").asText();
    }

    /** The seed that was sent; 0 where none was. */
    public long seed() {
        return json().path("seed").asLong();
    }

    /** How many answers are wanted. */
    public int n() {
        return json().path("n").asInt(1);
    }
}
