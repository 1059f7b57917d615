package org.rlvr4j.verifiers.math;

/**
 * Whether a prediction equals a gold answer.
 *
 * @param outcome what was found
 * @param reason why, in one line a person can read: {@code EQUAL by rational value}, {@code DIFFERENT at x = 1.37: 4.2 vs 3.9}
 */
public record Comparison(Outcome outcome, String reason) {

    /** What a comparison can find. */
    public enum Outcome {
        /** The answers are equal under the options' policies. */
        EQUAL,
        /** They are not. */
        DIFFERENT,
        /** The step budget ended, or a value is beyond what can be evaluated; never counts as equal. */
        UNDECIDED
    }

    /**
     * Tells whether the answers are equal.
     *
     * @return whether the outcome is {@link Outcome#EQUAL}
     */
    public boolean isEqual() {
        return outcome == Outcome.EQUAL;
    }
}
