package org.rlvr4j.tasks;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of {@link PuzzleVerifier}.
 *
 * @param maxLength longest response that is read, in characters
 */
public record PuzzleVerifierOptions(
        @Option(
                value = "Longest response that is read, in characters, from 1 to 1000000; a longer one is unparseable.",
                defaultsTo = "50000")
        int maxLength) {

    /**
     * Checks ranges.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if the length is out of range
     */
    public PuzzleVerifierOptions {
        new OptionChecks()
                .that(
                        maxLength >= 1 && maxLength <= 1_000_000,
                        "max-length",
                        maxLength,
                        "must be between 1 and 1000000")
                .orThrow();
    }
}
