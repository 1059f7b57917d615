package org.rlvr4j.runtime.gpu.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Typed, bounded access to the fields of a JSON object that may hold anything; what is wrong is collected. */
final class ConfigFields {

    private static final int MAX_SHOWN = 80;

    private final String prefix;
    private final JsonNode node;
    private final List<String> mistakes;

    private ConfigFields(String prefix, JsonNode node, List<String> mistakes) {
        this.prefix = prefix;
        this.node = node;
        this.mistakes = mistakes;
    }

    static ConfigFields of(JsonNode root) {
        return new ConfigFields("", root, new ArrayList<>());
    }

    /** The fields of a nested object, whose mistakes join those of this one. */
    ConfigFields within(String key, JsonNode nested) {
        return new ConfigFields(prefix + key + ".", nested, mistakes);
    }

    List<String> mistakes() {
        return mistakes;
    }

    void wrong(String mistake) {
        mistakes.add(prefix + mistake);
    }

    JsonNode node(String key) {
        return node.path(key);
    }

    /** Whether a field is there and not null. */
    boolean has(String key) {
        return node.hasNonNull(key);
    }

    /** A value as text of bounded length. */
    String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : shortened(value.toString());
    }

    static String shortened(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }

    boolean flag(String key, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        if (!node(key).isBoolean()) {
            wrong(key + " must be true or false, is " + shown(node(key)));
        }
        return node(key).asBoolean(otherwise);
    }

    /** A whole number in a range; the least where it is wrong or, without a value to fall back on, missing. */
    int integer(String key, @Nullable Integer otherwise, int least, int most) {
        if (!has(key) && otherwise != null) {
            return otherwise;
        }
        JsonNode value = node(key);
        if (!isWhole(value, least, most)) {
            wrong(key + " must be a whole number from " + least + " to " + most + ", is " + shown(value));
            return least;
        }
        return value.asInt();
    }

    static boolean isWhole(JsonNode value, int least, int most) {
        return value.isIntegralNumber() && value.canConvertToInt() && value.asInt() >= least && value.asInt() <= most;
    }

    /** A finite number above 0; 1 where it is wrong or, without a value to fall back on, missing. */
    double positive(String key, @Nullable Double otherwise) {
        if (!has(key) && otherwise != null) {
            return otherwise;
        }
        JsonNode value = node(key);
        if (!value.isNumber() || !(value.asDouble() > 0) || Double.isInfinite(value.asDouble())) {
            wrong(key + " must be a number above 0, is " + shown(value));
            return 1;
        }
        return value.asDouble();
    }
}
