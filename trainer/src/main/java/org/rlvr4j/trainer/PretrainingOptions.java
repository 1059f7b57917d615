package org.rlvr4j.trainer;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Size of a supervised pre-training: section {@code pretraining} of its recipe.
 *
 * @param steps optimiser steps
 * @param batchSize demonstrations of a step
 * @param seed seed of the weights and the demonstrations
 */
public record PretrainingOptions(
        @Option(value = "optimiser steps; at least 1", defaultsTo = "1000")
        int steps,

        @Option(value = "demonstrations of each step; at least 1", defaultsTo = "256")
        int batchSize,

        @Option(value = "seed of the initial weights and of the demonstrations", defaultsTo = "1")
        long seed) {

    /** Checks ranges. */
    public PretrainingOptions {
        new OptionChecks()
                .that(steps >= 1, "steps", steps, "must be at least 1")
                .that(batchSize >= 1, "batch-size", batchSize, "must be at least 1")
                .orThrow();
    }
}
