package org.rlvr4j.runtime.gpu.internal;

import java.util.List;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.TrainingSequence;

/** The loss of LossOptions' documentation in double precision, sequence by sequence, token by token. */
final class ReferenceLoss {

    private final LossOptions options;
    private final List<TrainingSequence> sequences;

    /** Log-probabilities, entropies and reference log-probabilities by sequence and token. */
    record Tokens(double[][] logProbs, double[][] entropies, double[][] reference) {}

    ReferenceLoss(LossOptions options, List<TrainingSequence> sequences) {
        this.options = options;
        this.sequences = sequences;
    }

    double value(Tokens tokens) {
        double loss = 0;
        for (int d = 0; d < sequences.size(); d++) {
            TrainingSequence sequence = sequences.get(d);
            double meanLogRatio = 0;
            for (int t = 0; t < sequence.response().length; t++) {
                double logProb = tokens.logProbs[d][t];
                double logRatio = logProb - sequence.behaviourLogProbs()[t];
                meanLogRatio += logRatio / sequence.response().length;
                double share = share(sequence);
                switch (options.objective()) {
                    case LIKELIHOOD -> loss -= share * sequence.advantage() * logProb;
                    case CLIPPED_RATIO -> loss -= share * surrogate(Math.exp(logRatio), sequence.advantage());
                    case SEQUENCE_RATIO -> {}
                }
                loss += options.klCoefficient() * share * divergence(tokens.reference[d][t] - logProb);
                loss -= options.entropyCoefficient() * share * tokens.entropies[d][t];
            }
            if (options.objective() == LossOptions.Objective.SEQUENCE_RATIO) {
                loss -= surrogate(Math.exp(meanLogRatio), sequence.advantage()) / sequences.size();
            }
        }
        return loss;
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
