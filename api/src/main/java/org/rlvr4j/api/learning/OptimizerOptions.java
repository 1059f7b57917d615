package org.rlvr4j.api.learning;

import java.io.Serializable;
import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * AdamW with decoupled weight decay (arXiv 1711.05101), its schedule, and how a batch is split into updates.
 *
 * @param learningRate peak learning rate
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the root of the second moment
 * @param weightDecay decoupled decay
 * @param maxGradientNorm clip of the global gradient norm
 * @param schedule how the rate goes on after warm-up
 * @param warmupSteps steps of linear warm-up
 * @param finalShare rate at the end of a cosine as a share of the peak
 * @param passes passes over each batch
 * @param miniBatches optimiser updates a pass
 */
public record OptimizerOptions(
        @Option(value = "peak learning rate; at least 0", defaultsTo = "1e-6")
        double learningRate,

        @Option(value = "decay of the first moment; in [0, 1)", defaultsTo = "0.9")
        double beta1,

        @Option(value = "decay of the second moment; in [0, 1)", defaultsTo = "0.999")
        double beta2,

        @Option(value = "added to the root of the second moment; above 0", defaultsTo = "1e-8")
        double epsilon,

        @Option(value = "decoupled decay of matrices (not of norms and biases); at least 0", defaultsTo = "0")
        double weightDecay,

        @Option(value = "the gradient's global L2 norm is clipped to this; above 0", defaultsTo = "1.0")
        double maxGradientNorm,

        @Option(value = "constant or cosine, after warm-up", defaultsTo = "constant")
        Schedule schedule,

        @Option(value = "steps over which the rate rises linearly from 0; at least 0", defaultsTo = "0")
        int warmupSteps,

        @Option(value = "a cosine ends at this share of the peak; in [0, 1]", defaultsTo = "0.1")
        double finalShare,

        @Option(value = "passes over each batch; at least 1", defaultsTo = "1")
        int passes,

        @Option(value = "optimiser updates in each pass; at least 1", defaultsTo = "1")
        int miniBatches)
        implements Serializable {

    /** How the learning rate goes on after warm-up. */
    public enum Schedule {
        /** Stays at the peak. */
        CONSTANT,
        /** Falls along half a cosine to the final share at the last step. */
        COSINE
    }

    /** Checks ranges. */
    public OptimizerOptions {
        new OptionChecks()
                .that(
                        learningRate >= 0 && Double.isFinite(learningRate),
                        "learning-rate",
                        learningRate,
                        "must be finite and at least 0")
                .that(beta1 >= 0 && beta1 < 1, "beta1", beta1, "must be in [0, 1)")
                .that(beta2 >= 0 && beta2 < 1, "beta2", beta2, "must be in [0, 1)")
                .that(epsilon > 0 && Double.isFinite(epsilon), "epsilon", epsilon, "must be finite and above 0")
                .that(
                        weightDecay >= 0 && Double.isFinite(weightDecay),
                        "weight-decay",
                        weightDecay,
                        "must be finite and at least 0")
                .that(maxGradientNorm > 0, "max-gradient-norm", maxGradientNorm, "must be above 0")
                .that(warmupSteps >= 0, "warmup-steps", warmupSteps, "must be at least 0")
                .that(finalShare >= 0 && finalShare <= 1, "final-share", finalShare, "must be between 0 and 1")
                .that(passes >= 1, "passes", passes, "must be at least 1")
                .that(miniBatches >= 1, "mini-batches", miniBatches, "must be at least 1")
                .orThrow();
    }

    /**
     * Returns the learning rate of one step.
     *
     * @param step the step, counted from 0
     * @param steps the step at which training ends
     * @return the rate
     */
    public double learningRateAt(long step, long steps) {
        if (step < warmupSteps) {
            return learningRate * (step + 1) / warmupSteps;
        }
        if (schedule == Schedule.CONSTANT) {
            return learningRate;
        }
        double progress = Math.min(1, (double) (step - warmupSteps) / Math.max(1, steps - warmupSteps));
        return learningRate * (finalShare + (1 - finalShare) * 0.5 * (1 + Math.cos(Math.PI * progress)));
    }
}
