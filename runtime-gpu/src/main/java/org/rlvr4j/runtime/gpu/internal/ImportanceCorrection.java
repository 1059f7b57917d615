package org.rlvr4j.runtime.gpu.internal;

import java.util.Arrays;
import java.util.List;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.TrainingSequence;

/**
 * Truncated importance weights ρ = min(cap, π_old / π_behaviour) of a micro-batch's tokens, with π_old the learner's policy
 * before the step.
 *
 * <p>ρ ≥ 0 is a constant, and ρ · min(r·A, clip(r)·A) = min(r·ρA, clip(r)·ρA): so advantages are multiplied by it, and the
 * loss need not know of it.
 */
final class ImportanceCorrection {

    private final LossOptions options;

    ImportanceCorrection(LossOptions options) {
        this.options = options;
    }

    /** Whether weights change the loss; they may be measured in any case. */
    boolean on() {
        return options.importance() != LossOptions.Importance.NONE;
    }

    /** Whether there is a behaviour policy to compare with. */
    boolean measurable() {
        return options.objective() != LossOptions.Objective.LIKELIHOOD;
    }

    /**
     * Takes π_old as what the ratio is clipped against, and the weights into the advantages.
     *
     * @param batch the tokens
     * @param sequences the batch's sequences; shape [D]
     * @param old log-probabilities under π_old in the batch's order; shape [N]
     * @param statistics receives the weights
     * @return the batch to take the loss of
     */
    MicroBatch correct(
            MicroBatch batch, List<TrainingSequence> sequences, float[] old, ImportanceStatistics statistics) {
        double[] weights = truncated(sequences, old, statistics);
        if (!on()) {
            return batch;
        }
        float[] advantages = new float[old.length];
        float[] sequenceAdvantages = new float[sequences.size()];
        for (int d = 0, other = sequences.size(); d < sequences.size(); d++) {
            TrainingSequence sequence = sequences.get(d);
            for (int t = 0; t < sequence.response().length; t++) {
                int n = t == 0 ? d : other++;
                advantages[n] = (float) (weights[n] * sequence.advantage());
            }
            // with a weight a token no loss reads this one
            sequenceAdvantages[d] = advantages[d];
        }
        return batch.corrected(old, advantages, sequenceAdvantages);
    }

    /** A weight for each token in the batch's order; those of a sequence are alike where the level is the sequence. */
    private double[] truncated(List<TrainingSequence> sequences, float[] old, ImportanceStatistics statistics) {
        boolean bySequence = options.importance() == LossOptions.Importance.SEQUENCE;
        double logCap = Math.log(options.importanceCap());
        double[] weights = new double[old.length];
        for (int d = 0, other = sequences.size(); d < sequences.size(); d++) {
            float[] behaviour = sequences.get(d).behaviourLogProbs();
            int first = other;
            double product = 0;
            for (int t = 0; t < behaviour.length; t++) {
                int n = t == 0 ? d : other++;
                double logWeight = (double) old[n] - behaviour[t];
                statistics.token(logWeight);
                product += logWeight;
                if (!bySequence) {
                    statistics.weight(logWeight, logCap, on());
                    weights[n] = Math.exp(Math.min(logWeight, logCap));
                }
            }
            if (bySequence) {
                statistics.weight(product, logCap, true);
                weights[d] = Math.exp(Math.min(product, logCap));
                Arrays.fill(weights, first, other, weights[d]);
            }
        }
        return weights;
    }
}
