package org.rlvr4j.runtime.gpu.internal;

import java.util.List;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.TrainingSequence;

/** The loss of LossOptions' documentation in double precision, sequence by sequence, token by token. */
final class ReferenceLoss {

    private final LossOptions options;
    private final List<TrainingSequence> sequences;

    /** Log-probabilities under the learner's policy before the step; read where importance weights are on. */
    private final double[][] old;

    /** Log-probabilities, entropies and reference log-probabilities by sequence and token. */
    record Tokens(double[][] logProbs, double[][] entropies, double[][] reference) {}

    ReferenceLoss(LossOptions options, List<TrainingSequence> sequences, double[][] old) {
        this.options = options;
        this.sequences = sequences;
        this.old = old;
    }

    double value(Tokens tokens) {
        double loss = 0;
        for (int d = 0; d < sequences.size(); d++) {
            TrainingSequence sequence = sequences.get(d);
            double meanLogRatio = 0;
            for (int t = 0; t < sequence.response().length; t++) {
                double logProb = tokens.logProbs[d][t];
                boolean parted = options.importance() != LossOptions.Importance.NONE;
                double logRatio = logProb - (parted ? old[d][t] : sequence.behaviourLogProbs()[t]);
                meanLogRatio += logRatio / sequence.response().length;
                double share = share(sequence);
                switch (options.objective()) {
                    case LIKELIHOOD -> loss -= share * sequence.advantage() * logProb;
                    case CLIPPED_RATIO ->
                        loss -= weight(d, t) * share * surrogate(Math.exp(logRatio), sequence.advantage());
                    case SEQUENCE_RATIO -> {}
                }
                loss += options.klCoefficient() * share * divergence(tokens.reference[d][t] - logProb);
                loss -= options.entropyCoefficient() * share * tokens.entropies[d][t];
            }
            if (options.objective() == LossOptions.Objective.SEQUENCE_RATIO) {
                loss -= weight(d, 0) * surrogate(Math.exp(meanLogRatio), sequence.advantage()) / sequences.size();
            }
        }
        return loss;
    }

    private double weight(int d, int t) {
        float[] behaviour = sequences.get(d).behaviourLogProbs();
        double weight = switch (options.importance()) {
            case NONE -> 1;
            case TOKEN -> Math.exp(old[d][t] - behaviour[t]);
            case SEQUENCE -> {
                double product = 1;
                for (int i = 0; i < behaviour.length; i++) {
                    product *= Math.exp(old[d][i] - behaviour[i]);
                }
                yield product;
            }
        };
        return Math.min(weight, options.importanceCap());
    }

    private double share(TrainingSequence sequence) {
        return switch (options.aggregation()) {
            case TOKEN_MEAN ->
                1.0 / sequences.stream().mapToInt(s -> s.response().length).sum();
            case SEQUENCE_MEAN -> 1.0 / sequences.size() / sequence.response().length;
            case CONSTANT -> 1.0 / sequences.size() / options.constantLength();
        };
    }

    private double surrogate(double ratio, double advantage) {
        double clipped = Math.max(1 - options.clipLow(), Math.min(1 + options.clipHigh(), ratio));
        return Math.min(ratio * advantage, clipped * advantage);
    }

    private double divergence(double d) {
        return switch (options.klEstimator()) {
            case K1 -> -d;
            case K2 -> d * d / 2;
            case K3 -> Math.exp(d) - d - 1;
        };
    }
}
