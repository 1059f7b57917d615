package org.rlvr4j.runtime.gpu.internal.gguf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a GGUF file by their names; what is asked for and is of the wrong type or out of its range is noted, so that all
 * mistakes are told at once.
 */
final class GgufMetadata {

    private static final int MAX_SHOWN = 60;

    private final Map<String, Object> values;
    private final List<String> mistakes = new ArrayList<>();

    /** Takes values that are of the types String, Long, Double, Boolean, List of String, long[], double[] or opaque. */
    GgufMetadata(Map<String, Object> values) {
        this.values = values;
    }

    List<String> mistakes() {
        return mistakes;
    }

    void mistake(String message) {
        mistakes.add(message);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<String> string(String key) {
        return value(key, String.class, "a string");
    }

    Optional<Boolean> bool(String key) {
        return value(key, Boolean.class, "true or false");
    }

    /** A whole number; the least of the range where it is none. */
    Optional<Long> integer(String key, long least, long greatest) {
        Optional<Long> number = value(key, Long.class, "a whole number");
        if (number.isPresent() && (number.get() < least || number.get() > greatest)) {
            mistake("key " + key + " is " + number.get() + ", must be from " + least + " to " + greatest);
            return Optional.of(least);
        }
        return number;
    }

    /** A whole number that must be there. */
    int count(String key, int greatest) {
        Optional<Long> number = integer(key, 1, greatest);
        if (number.isEmpty() && !has(key)) {
            mistake("key " + key + " is missing");
        }
        return number.orElse(1L).intValue();
    }

    /** A finite number above 0. */
    Optional<Double> positive(String key) {
        Object value = values.get(key);
        if (value instanceof Long whole) {
            value = (double) whole;
        }
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Double number && number > 0 && number < Double.POSITIVE_INFINITY) {
            return Optional.of(number);
        }
        mistake("key " + key + " is " + shown(value) + ", must be a finite number above 0");
        return Optional.of(1.0);
    }

    @SuppressWarnings("unchecked") // lists are lists of strings
    List<String> strings(String key) {
        return value(key, List.class, "an array of strings")
                .map(list -> (List<String>) list)
                .orElse(List.of());
    }

    long[] integers(String key) {
        return value(key, long[].class, "an array of whole numbers").orElse(new long[0]);
    }

    private <T> Optional<T> value(String key, Class<T> type, String allowed) {
        Object value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            mistake("key " + key + " is " + shown(value) + ", must be " + allowed);
            return Optional.empty();
        }
        return Optional.of(type.cast(value));
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof List<?> || value instanceof long[] || value instanceof double[]) {
            return "an array";
        }
        String text = String.valueOf(value);
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
    }
}
