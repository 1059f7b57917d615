package org.rlvr4j.verifiers.math.countdown;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of {@link CountdownVerifier}.
 *
 * @param maxLength longest response that is read, in characters
 */
public record CountdownVerifierOptions(
        @Option(
                value = "Longest response that is read, in characters, from 1 to 100000; a longer one is unparseable.",
                defaultsTo = "1000")
        int maxLength) {

    /**
     * Checks ranges.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if the length is out of range
     */
    public CountdownVerifierOptions {
        new OptionChecks()
                .that(maxLength >= 1 && maxLength <= 100_000, "max-length", maxLength, "must be between 1 and 100000")
                .orThrow();
    }
}
