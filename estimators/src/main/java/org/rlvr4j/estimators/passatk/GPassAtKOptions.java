package org.rlvr4j.estimators.passatk;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;

/**
 * Options of {@link GPassAtK}.
 *
 * @param tau share of the k drawn samples that must be correct
 * @param resamples resamples of an interval
 */
public record GPassAtKOptions(
        @Option(value = "Share of the k drawn samples that must be correct; above 0, at most 1.", defaultsTo = "0.5")
        double tau,

        @Option(value = BootstrapOptions.RESAMPLES_DOCUMENTATION, defaultsTo = BootstrapOptions.DEFAULT_RESAMPLES)
        int resamples) {

    /**
     * Checks.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException naming every option that is out of range
     */
    public GPassAtKOptions {
        OptionChecks checks = new OptionChecks().that(tau > 0 && tau <= 1, "tau", tau, "must be above 0 and at most 1");
        BootstrapOptions.check(checks, resamples).orThrow();
    }
}
