package org.rlvr4j.api.learning;

import java.io.Serializable;

/**
 * One sequence to learn from: a prompt, a response, and what each response token is worth.
 *
 * <p>Arrays are not copied: a batch is made for one step and its maker gives it away.
 *
 * @param prompt token ids of the prompt, which carries no loss; shape [T′], T′ ≥ 1
 * @param response token ids of the response; shape [T], T ≥ 1
 * @param behaviourLogProbs log-probability of each response token when it was drawn; shape [T]; ignored by the
 *     likelihood objective
 * @param advantage weight × advantage of every token of the response; finite
 */
public record TrainingSequence(int[] prompt, int[] response, float[] behaviourLogProbs, double advantage)
        implements Serializable {

    /**
     * Checks shapes.
     *
     * @throws IllegalArgumentException if an array is empty, lengths differ, or the advantage is not finite
     */
    public TrainingSequence {
        if (prompt.length == 0 || response.length == 0 || response.length != behaviourLogProbs.length) {
            throw new IllegalArgumentException("a training sequence needs a prompt, a response and as many "
                    + "log-probabilities as response tokens, got lengths " + prompt.length + ", " + response.length
                    + ", " + behaviourLogProbs.length);
        }
        if (!Double.isFinite(advantage)) {
            throw new IllegalArgumentException("an advantage must be finite, got " + advantage);
        }
    }

    /**
     * Returns the number of tokens.
     *
     * @return prompt and response together
     */
    public int length() {
        return prompt.length + response.length;
    }
}
