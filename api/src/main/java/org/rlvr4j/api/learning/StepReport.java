package org.rlvr4j.api.learning;

/**
 * What one update did.
 *
 * @param loss the minimised objective, averaged over the step's updates
 * @param gradientNorm L2 norm over all weights before clipping, averaged over the step's updates
 * @param kl mean KL(policy ‖ reference) per token by the chosen estimator; 0 where no reference is kept
 * @param entropy mean entropy per token in nats of the distribution sampled from; NaN where it was not measured
 * @param clipShare share of tokens whose ratio was clipped
 * @param meanRatio mean ratio over tokens, against the policy that it is clipped against; 1 for an unchanged policy
 * @param learningRate the learning rate of the step's last update
 * @param sequences D, the sequences learned from
 * @param tokens response tokens learned from
 * @param seconds wall-clock time
 * @param importance how far the behaviour policy was from the learner's
 */
public record StepReport(
        double loss,
        double gradientNorm,
        double kl,
        double entropy,
        double clipShare,
        double meanRatio,
        double learningRate,
        int sequences,
        long tokens,
        double seconds,
        ImportanceReport importance) {

    /**
     * Reports a step that had nothing to learn from.
     *
     * @param learningRate the learning rate that would have been used
     * @return a report of zeros, with a ratio of 1
     */
    public static StepReport empty(double learningRate) {
        return new StepReport(0, 0, 0, Double.NaN, 0, 1, learningRate, 0, 0, 0, ImportanceReport.NOT_MEASURED);
    }
}
