package org.rlvr4j.runtime.gpu.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.api.learning.ModelShape;

/**
 * The shape of a Llama decoder, as {@code config.json} of a Hugging Face folder gives it.
 *
 * @param vocabularySize V
 * @param hiddenSize C
 * @param layers transformer blocks
 * @param heads H, query heads
 * @param keyValueHeads G, key/value heads
 * @param headSize width of a head
 * @param feedForwardSize F, width of the SwiGLU layer
 * @param contextLength longest sequence
 * @param normEpsilon ε of RMSNorm
 * @param ropeTheta base of the rotary frequencies
 * @param tiedHead whether the output head is the embedding matrix
 * @param stopToken id of the token that ends a response
 */
record ModelConfig(
        int vocabularySize,
        int hiddenSize,
        int layers,
        int heads,
        int keyValueHeads,
        int headSize,
        int feedForwardSize,
        int contextLength,
        double normEpsilon,
        double ropeTheta,
        boolean tiedHead,
        int stopToken) {

    static final String FILE = "config.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    static ModelConfig of(ModelShape shape, int vocabularySize, int stopToken) {
        return new ModelConfig(
                vocabularySize,
                shape.hiddenSize(),
                shape.layers(),
                shape.heads(),
                shape.keyValueHeads(),
                shape.hiddenSize() / shape.heads(),
                shape.feedForwardSize(),
                shape.contextLength(),
                1e-5,
                10000,
                true,
                stopToken);
    }

    /** Reads and checks; all that is wrong is named at once. */
    static ModelConfig parse(byte[] json, String where) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IOException(where + " is not JSON: " + e.getOriginalMessage(), e);
        }
        Reader reader = new Reader(root);
        if (!root.path("model_type").asText().equals("llama")) {
            reader.wrong.add("model_type is " + root.path("model_type") + ", supported is \"llama\"");
        }
        if (root.hasNonNull("rope_scaling")) {
            reader.wrong.add("rope_scaling is not supported yet, only null");
        }
        for (String bias : List.of("attention_bias", "mlp_bias")) {
            if (root.path(bias).asBoolean(false)) {
                reader.wrong.add(bias + " is not supported yet, only false");
            }
        }
        if (!root.path("hidden_act").asText("silu").equals("silu")) {
            reader.wrong.add("hidden_act is " + root.path("hidden_act") + ", supported is \"silu\"");
        }
        int hiddenSize = reader.integer("hidden_size", null);
        int heads = reader.integer("num_attention_heads", null);
        ModelConfig config = new ModelConfig(
                reader.integer("vocab_size", null),
                hiddenSize,
                reader.integer("num_hidden_layers", null),
                heads,
                reader.integer("num_key_value_heads", heads),
                reader.integer("head_dim", heads > 0 ? hiddenSize / heads : 0),
                reader.integer("intermediate_size", null),
                reader.integer("max_position_embeddings", null),
                reader.positive("rms_norm_eps", 1e-6),
                reader.positive("rope_theta", 10000),
                root.path("tie_word_embeddings").asBoolean(false),
                root.path("eos_token_id").asInt(-1));
        if (config.keyValueHeads > 0 && heads % config.keyValueHeads != 0) {
            reader.wrong.add("num_key_value_heads (" + config.keyValueHeads + ") must divide num_attention_heads ("
                    + heads + ")");
        }
        if (config.headSize % 2 != 0) {
            reader.wrong.add("head_dim must be even, is " + config.headSize);
        }
        if (config.stopToken < 0 || config.stopToken >= config.vocabularySize) {
            reader.wrong.add("eos_token_id must be one token of the vocabulary, is " + root.path("eos_token_id"));
        }
        if (!reader.wrong.isEmpty()) {
            throw new IOException(where + ": " + String.join("; ", reader.wrong));
        }
        return config;
    }

    private record Reader(JsonNode root, List<String> wrong) {
        Reader(JsonNode root) {
            this(root, new ArrayList<>());
        }

        int integer(String key, @org.jspecify.annotations.Nullable Integer otherwise) {
            JsonNode node = root.path(key);
            if ((node.isMissingNode() || node.isNull()) && otherwise != null) {
                return otherwise;
            }
            if (!node.isIntegralNumber() || node.asLong() < 1 || node.asLong() > 1 << 24) {
                wrong.add(key + " must be a whole number from 1 to " + (1 << 24) + ", is " + node);
                return 1;
            }
            return node.asInt();
        }

        double positive(String key, double otherwise) {
            JsonNode node = root.path(key);
            if (node.isMissingNode()) {
                return otherwise;
            }
            if (!(node.asDouble() > 0)) {
                wrong.add(key + " must be above 0, is " + node);
            }
            return node.asDouble();
        }
    }

    byte[] toJson() throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("architectures").add("LlamaForCausalLM");
        root.put("model_type", "llama");
        root.put("vocab_size", vocabularySize);
        root.put("hidden_size", hiddenSize);
        root.put("intermediate_size", feedForwardSize);
        root.put("num_hidden_layers", layers);
        root.put("num_attention_heads", heads);
        root.put("num_key_value_heads", keyValueHeads);
        root.put("head_dim", headSize);
        root.put("max_position_embeddings", contextLength);
        root.put("rms_norm_eps", normEpsilon);
        root.put("rope_theta", ropeTheta);
        root.put("hidden_act", "silu");
        root.put("attention_bias", false);
        root.put("mlp_bias", false);
        root.put("tie_word_embeddings", tiedHead);
        root.put("eos_token_id", stopToken);
        root.putNull("bos_token_id");
        root.put("torch_dtype", "float32");
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }
}
