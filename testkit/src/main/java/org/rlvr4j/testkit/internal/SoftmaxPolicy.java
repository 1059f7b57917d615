package org.rlvr4j.testkit.internal;

import java.util.List;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.TrainingSequence;

/**
 * The smallest policy there is: one logit a token, whatever came before; with the exact gradient of the loss of {@link
 * LossOptions} under the objective clipped-ratio and the aggregation token-mean, KL by k3 and entropy included.
 */
public final class SoftmaxPolicy {

    private final double[] logits;
    private final double[] reference;

    /**
     * Creates a policy.
     *
     * @param logits the policy's; shape [V]
     * @param reference those of the policy that KL is taken against; shape [V]
     */
    public SoftmaxPolicy(double[] logits, double[] reference) {
        this.logits = logits.clone();
        this.reference = reference.clone();
    }

    /**
     * Computes the gradient of the loss.
     *
     * @param sequences what is learned from; shape [D]
     * @param options clip distances, weights of KL and entropy
     * @return the gradient by logit; shape [V]; zeros without sequences
     */
    public double[] gradient(List<TrainingSequence> sequences, LossOptions options) {
        double[] gradient = new double[logits.length];
        double[] pi = softmax(logits);
        double[] piRef = softmax(reference);
        double entropy = 0;
        for (double p : pi) {
            entropy -= p * Math.log(p);
        }
        long tokens = sequences.stream().mapToLong(s -> s.response().length).sum();
        for (TrainingSequence sequence : sequences) {
            for (int t = 0; t < sequence.response().length; t++) {
                int token = sequence.response()[t];
                double ratio = Math.exp(Math.log(pi[token]) - sequence.behaviourLogProbs()[t]);
                double d = Math.log(piRef[token]) - Math.log(pi[token]);
                // d loss / d log pi(token)
                double byLogProb = -unclipped(ratio, sequence.advantage(), options) * ratio * sequence.advantage()
                        + options.klCoefficient() * (1 - Math.exp(d));
                for (int v = 0; v < gradient.length; v++) {
                    double logProbByLogit = (v == token ? 1 : 0) - pi[v];
                    double entropyByLogit = -pi[v] * (Math.log(pi[v]) + entropy);
                    gradient[v] +=
                            (byLogProb * logProbByLogit - options.entropyCoefficient() * entropyByLogit) / tokens;
                }
            }
        }
        return gradient;
    }

    /** 1 where the ratio's own term is the smaller one, 0 where the clipped constant is. */
    private static double unclipped(double ratio, double advantage, LossOptions options) {
        boolean clipped = advantage > 0 ? ratio > 1 + options.clipHigh() : ratio < 1 - options.clipLow();
        return clipped ? 0 : 1;
    }

    private static double[] softmax(double[] row) {
        return org.rlvr4j.testkit.ArrayLogitOps.softmax(row);
    }
}
