package org.rlvr4j.api.rollout;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.random.RandomStreams;

/**
 * What to sample.
 *
 * <p>The uniform number behind token t of rollout i of the problem at position j is a function of (seed, {@code purpose},
 * {@code round}, {@code firstPosition} + j, i, t) alone; how sequences are batched does not change it.
 *
 * @param problems the problems; shape [P], not empty
 * @param rolloutsPerProblem n ≥ 1
 * @param maxResponseTokens longest response, stop token included; ≥ 1
 * @param tokenSampler which distribution to draw from
 * @param random the run's streams
 * @param purpose name of the stream, such as {@code "train"} or {@code "evaluate"}
 * @param round the training step or another counter that tells requests of one purpose apart
 * @param firstPosition position of the first problem within the round, for requests made in several parts
 */
public record SamplingRequest(
        List<Problem> problems,
        int rolloutsPerProblem,
        int maxResponseTokens,
        TokenSampler tokenSampler,
        RandomStreams random,
        String purpose,
        long round,
        long firstPosition)
        implements Serializable {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is no problem, or a count is below 1
     */
    public SamplingRequest {
        problems = List.copyOf(problems);
        if (problems.isEmpty() || rolloutsPerProblem < 1 || maxResponseTokens < 1) {
            throw new IllegalArgumentException("sampling needs at least one problem, one rollout and one token, got "
                    + problems.size() + " problems, " + rolloutsPerProblem + " rollouts, " + maxResponseTokens
                    + " tokens");
        }
        Objects.requireNonNull(tokenSampler, "tokenSampler");
        Objects.requireNonNull(random, "random");
        Objects.requireNonNull(purpose, "purpose");
    }
}
