package org.rlvr4j.runtime.gpu.internal.gguf;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** How a GGUF file says that rotary positions are scaled, and what {@code rope_scaling} of config.json it means. */
final class RopeScaling {

    static final String FACTORS = "rope_freqs.weight";

    /** llama.cpp multiplies YaRN's own attention factor, 0.1 ln(factor) + 1; config.json has the product. */
    private static final double YARN_ATTENTION = 0.1;

    private static final int MAX_POSITIONS = 1 << 26;
    private static final float TOLERANCE = 1e-4f;

    /** What Llama 3.1, 3.2 and 3.3 all have; only the factor differs. */
    private static final double LOW_FREQUENCY_FACTOR = 1;

    private static final double HIGH_FREQUENCY_FACTOR = 4;
    private static final int ORIGINAL_POSITIONS = 8192;

    private RopeScaling() {}

    /** Reads the keys {@code ARCHITECTURE.rope.scaling.*}; empty where positions are not scaled. */
    static Optional<ObjectNode> ofKeys(GgufMetadata metadata, String architecture) {
        String prefix = architecture + ".rope.scaling.";
        String type = metadata.string(prefix + "type").orElse("none");
        if (type.equals("none")) {
            return Optional.empty();
        }
        if (!type.equals("linear") && !type.equals("yarn")) {
            metadata.mistake("key " + prefix + "type is " + type + ", supported are none, linear, yarn");
            return Optional.empty();
        }
        Optional<Double> factor = metadata.positive(prefix + "factor");
        if (factor.isEmpty()) {
            metadata.mistake("key " + prefix + "factor is missing, and " + prefix + "type is " + type);
            return Optional.empty();
        }
        for (String other : List.of("yarn_ext_factor", "yarn_attn_factor", "yarn_log_multiplier")) {
            if (metadata.has(prefix + other)) {
                metadata.mistake("key " + prefix + other + " is not supported");
            }
        }
        ObjectNode scaling = JsonNodeFactory.instance.objectNode();
        scaling.put("rope_type", type);
        scaling.put("factor", factor.get());
        if (type.equals("yarn")) {
            metadata.integer(prefix + "original_context_length", 1, MAX_POSITIONS)
                    .ifPresent(length -> scaling.put("original_max_position_embeddings", length));
            metadata.positive(prefix + "attn_factor")
                    .filter(value -> value != 1)
                    .ifPresent(value ->
                            scaling.put("attention_factor", value * (YARN_ATTENTION * Math.log(factor.get()) + 1)));
            metadata.positive(prefix + "yarn_beta_fast").ifPresent(value -> scaling.put("beta_fast", value));
            metadata.positive(prefix + "yarn_beta_slow").ifPresent(value -> scaling.put("beta_slow", value));
        }
        return Optional.of(scaling);
    }

    /**
     * Finds the {@code llama3} scaling whose frequency divisors a file has as a tensor; their formula is that of
     * transformers' {@code _compute_llama3_parameters}.
     *
     * @param divisors one for each pair of a head's elements
     * @param theta the rotary base
     * @return empty where no known scaling has these divisors
     */
    static Optional<ObjectNode> ofDivisors(float[] divisors, double theta) {
        double factor = 1;
        for (float divisor : divisors) {
            factor = Math.max(factor, divisor);
        }
        for (int i = 0; i < divisors.length; i++) {
            double wavelength = 2 * Math.PI * Math.pow(theta, (double) i / divisors.length);
            if (!(Math.abs(divisors[i] - divisor(wavelength, factor)) <= TOLERANCE * divisors[i])) {
                return Optional.empty();
            }
        }
        ObjectNode scaling = JsonNodeFactory.instance.objectNode();
        scaling.put("rope_type", "llama3");
        scaling.put("factor", factor);
        scaling.put("low_freq_factor", LOW_FREQUENCY_FACTOR);
        scaling.put("high_freq_factor", HIGH_FREQUENCY_FACTOR);
        scaling.put("original_max_position_embeddings", ORIGINAL_POSITIONS);
        return Optional.of(scaling);
    }

    static double divisor(double wavelength, double factor) {
        if (wavelength < ORIGINAL_POSITIONS / HIGH_FREQUENCY_FACTOR) {
            return 1;
        }
        if (wavelength > ORIGINAL_POSITIONS / LOW_FREQUENCY_FACTOR) {
            return factor;
        }
        double smooth = (ORIGINAL_POSITIONS / wavelength - LOW_FREQUENCY_FACTOR)
                / (HIGH_FREQUENCY_FACTOR - LOW_FREQUENCY_FACTOR);
        return 1 / ((1 - smooth) / factor + smooth);
    }
}
