package org.rlvr4j.api.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the mistakes of an options record in its compact constructor, so that all are reported at once.
 *
 * <pre>{@code
 * public BbgOptions {
 *     new OptionChecks()
 *             .that(referenceK >= 1, "reference-k", referenceK, "must be at least 1")
 *             .that(threshold >= 0 && threshold <= 1, "threshold", threshold, "must be between 0 and 1")
 *             .orThrow();
 * }
 * }</pre>
 *
 * <p>Write a condition so that NaN fails it: {@code x > 0}, never {@code !(x <= 0)}.
 */
public final class OptionChecks {

    private final List<InvalidOptionException.Mistake> mistakes = new ArrayList<>();

    /** Starts without mistakes. */
    public OptionChecks() {}

    /**
     * Notes a mistake if a condition does not hold.
     *
     * @param holds the condition
     * @param option the option's name as in a recipe
     * @param value the value that was given
     * @param allowed what is allowed, as in "must be at least 1"
     * @return this
     */
    public OptionChecks that(boolean holds, String option, Object value, String allowed) {
        if (!holds) {
            mistakes.add(new InvalidOptionException.Mistake(option, value + " " + allowed));
        }
        return this;
    }

    /**
     * Ends the check.
     *
     * @throws InvalidOptionException if any condition did not hold
     */
    public void orThrow() {
        if (!mistakes.isEmpty()) {
            throw new InvalidOptionException(mistakes);
        }
    }
}
