package org.rlvr4j.runtime.gpu.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Reads a {@code config.json}, collecting what is wrong; sizes are bounded, for the file may be anything. Where a field is
 * missing, what transformers' class of the architecture takes is taken.
 */
final class ModelConfigReader {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int MAX_SIZE = 1 << 24;
    private static final int MAX_LAYERS = 1 << 10;
    private static final long MAX_ROTARY = 1 << 28;
    private static final int QWEN3_HEAD_SIZE = 128;

    /** Fields that change what a model computes, with the only value that the decoder computes. */
    private static final Map<String, Object> REQUIRED = Map.of(
            "hidden_act", "silu",
            "rope_interleaved", false,
            "is_encoder_decoder", false,
            "add_cross_attention", false,
            "use_qk_norm", false);

    /** Fields that change what a model computes and may only be absent or null. */
    private static final List<String> REFUSED = List.of(
            "quantization_config",
            "auto_map",
            "attn_logit_softcapping",
            "final_logit_softcapping",
            "logit_scale",
            "logits_scaling",
            "embedding_multiplier",
            "residual_multiplier",
            "attention_multiplier",
            "query_pre_attn_scalar",
            "no_rope_layers",
            "num_experts",
            "num_local_experts",
            "per_layer_config");

    private final String where;
    private final ConfigFields fields;

    ModelConfigReader(byte[] json, String where) throws IOException {
        this.where = where;
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IOException(where + " is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!root.isObject()) {
            throw new IOException(where + " is not a JSON object");
        }
        fields = ConfigFields.of(root);
    }

    ModelConfig read() throws IOException {
        Architecture architecture = architecture();
        refuseWhatIsNotComputed(architecture);
        int hiddenSize = size("hidden_size");
        int layers = fields.integer("num_hidden_layers", null, 1, MAX_LAYERS);
        int heads = size("num_attention_heads");
        int contextLength = size("max_position_embeddings");
        refuseSlidingWindows(architecture, layers, contextLength);
        RopeReader rope = new RopeReader(fields, contextLength);
        int vocabularySize = size("vocab_size");
        ModelConfig config = new ModelConfig(
                architecture,
                vocabularySize,
                hiddenSize,
                layers,
                heads,
                keyValueHeads(architecture, heads),
                headSize(architecture, hiddenSize, heads),
                size("intermediate_size"),
                contextLength,
                fields.positive("rms_norm_eps", 1e-6),
                rope.theta(),
                rope.scaling(),
                fields.flag("tie_word_embeddings", false),
                biases(architecture),
                StopTokens.read(fields, vocabularySize));
        check(config);
        if (!fields.mistakes().isEmpty()) {
            throw new IOException(where + ": " + String.join("; ", fields.mistakes()));
        }
        return config;
    }

    private int size(String key) {
        return fields.integer(key, null, 1, MAX_SIZE);
    }

    private Architecture architecture() {
        JsonNode type = fields.node("model_type");
        Architecture architecture = Architecture.of(type.asText()).orElse(null);
        if (architecture == null) {
            fields.wrong("model_type is " + fields.shown(type) + ", supported are "
                    + String.join(", ", Architecture.modelTypes()));
            return Architecture.LLAMA;
        }
        JsonNode classes = fields.node("architectures");
        if (fields.has("architectures")
                && !(classes.isArray()
                        && classes.size() == 1
                        && classes.get(0).asText().equals(architecture.className()))) {
            fields.wrong("architectures is " + fields.shown(classes) + ", supported for " + architecture.modelType()
                    + " is [\"" + architecture.className() + "\"]");
        }
        return architecture;
    }

    private void refuseWhatIsNotComputed(Architecture architecture) {
        REQUIRED.forEach((key, value) -> {
            JsonNode node = fields.node(key);
            if (fields.has(key) && !node.asText().equals(value.toString())) {
                fields.wrong(key + " is " + fields.shown(node) + ", supported is " + value);
            }
        });
        for (String key : REFUSED) {
            if (fields.has(key)) {
                fields.wrong(key + " is not supported, is " + fields.shown(fields.node(key)));
            }
        }
        if (architecture != Architecture.LLAMA && fields.flag("mlp_bias", false)) {
            fields.wrong("mlp_bias is not supported for " + architecture.modelType());
        }
    }

    /** A window that is never shorter than what it looks at changes nothing. */
    private void refuseSlidingWindows(Architecture architecture, int layers, int contextLength) {
        JsonNode types = fields.node("layer_types");
        if (fields.has("layer_types")) {
            for (JsonNode type : types) {
                if (!type.asText().equals("full_attention")) {
                    fields.wrong("layer_types holds " + fields.shown(type) + ", supported is \"full_attention\"");
                    return;
                }
            }
            if (!types.isArray() || types.size() != layers) {
                fields.wrong("layer_types must name one type for each of " + layers + " layers");
            }
            return;
        }
        if (architecture == Architecture.LLAMA || !fields.flag("use_sliding_window", false)) {
            return;
        }
        int window = fields.integer("sliding_window", 4096, 1, Integer.MAX_VALUE);
        int first = fields.integer("max_window_layers", 28, 0, Integer.MAX_VALUE);
        if (first < layers && window < contextLength) {
            fields.wrong("use_sliding_window with a window of " + window + " from layer " + first
                    + " on is not supported, only full attention");
        }
    }

    private int keyValueHeads(Architecture architecture, int heads) {
        // Qwen's classes take 32 where nothing is said, which no model means
        return fields.integer("num_key_value_heads", architecture == Architecture.LLAMA ? heads : null, 1, MAX_SIZE);
    }

    private int headSize(Architecture architecture, int hiddenSize, int heads) {
        boolean derived = architecture != Architecture.QWEN3 && !fields.has("head_dim");
        if (derived && hiddenSize % heads != 0) {
            fields.wrong("num_attention_heads (" + heads + ") must divide hidden_size (" + hiddenSize
                    + ") where there is no head_dim");
        }
        int otherwise = architecture == Architecture.QWEN3 ? QWEN3_HEAD_SIZE : Math.max(1, hiddenSize / heads);
        return fields.integer("head_dim", otherwise, 1, MAX_SIZE);
    }

    private ModelConfig.Biases biases(Architecture architecture) {
        return switch (architecture) {
            case LLAMA -> {
                boolean attention = fields.flag("attention_bias", false);
                yield new ModelConfig.Biases(attention, attention, fields.flag("mlp_bias", false));
            }
            case QWEN2 -> new ModelConfig.Biases(true, false, false);
            case QWEN3 -> {
                boolean attention = fields.flag("attention_bias", false);
                yield new ModelConfig.Biases(attention, attention, false);
            }
        };
    }

    private void check(ModelConfig config) {
        if (config.heads() % config.keyValueHeads() != 0) {
            fields.wrong("num_key_value_heads (" + config.keyValueHeads() + ") must divide num_attention_heads ("
                    + config.heads() + ")");
        }
        if (config.headSize() % 2 != 0) {
            fields.wrong("head_dim must be even, is " + config.headSize());
        }
        if ((long) config.contextLength() * config.headSize() > MAX_ROTARY) {
            fields.wrong("max_position_embeddings times head_dim must be at most " + MAX_ROTARY);
        }
    }
}
