package org.rlvr4j.verifiers.math;

import java.util.HashSet;
import java.util.List;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * How an answer is found in a response.
 *
 * @param order strategies, the first that finds an answer counts
 * @param boxed which boxed expressions count
 * @param unclosedThinking what counts where thinking began and never ended
 */
public record ExtractionOptions(
        @Option(
                value = "Strategies, the first that finds an answer counts; of answer-tag, boxed, hashes, final-answer,"
                        + " answer, choice, whole, expression.",
                defaultsTo = "[answer-tag, boxed, hashes, final-answer, answer, choice, whole, expression]")
        List<String> order,

        @Option(
                value = "Which boxed expressions count: only the last, or any of them, as some papers evaluate.",
                defaultsTo = "last")
        Boxed boxed,

        @Option(
                value =
                        "What counts where thinking began and never ended: a boxed answer alone, nothing, or everything.",
                defaultsTo = "boxed")
        UnclosedThinking unclosedThinking) {

    /** Which boxed expressions count. */
    public enum Boxed {
        /** The last; several when joined by nothing but a comma, "and" or "or". */
        LAST,
        /** Any: the response is right if one of them is. */
        ANY
    }

    /** What counts where thinking never ended. */
    public enum UnclosedThinking {
        /** A boxed answer alone. */
        BOXED,
        /** Nothing. */
        NONE,
        /** Everything, as if the tag was not there. */
        ALL
    }

    /**
     * Checks and copies.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if a strategy does not exist, is named twice, or none is named
     */
    public ExtractionOptions {
        order = List.copyOf(order);
        OptionChecks checks = new OptionChecks()
                .that(!order.isEmpty(), "order", order, "must name at least one strategy of " + names())
                .that(new HashSet<>(order).size() == order.size(), "order", order, "must name each strategy once");
        for (String name : order) {
            checks.that(ExtractionStrategy.byName(name).isPresent(), "order", name, "must be one of " + names());
        }
        checks.orThrow();
    }

    private static String names() {
        return String.join(", ", ExtractionStrategy.names());
    }

    List<ExtractionStrategy> strategies() {
        return order.stream()
                .map(name -> ExtractionStrategy.byName(name).orElseThrow())
                .toList();
    }
}
