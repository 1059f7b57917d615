package org.rlvr4j.estimators.bootstrap;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * How finely intervals are resampled.
 *
 * @param resamples how many times the problems are drawn anew
 */
public record BootstrapOptions(
        @Option(value = BootstrapOptions.RESAMPLES_DOCUMENTATION, defaultsTo = BootstrapOptions.DEFAULT_RESAMPLES)
        int resamples) {

    /** What {@code resamples} is documented as in every options record that has it. */
    public static final String RESAMPLES_DOCUMENTATION =
            "How many times the problems are drawn anew for an interval; from 100 to 1000000.";

    /** The default of {@code resamples} in every options record that has it. */
    public static final String DEFAULT_RESAMPLES = "2000";

    /**
     * Checks.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if the number of resamples is out of range
     */
    public BootstrapOptions {
        check(new OptionChecks(), resamples).orThrow();
    }

    /**
     * Adds the check of {@code resamples} to those of another options record.
     *
     * @param checks the checks so far
     * @param resamples the number to check
     * @return the checks
     */
    public static OptionChecks check(OptionChecks checks, int resamples) {
        return checks.that(
                resamples >= 100 && resamples <= 1_000_000,
                "resamples",
                resamples,
                "must be between 100 and 1000000: fewer resamples leave an interval's ends to chance");
    }
}
