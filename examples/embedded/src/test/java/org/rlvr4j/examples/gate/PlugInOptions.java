package org.rlvr4j.examples.gate;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of {@link PlugInGate}.
 *
 * @param referenceK K of the reference metric Pass@K
 */
public record PlugInOptions(
        @Option(value = "K of the reference metric Pass@K, at least 1.", defaultsTo = "16")
        int referenceK) {

    /**
     * Checks the range.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if K is below 1
     */
    public PlugInOptions {
        new OptionChecks()
                .that(referenceK >= 1, "reference-k", referenceK, "must be at least 1")
                .orThrow();
    }
}
