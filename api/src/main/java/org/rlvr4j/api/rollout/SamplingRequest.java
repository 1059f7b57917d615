package org.rlvr4j.api.rollout;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.random.RandomStreams;

/**
 * What to sample.
 *
 * <p>The uniform number behind token t of rollout i of the problem at position j is a function of (seed, {@code purpose},
 * {@code round}, {@code firstPosition} + j, i, t) alone; how sequences are batched does not change it. Where {@code
 * rolloutSeeds} are given it is a function of (the seed at [j][i], t) alone.
 *
 * @param problems the problems; shape [P], not empty
 * @param rolloutsPerProblem n ≥ 1
 * @param maxResponseTokens longest response, stop token included; ≥ 1
 * @param tokenSampler which distribution to draw from
 * @param random the run's streams
 * @param purpose name of the stream, such as {@link #TRAINING} or {@code "evaluate"}
 * @param round the training step or another counter that tells requests of one purpose apart
 * @param firstPosition position of the first problem within the round, for requests made in several parts
 * @param rolloutSeeds a seed for each rollout, for those whose rollouts must not depend on positions; shape [P][n], or
 *     empty
 */
public record SamplingRequest(
        List<Problem> problems,
        int rolloutsPerProblem,
        int maxResponseTokens,
        TokenSampler tokenSampler,
        RandomStreams random,
        String purpose,
        long round,
        long firstPosition,
        List<List<Long>> rolloutSeeds)
        implements Serializable {

    /** The purpose of rollouts that the policy is trained on. */
    public static final String TRAINING = "train";

    /**
     * Asks for rollouts whose randomness is told by their positions.
     *
     * @param problems the problems; shape [P], not empty
     * @param rolloutsPerProblem n ≥ 1
     * @param maxResponseTokens longest response, stop token included; ≥ 1
     * @param tokenSampler which distribution to draw from
     * @param random the run's streams
     * @param purpose name of the stream
     * @param round the training step or another counter
     * @param firstPosition position of the first problem within the round
     */
    public SamplingRequest(
            List<Problem> problems,
            int rolloutsPerProblem,
            int maxResponseTokens,
            TokenSampler tokenSampler,
            RandomStreams random,
            String purpose,
            long round,
            long firstPosition) {
        this(
                problems,
                rolloutsPerProblem,
                maxResponseTokens,
                tokenSampler,
                random,
                purpose,
                round,
                firstPosition,
                List.of());
    }

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is no problem, a count is below 1, or there are seeds but not one for each
     *     rollout
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
        rolloutSeeds = rolloutSeeds.stream().map(List::copyOf).toList();
        if (!rolloutSeeds.isEmpty()
                && (rolloutSeeds.size() != problems.size()
                        || rolloutSeeds.stream().anyMatch(seeds -> seeds.size() != rolloutsPerProblem))) {
            throw new IllegalArgumentException("seeds must be given for none or for each of the rollouts");
        }
    }

    /**
     * Asks for rollouts each of which has a seed of its own.
     *
     * @param problems the problems; shape [P], not empty
     * @param rolloutSeeds the seeds; shape [P][n], n ≥ 1
     * @param maxResponseTokens longest response, stop token included; ≥ 1
     * @param tokenSampler which distribution to draw from
     * @return the request
     * @throws IllegalArgumentException if there is no problem, or not one seed for each rollout
     */
    public static SamplingRequest seeded(
            List<Problem> problems, List<List<Long>> rolloutSeeds, int maxResponseTokens, TokenSampler tokenSampler) {
        int rollouts = rolloutSeeds.isEmpty() ? 0 : rolloutSeeds.get(0).size();
        return new SamplingRequest(
                problems,
                rollouts,
                maxResponseTokens,
                tokenSampler,
                new RandomStreams(0),
                "seeded",
                0,
                0,
                rolloutSeeds);
    }

    /**
     * Returns the generator behind the tokens of one rollout.
     *
     * @param problem index of the problem in this request, from 0
     * @param rollout index of the rollout, from 0
     * @return a new generator, the same sequence for the same rollout
     */
    public RandomGenerator stream(int problem, int rollout) {
        return rolloutSeeds.isEmpty()
                ? random.stream("rollout/" + purpose, round, firstPosition + problem, rollout)
                : new RandomStreams(rolloutSeeds.get(problem).get(rollout)).stream("rollout");
    }
}
