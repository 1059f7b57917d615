package org.rlvr4j.api.learning;

import java.util.Objects;
import org.rlvr4j.api.spi.OptionSchema;

/**
 * Which policy to open and how it will be trained.
 *
 * @param model a Hugging Face-style folder, or {@code builtin:NAME} for a policy shipped with the runtime
 * @param loss what is minimised
 * @param optimizer how
 * @param steps the step at which training ends, for the schedule; ≥ 0
 * @param adapter whether all weights are trained, or an adapter beside them
 * @param seed the run's seed, from which an adapter's first weights and its dropout are drawn
 */
public record PolicySpec(
        String model, LossOptions loss, OptimizerOptions optimizer, long steps, AdapterOptions adapter, long seed) {

    /**
     * A policy all of whose weights are trained.
     *
     * @param model a Hugging Face-style folder, or {@code builtin:NAME}
     * @param loss what is minimised
     * @param optimizer how
     * @param steps the step at which training ends, for the schedule; ≥ 0
     */
    public PolicySpec(String model, LossOptions loss, OptimizerOptions optimizer, long steps) {
        this(
                model,
                loss,
                optimizer,
                steps,
                OptionSchema.of(AdapterOptions.class).defaults(),
                0);
    }

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if {@code steps} is negative
     */
    public PolicySpec {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(loss, "loss");
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(adapter, "adapter");
        if (steps < 0) {
            throw new IllegalArgumentException("steps must be at least 0, got " + steps);
        }
    }
}
