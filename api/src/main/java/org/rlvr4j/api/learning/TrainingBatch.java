package org.rlvr4j.api.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.rollout.TokenSampler;

/**
 * The sequences of one step, and the distribution that they were drawn from.
 *
 * <p>It holds the rollouts of positive gate weight and no others, so that a dropped rollout adds exactly nothing: no
 * gradient, no KL, no entropy, and nothing to the loss's divisor. The divisors themselves are stated at the learner's
 * {@code Aggregation} and are computed over the sequences of this batch.
 *
 * @param sequences what to learn from; shape [D]; may be empty
 * @param tokenSampler how the behaviour policy restricted its logits; the learner restricts its own alike
 */
public record TrainingBatch(List<TrainingSequence> sequences, TokenSampler tokenSampler) {

    /** Copies. */
    public TrainingBatch {
        sequences = List.copyOf(sequences);
        Objects.requireNonNull(tokenSampler, "tokenSampler");
    }

    /**
     * Multiplies advantages by gate weights and lays out the rollouts of positive weight.
     *
     * @param groups the effective batch
     * @param decisions the gate's decision for each group
     * @param advantages one advantage for each rollout; shape [groups][n]
     * @param tokenSampler how the rollouts were drawn
     * @return the batch, groups and rollouts in their order
     * @throws IllegalArgumentException if shapes differ
     */
    public static TrainingBatch of(
            List<VerifiedGroup> groups,
            List<GateDecision> decisions,
            double[][] advantages,
            TokenSampler tokenSampler) {
        if (groups.size() != decisions.size() || groups.size() != advantages.length) {
            throw new IllegalArgumentException("a batch needs a decision and a row of advantages for each group, got "
                    + groups.size() + " groups, " + decisions.size() + " decisions, " + advantages.length + " rows");
        }
        List<TrainingSequence> sequences = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            VerifiedGroup group = groups.get(g);
            double[] weights = decisions.get(g).weights();
            if (weights.length != group.size() || advantages[g].length != group.size()) {
                throw new IllegalArgumentException("problem " + group.problem().id() + " has " + group.size()
                        + " rollouts, " + weights.length + " weights and " + advantages[g].length + " advantages");
            }
            int[] prompt = group.promptTokens();
            for (int i = 0; i < weights.length; i++) {
                if (weights[i] > 0) {
                    Rollout rollout = group.rollouts().get(i);
                    sequences.add(new TrainingSequence(
                            prompt, rollout.tokens(), rollout.behaviourLogProbs(), weights[i] * advantages[g][i]));
                }
            }
        }
        return new TrainingBatch(sequences, tokenSampler);
    }
}
