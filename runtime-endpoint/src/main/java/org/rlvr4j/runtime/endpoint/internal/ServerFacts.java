package org.rlvr4j.runtime.endpoint.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rlvr4j.api.evaluation.SampleFailure;
import org.rlvr4j.runtime.endpoint.EndpointException;

/** Finds out what a server says of itself and of its models. */
final class ServerFacts {

    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final long MOST_VALUES = 200_000;
    private static final int MOST_NAMED = 10;

    /** What of a listed model stays the same from one request to the next. */
    private static final List<String> MODEL_FACTS = List.of("owned_by", "root", "parent", "max_model_len");

    private static final List<String> META_FACTS = List.of("n_params", "n_vocab", "size", "n_ctx_train");

    private final BaseUrl base;
    private final Transport transport;
    private final ApiKey key;
    private final Replies replies;

    ServerFacts(BaseUrl base, Transport transport, ApiKey key, Replies replies) {
        this.base = base;
        this.transport = transport;
        this.key = key;
        this.replies = replies;
    }

    /**
     * The models that a server lists, each with what it says of them.
     *
     * @return empty where it has no such list
     * @throws EndpointException if there is no server, it does not want us, or it sends us elsewhere
     */
    Map<String, SortedMap<String, String>> models() throws EndpointException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = transport.get(base.resolve("/models"), LONGEST);
        } catch (IOException e) {
            throw new EndpointException("no server answers at " + base + ": "
                    + replies.of(e).failure().message());
        }
        Reply.Failed refused = replies.refusal(response);
        if (refused != null) {
            boolean final_ = refused.failure().kind() == SampleFailure.Kind.UNAUTHORIZED
                    || (response.statusCode() >= 300 && response.statusCode() < 400);
            if (final_) {
                throw new EndpointException(
                        "the server at " + base + ": " + refused.failure().message());
            }
            return Map.of();
        }
        return models(json(response).path("data"));
    }

    private Map<String, SortedMap<String, String>> models(JsonNode data) {
        Map<String, SortedMap<String, String>> models = new TreeMap<>();
        for (JsonNode model : data) {
            if (model.path("id").isTextual()) {
                SortedMap<String, String> facts = new TreeMap<>();
                MODEL_FACTS.forEach(name -> put(facts, name.replace('_', '-'), model.path(name)));
                META_FACTS.forEach(name ->
                        put(facts, name.replace('_', '-'), model.path("meta").path(name)));
                models.put(model.path("id").textValue(), facts);
            }
        }
        return models;
    }

    /** What vLLM, llama.cpp and SGLang tell of themselves at addresses of their own. */
    SortedMap<String, String> server() throws InterruptedException {
        SortedMap<String, String> facts = new TreeMap<>();
        put(facts, "server-version", fact(base.atRoot("/version")).path("version"));
        JsonNode props = fact(base.atRoot("/props"));
        put(facts, "model-path", props.path("model_path"));
        put(facts, "build-info", props.path("build_info"));
        if (props.path("chat_template").isTextual()) {
            facts.put("chat-template-sha256", sha256(props.path("chat_template").textValue()));
        }
        JsonNode info = fact(base.atRoot("/get_model_info"));
        put(facts, "model-path", info.path("model_path"));
        put(facts, "weight-version", info.path("weight_version"));
        return facts;
    }

    private JsonNode fact(URI address) throws InterruptedException {
        try {
            HttpResponse<byte[]> response = transport.get(address, LONGEST);
            return json(response);
        } catch (IOException e) {
            return missing();
        }
    }

    /** The JSON of a good response; of any other nothing. */
    private JsonNode json(HttpResponse<byte[]> response) {
        if (replies.refusal(response) != null) {
            return missing();
        }
        try {
            return StrictJson.object(StrictJson.text(response.body()), MOST_VALUES, key);
        } catch (InvalidAnswerException e) {
            return missing();
        }
    }

    private static JsonNode missing() {
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private void put(SortedMap<String, String> facts, String name, JsonNode value) {
        if (value.isTextual() || value.isNumber()) {
            facts.put(name, ServerText.name(value.asText(), key));
        }
    }

    /** Chooses the model to ask. */
    String choose(String wanted, Map<String, SortedMap<String, String>> models) throws EndpointException {
        if (models.isEmpty()) {
            return Optional.of(wanted)
                    .filter(name -> !name.isEmpty())
                    .orElseThrow(() -> new EndpointException(
                            "the server at " + base + " lists no models; the model's name must be given"));
        }
        if (wanted.isEmpty() && models.size() == 1) {
            return models.keySet().iterator().next();
        }
        if (wanted.isEmpty()) {
            throw new EndpointException(
                    "the server at " + base + " has several models, of which one must be named: " + names(models));
        }
        // a name that is not listed may still be known, as an alias; the first request will tell
        return wanted;
    }

    /** The listed models, for a message. */
    String names(Map<String, SortedMap<String, String>> models) {
        List<String> names = new ArrayList<>();
        models.keySet().stream().limit(MOST_NAMED).forEach(name -> names.add(ServerText.quote(name, key)));
        return String.join(", ", names) + (models.size() > MOST_NAMED ? ", …" : "");
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
