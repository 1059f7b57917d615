package org.rlvr4j.bbg;

import java.util.Objects;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;
import org.rlvr4j.api.spi.OptionSchema;

/**
 * Options of {@link ZeroSuccessOnlyGate}.
 *
 * @param evidence which rollouts must all have failed
 * @param historyThreshold discounted earlier successes below which a problem counts as unsolved
 */
public record ZeroSuccessOnlyOptions(
        @Option(
                value =
                        "Which rollouts must all have failed: group (the n of this group, as in the paper; needs an advantage "
                                + "that learns from all-wrong groups), leave-one-out (the others, for each rollout: keeps the "
                                + "first success, so works with every advantage), history (those of earlier visits).",
                defaultsTo = "leave-one-out")
        EvidenceKind evidence,

        @Option(
                value = "With evidence = history, a problem is active where its discounted earlier successes are "
                        + "below this; positive.",
                defaultsTo = "0.5")
        double historyThreshold) {

    /**
     * Checks ranges.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if an option is out of range
     */
    public ZeroSuccessOnlyOptions {
        Objects.requireNonNull(evidence, "evidence");
        new OptionChecks()
                .that(
                        historyThreshold > 0 && historyThreshold < Double.POSITIVE_INFINITY,
                        "history-threshold",
                        historyThreshold,
                        "must be positive and finite")
                .orThrow();
    }

    /**
     * Returns the defaults.
     *
     * @return as the annotations say
     */
    public static ZeroSuccessOnlyOptions defaults() {
        return OptionSchema.of(ZeroSuccessOnlyOptions.class).defaults();
    }
}
