package org.rlvr4j.api.learning;

import java.io.Serializable;
import java.util.Objects;
import org.rlvr4j.api.spi.OptionSchema;

/**
 * Which policy to open and how it will be trained.
 *
 * @param model a Hugging Face-style folder, or {@code builtin:NAME} for a policy shipped with the runtime
 * @param loss what is minimised
 * @param optimizer how
 * @param steps the step at which training ends, for the schedule; ≥ 0
 * @param chat how a problem's text becomes a prompt
 * @param adapter whether all weights are trained, or an adapter beside them
 * @param seed the run's seed, from which an adapter's first weights and its dropout are drawn
 * @param shards parts that the work of a step is cut into; ≥ 1. Each part is computed by itself, and gradients are summed
 *     in the order of the parts, so that it does not matter where each is computed
 */
public record PolicySpec(
        String model,
        LossOptions loss,
        OptimizerOptions optimizer,
        long steps,
        ChatOptions chat,
        AdapterOptions adapter,
        long seed,
        int shards)
        implements Serializable {

    /**
     * A policy whose steps are computed in one shard.
     *
     * @param model a Hugging Face-style folder, or {@code builtin:NAME}
     * @param loss what is minimised
     * @param optimizer how
     * @param steps the step at which training ends, for the schedule; ≥ 0
     * @param chat how a problem's text becomes a prompt
     * @param adapter whether all weights are trained, or an adapter beside them
     * @param seed the run's seed
     */
    public PolicySpec(
            String model,
            LossOptions loss,
            OptimizerOptions optimizer,
            long steps,
            ChatOptions chat,
            AdapterOptions adapter,
            long seed) {
        this(model, loss, optimizer, steps, chat, adapter, seed, 1);
    }

    /**
     * A policy that sees problems' texts as they are and all of whose weights are trained.
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
                ChatOptions.none(),
                OptionSchema.of(AdapterOptions.class).defaults(),
                0);
    }

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if {@code steps} is negative or {@code shards} below 1
     */
    public PolicySpec {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(loss, "loss");
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(chat, "chat");
        Objects.requireNonNull(adapter, "adapter");
        if (steps < 0) {
            throw new IllegalArgumentException("steps must be at least 0, got " + steps);
        }
        if (shards < 1) {
            throw new IllegalArgumentException("shards must be at least 1, got " + shards);
        }
    }

    /**
     * The same policy with problems' texts laid out as its chat template has it.
     *
     * @param chosen how a problem's text becomes a prompt
     * @return a copy
     */
    public PolicySpec withChat(ChatOptions chosen) {
        return new PolicySpec(model, loss, optimizer, steps, chosen, adapter, seed, shards);
    }

    /**
     * The same policy with an adapter.
     *
     * @param chosen whether all weights are trained, or an adapter beside them
     * @param runSeed the run's seed
     * @return a copy
     */
    public PolicySpec withAdapter(AdapterOptions chosen, long runSeed) {
        return new PolicySpec(model, loss, optimizer, steps, chat, chosen, runSeed, shards);
    }

    /**
     * The same policy with its steps cut into another number of parts.
     *
     * @param count parts; ≥ 1
     * @return a copy
     */
    public PolicySpec withShards(int count) {
        return new PolicySpec(model, loss, optimizer, steps, chat, adapter, seed, count);
    }
}
