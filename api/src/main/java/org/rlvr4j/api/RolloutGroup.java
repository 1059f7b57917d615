package org.rlvr4j.api;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The n rollouts of one problem in one step.
 *
 * @param problem the problem
 * @param promptTokens the token ids that the policy saw; shape [T]
 * @param rollouts the sampled responses; shape [n], n ≥ 1
 */
public record RolloutGroup(Problem problem, int[] promptTokens, List<Rollout> rollouts) implements Serializable {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is no rollout
     */
    public RolloutGroup {
        Objects.requireNonNull(problem, "problem");
        promptTokens = promptTokens.clone();
        rollouts = List.copyOf(rollouts);
        if (rollouts.isEmpty()) {
            throw new IllegalArgumentException("a group needs at least one rollout (problem " + problem.id() + ")");
        }
    }

    @Override
    public int[] promptTokens() {
        return promptTokens.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RolloutGroup that
                && problem.equals(that.problem)
                && Arrays.equals(promptTokens, that.promptTokens)
                && rollouts.equals(that.rollouts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(problem, Arrays.hashCode(promptTokens), rollouts);
    }
}
