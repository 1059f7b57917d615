package org.example.curriculum;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of {@link BandGate}.
 *
 * @param low lowest success rate that is trained on
 * @param high highest success rate that is trained on
 */
public record BandOptions(
        @Option(value = "Lowest success rate of a group that is trained on, from 0 to high.", defaultsTo = "0.1")
        double low,

        @Option(value = "Highest success rate of a group that is trained on, from low to 1.", defaultsTo = "0.9")
        double high) {

    /**
     * Checks ranges.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException naming every option that is out of range
     */
    public BandOptions {
        new OptionChecks()
                .that(low >= 0 && low <= 1, "low", low, "must be between 0 and 1")
                .that(high >= 0 && high <= 1, "high", high, "must be between 0 and 1")
                .that(!(low > high), "low", low, "must not be above high, which is " + high)
                .orThrow();
    }
}
