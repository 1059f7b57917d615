package org.example.curriculum;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of {@link LastNumberVerifier}.
 *
 * @param tolerance greatest difference from the reference that is right
 */
public record LastNumberOptions(
        @Option(value = "Greatest difference from the reference that is still right; finite, at least 0.", defaultsTo = "0")
        double tolerance) {

    /**
     * Checks the range.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if the tolerance is negative, NaN or infinite
     */
    public LastNumberOptions {
        new OptionChecks()
                .that(
                        tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY,
                        "tolerance",
                        tolerance,
                        "must be finite and at least 0")
                .orThrow();
    }
}
