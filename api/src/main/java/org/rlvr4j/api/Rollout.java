package org.rlvr4j.api;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * One sampled response with its per-token behaviour log-probabilities.
 *
 * <p>The log-probabilities are those of the distribution that the tokens were really drawn from: after temperature,
 * top-k, top-p and whatever else the {@link org.rlvr4j.api.rollout.TokenSampler} did, not those of the bare policy.
 *
 * <p>Immutable: arrays are copied in and out.
 *
 * @param tokens the response's token ids, the stop token included when there is one; shape [T], T ≥ 1
 * @param behaviourLogProbs natural logarithm of each token's probability when it was drawn; shape [T], each ≤ 0
 * @param policyVersion the number of updates the policy had seen when the response was drawn
 * @param stopReason why it ended
 * @param text the decoded response without its stop token; untrusted
 */
public record Rollout(int[] tokens, float[] behaviourLogProbs, long policyVersion, StopReason stopReason, String text)
        implements Serializable {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if the arrays differ in length, are empty, or a log-probability is NaN or
     *     positive
     */
    public Rollout {
        if (tokens.length == 0 || tokens.length != behaviourLogProbs.length) {
            throw new IllegalArgumentException("a rollout needs one log-probability for each of its tokens, got "
                    + tokens.length + " tokens and " + behaviourLogProbs.length + " log-probabilities");
        }
        for (float logProb : behaviourLogProbs) {
            if (!(logProb <= 0)) {
                throw new IllegalArgumentException("a log-probability must be at most 0, got " + logProb);
            }
        }
        Objects.requireNonNull(stopReason, "stopReason");
        Objects.requireNonNull(text, "text");
        tokens = tokens.clone();
        behaviourLogProbs = behaviourLogProbs.clone();
    }

    @Override
    public int[] tokens() {
        return tokens.clone();
    }

    @Override
    public float[] behaviourLogProbs() {
        return behaviourLogProbs.clone();
    }

    /**
     * Returns the number of tokens, the stop token included.
     *
     * @return T ≥ 1
     */
    public int length() {
        return tokens.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rollout that
                && policyVersion == that.policyVersion
                && stopReason == that.stopReason
                && text.equals(that.text)
                && Arrays.equals(tokens, that.tokens)
                && Arrays.equals(behaviourLogProbs, that.behaviourLogProbs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                Arrays.hashCode(tokens), Arrays.hashCode(behaviourLogProbs), policyVersion, stopReason, text);
    }

    @Override
    public String toString() {
        return "Rollout[" + tokens.length + " tokens, " + stopReason + ", policy version " + policyVersion + "]";
    }
}
