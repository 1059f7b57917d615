package org.rlvr4j.api.evaluation;

import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.rlvr4j.api.StopReason;

/**
 * One answer of a model.
 *
 * @param text the answer without its stop token; untrusted, and bounded by its source
 * @param stop why it ended
 * @param promptTokens tokens that the model read; empty where nobody counted
 * @param responseTokens tokens that the model wrote; empty where nobody counted
 * @param logProb natural logarithm of the answer's probability, as its source defines it; empty where not offered
 */
public record Sample(
        String text, StopReason stop, OptionalInt promptTokens, OptionalInt responseTokens, OptionalDouble logProb) {

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a count is negative, or the log-probability is NaN, infinite or positive
     */
    public Sample {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(stop, "stop");
        if (promptTokens.orElse(0) < 0 || responseTokens.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "token counts must be at least 0, got " + promptTokens + " and " + responseTokens);
        }
        double value = logProb.orElse(0);
        if (!(value <= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a log-probability must be finite and at most 0, got " + value);
        }
    }
}
