package org.rlvr4j.runtime.gpu.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a {@code config.json}, collecting what is wrong; sizes are bounded, for the file may be anything. */
final class ModelConfigReader {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int MAX_SIZE = 1 << 24;
    private static final int MAX_LAYERS = 1 << 10;
    private static final long MAX_ROTARY = 1 << 28;

    private final String where;
    private final JsonNode root;
    private final List<String> wrong = new ArrayList<>();

    ModelConfigReader(byte[] json, String where) throws IOException {
        this.where = where;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IOException(where + " is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!root.isObject()) {
            throw new IOException(where + " is not a JSON object");
        }
    }

    ModelConfig read() throws IOException {
        text("model_type", null, "llama");
        text("hidden_act", "silu", "silu");
        if (root.hasNonNull("rope_scaling")) {
            wrong.add("rope_scaling is not supported yet, only null");
        }
        for (String bias : List.of("attention_bias", "mlp_bias")) {
            if (flag(bias)) {
                wrong.add(bias + " is not supported yet, only false");
            }
        }
        int hiddenSize = integer("hidden_size", null, MAX_SIZE);
        int heads = integer("num_attention_heads", null, MAX_SIZE);
        ModelConfig config = new ModelConfig(
                integer("vocab_size", null, MAX_SIZE),
                hiddenSize,
                integer("num_hidden_layers", null, MAX_LAYERS),
                heads,
                integer("num_key_value_heads", heads, MAX_SIZE),
                integer("head_dim", hiddenSize / heads, MAX_SIZE),
                integer("intermediate_size", null, MAX_SIZE),
                integer("max_position_embeddings", null, MAX_SIZE),
                positive(root, "rms_norm_eps", 1e-6),
                ropeTheta(),
                flag("tie_word_embeddings"),
                integer("eos_token_id", null, 0, MAX_SIZE));
        check(config);
        if (!wrong.isEmpty()) {
            throw new IOException(where + ": " + String.join("; ", wrong));
        }
        return config;
    }

    private void check(ModelConfig config) {
        if (config.heads() % config.keyValueHeads() != 0) {
            wrong.add("num_key_value_heads (" + config.keyValueHeads() + ") must divide num_attention_heads ("
                    + config.heads() + ")");
        }
        if (config.headSize() % 2 != 0) {
            wrong.add("head_dim must be even, is " + config.headSize());
        }
        if ((long) config.contextLength() * config.headSize() > MAX_ROTARY) {
            wrong.add("max_position_embeddings times head_dim must be at most " + MAX_ROTARY);
        }
        if (config.stopToken() >= config.vocabularySize()) {
            wrong.add("eos_token_id must be one token of the vocabulary, is " + config.stopToken());
        }
    }

    /** Transformers 5 keeps the base of the rotary frequencies in {@code rope_parameters}, earlier ones at the top. */
    private double ropeTheta() {
        JsonNode parameters = root.path("rope_parameters");
        if (!parameters.isObject()) {
            return positive(root, "rope_theta", 10000);
        }
        String type = parameters.path("rope_type").asText("default");
        if (!type.equals("default")) {
            wrong.add("rope_parameters.rope_type is \"" + type + "\", supported is \"default\"");
        }
        return positive(parameters, "rope_theta", 10000);
    }

    private void text(String key, @Nullable String otherwise, String supported) {
        JsonNode node = root.path(key);
        String value = node.isMissingNode() ? otherwise : node.asText();
        if (!supported.equals(value)) {
            wrong.add(key + " is " + node + ", supported is \"" + supported + "\"");
        }
    }

    private boolean flag(String key) {
        JsonNode node = root.path(key);
        if (!node.isMissingNode() && !node.isNull() && !node.isBoolean()) {
            wrong.add(key + " must be true or false, is " + node);
        }
        return node.asBoolean(false);
    }

    private int integer(String key, @Nullable Integer otherwise, int most) {
        return integer(key, otherwise, 1, most);
    }

    private int integer(String key, @Nullable Integer otherwise, int least, int most) {
        JsonNode node = root.path(key);
        if ((node.isMissingNode() || node.isNull()) && otherwise != null) {
            return otherwise;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < least || node.asInt() > most) {
            wrong.add(key + " must be a whole number from " + least + " to " + most + ", is " + node);
            return 1;
        }
        return node.asInt();
    }

    private double positive(JsonNode parent, String key, double otherwise) {
        JsonNode node = parent.path(key);
        if (node.isMissingNode()) {
            return otherwise;
        }
        if (!node.isNumber() || !(node.asDouble() > 0) || Double.isInfinite(node.asDouble())) {
            wrong.add(key + " must be a number above 0, is " + node);
        }
        return node.asDouble();
    }
}
