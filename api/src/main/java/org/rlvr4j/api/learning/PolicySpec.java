package org.rlvr4j.api.learning;

import java.util.Objects;

/**
 * Which policy to open and how it will be trained.
 *
 * @param model a Hugging Face-style folder, or {@code builtin:NAME} for a policy shipped with the runtime
 * @param loss what is minimised
 * @param optimizer how
 * @param steps the step at which training ends, for the schedule; ≥ 0
 * @param chat how a problem's text becomes a prompt
 */
public record PolicySpec(String model, LossOptions loss, OptimizerOptions optimizer, long steps, ChatOptions chat) {

    /**
     * A policy that sees problems' texts as they are.
     *
     * @param model a Hugging Face-style folder, or {@code builtin:NAME}
     * @param loss what is minimised
     * @param optimizer how
     * @param steps the step at which training ends, for the schedule; ≥ 0
     */
    public PolicySpec(String model, LossOptions loss, OptimizerOptions optimizer, long steps) {
        this(model, loss, optimizer, steps, ChatOptions.none());
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
        Objects.requireNonNull(chat, "chat");
        if (steps < 0) {
            throw new IllegalArgumentException("steps must be at least 0, got " + steps);
        }
    }
}
