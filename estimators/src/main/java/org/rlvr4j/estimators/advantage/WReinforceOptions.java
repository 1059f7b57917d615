package org.rlvr4j.estimators.advantage;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of {@link WReinforce}.
 *
 * @param lambda advantage of a correct rollout
 */
public record WReinforceOptions(
        @Option(
                value = "Advantage of a correct rollout, where a wrong one has -1; finite, at least 0.",
                defaultsTo = "0.1")
        double lambda) {

    /**
     * Checks.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if λ is negative, NaN or infinite
     */
    public WReinforceOptions {
        new OptionChecks()
                .that(
                        lambda >= 0 && lambda < Double.POSITIVE_INFINITY,
                        "lambda",
                        lambda,
                        "must be finite and at least 0")
                .orThrow();
    }
}
