package org.rlvr4j.verifiers.math;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A way to find an answer in a response, by the name that options know it by. */
enum ExtractionStrategy {
    ANSWER_TAG,
    BOXED,
    HASHES,
    FINAL_ANSWER,
    ANSWER,
    CHOICE,
    WHOLE,
    EXPRESSION;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    String label() {
        return label;
    }

    static Optional<ExtractionStrategy> byName(String name) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.label.equals(name))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(ExtractionStrategy::label).toList();
    }
}
