package org.rlvr4j.estimators.advantage;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of {@link PassAtKTraining}.
 *
 * @param k whose Pass@k is trained for
 */
public record PassAtKTrainingOptions(
        @Option(
                value = "The k whose Pass@k is trained for; at least 1, and below the group size, since groups of k or"
                        + " fewer rollouts teach nothing.",
                defaultsTo = "4")
        int k) {

    /**
     * Checks.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if k is below 1
     */
    public PassAtKTrainingOptions {
        new OptionChecks().that(k >= 1, "k", k, "must be at least 1").orThrow();
    }
}
