package org.rlvr4j.runtime.gpu.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads how a {@code config.json} sets up its rotary embedding: {@code rope_theta} and {@code rope_scaling} at the top as
 * transformers wrote before version 5, or {@code rope_parameters} as it writes since.
 */
final class RopeReader {

    private static final double DEFAULT_THETA = 10000;

    private final ConfigFields root;
    private final ConfigFields parameters;
    private final int contextLength;

    RopeReader(ConfigFields root, int contextLength) {
        this.root = root;
        this.contextLength = contextLength;
        String key = isFilled(root.node("rope_scaling")) ? "rope_scaling" : "rope_parameters";
        JsonNode node = root.node(key);
        if (!node.isMissingNode() && !node.isNull() && !node.isObject()) {
            root.wrong(key + " must be an object, is " + root.shown(node));
        }
        parameters = root.within(key, node.isObject() ? node : MissingNode.getInstance());
    }

    private static boolean isFilled(JsonNode node) {
        return !node.isMissingNode() && !node.isNull() && !(node.isObject() && node.isEmpty());
    }

    double theta() {
        ConfigFields holder = parameters.has("rope_theta") ? parameters : root;
        double theta = holder.positive("rope_theta", DEFAULT_THETA);
        if (!(theta > 1)) {
            holder.wrong("rope_theta must be above 1, is " + theta);
            return DEFAULT_THETA;
        }
        return theta;
    }

    RopeScaling scaling() {
        for (ConfigFields holder : List.of(root, parameters)) {
            if (holder.positive("partial_rotary_factor", 1.0) != 1) {
                holder.wrong("partial_rotary_factor is not 1: rotating a part of a head is not supported");
            }
        }
        if (parameters.has("mrope_section")) {
            parameters.wrong("mrope_section is not supported");
        }
        String type = type();
        return switch (type) {
            case "default" -> new RopeScaling.None();
            case "linear" -> new RopeScaling.Linear(parameters.positive("factor", null));
            case "llama3" -> llama3();
            case "yarn" -> yarn();
            default -> {
                parameters.wrong("the type of RoPE scaling is \"" + ConfigFields.shortened(type)
                        + "\", supported are default, linear, llama3 and yarn");
                yield new RopeScaling.None();
            }
        };
    }

    private String type() {
        JsonNode node = parameters.has("rope_type") ? parameters.node("rope_type") : parameters.node("type");
        return node.isTextual() || parameters.has("rope_type") || parameters.has("type") ? node.asText() : "default";
    }

    private RopeScaling llama3() {
        double low = parameters.positive("low_freq_factor", null);
        double high = parameters.positive("high_freq_factor", null);
        if (!(low < high) && parameters.has("low_freq_factor") && parameters.has("high_freq_factor")) {
            parameters.wrong("high_freq_factor (" + high + ") must be above low_freq_factor (" + low + ")");
        }
        return new RopeScaling.Llama3(parameters.positive("factor", null), low, high, firstContext());
    }

    private RopeScaling yarn() {
        double context = firstContext();
        boolean given = parameters.has("factor");
        double factor = given ? parameters.positive("factor", null) : contextLength / context;
        return new RopeScaling.Yarn(
                factor,
                attentionFactor(factor),
                parameters.positive("beta_fast", 32.0),
                parameters.positive("beta_slow", 1.0),
                context,
                parameters.flag("truncate", true));
    }

    private double attentionFactor(double factor) {
        if (parameters.has("attention_factor")) {
            return parameters.positive("attention_factor", null);
        }
        Double numerator = weight("mscale");
        Double denominator = weight("mscale_all_dim");
        if (numerator == null || denominator == null) {
            return RopeScaling.Yarn.suggestedAttentionFactor(factor, 1);
        }
        return RopeScaling.Yarn.suggestedAttentionFactor(factor, numerator)
                / RopeScaling.Yarn.suggestedAttentionFactor(factor, denominator);
    }

    /** Zero stands for a weight that is not given, as in transformers. */
    private @Nullable Double weight(String key) {
        JsonNode node = parameters.node(key);
        boolean absent = !parameters.has(key) || (node.isNumber() && node.asDouble() == 0);
        return absent ? null : Double.valueOf(parameters.positive(key, null));
    }

    private double firstContext() {
        String key = "original_max_position_embeddings";
        return (root.has(key) ? root : parameters).positive(key, (double) contextLength);
    }
}
