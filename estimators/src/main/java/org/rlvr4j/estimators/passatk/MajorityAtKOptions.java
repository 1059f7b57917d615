package org.rlvr4j.estimators.passatk;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;

/**
 * Options of {@link MajorityAtK}.
 *
 * @param exactUpTo most samples a problem may have to be computed exactly
 * @param draws simulated votes for problems with more samples
 * @param resamples resamples of an interval
 */
public record MajorityAtKOptions(
        @Option(
                value = "Most samples a problem may have for its votes to be counted exactly, at a cost that grows"
                        + " with their cube; from 0 to 256.",
                defaultsTo = "128")
        int exactUpTo,

        @Option(
                value = "How many votes are simulated for each problem with more samples than that; from 100 to"
                        + " 1000000.",
                defaultsTo = "4000")
        int draws,

        @Option(value = BootstrapOptions.RESAMPLES_DOCUMENTATION, defaultsTo = BootstrapOptions.DEFAULT_RESAMPLES)
        int resamples) {

    /**
     * Checks.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException naming every option that is out of range
     */
    public MajorityAtKOptions {
        OptionChecks checks = new OptionChecks()
                .that(exactUpTo >= 0 && exactUpTo <= 256, "exact-up-to", exactUpTo, "must be between 0 and 256")
                .that(draws >= 100 && draws <= 1_000_000, "draws", draws, "must be between 100 and 1000000");
        BootstrapOptions.check(checks, resamples).orThrow();
    }
}
