package org.rlvr4j.runtime.gpu.internal;

import java.io.Serializable;

/** Sums over what a step learns from, or over a part of it. */
final class StepSums implements Serializable {

    private static final long serialVersionUID = 1;

    private double loss;
    private double ratio;
    private double clipped;
    private double kl;
    private double entropy;
    private long tokens;
    private final ImportanceStatistics importance = new ImportanceStatistics();

    /** Adds a micro-batch. */
    void add(PolicyLoss.Result result, long batchTokens) {
        loss += result.value().toFloatArray()[0];
        float[] sums = result.statistics().toFloatArray();
        ratio += sums[0];
        clipped += sums[1];
        kl += sums[2];
        entropy += sums[3];
        tokens += batchTokens;
    }

    /**
     * Adds the sums of a part.
     *
     * @param part the sums
     * @param unchangedPolicy whether its importance weights are of the policy before the step
     */
    void add(StepSums part, boolean unchangedPolicy) {
        loss += part.loss;
        ratio += part.ratio;
        clipped += part.clipped;
        kl += part.kl;
        entropy += part.entropy;
        tokens += part.tokens;
        if (unchangedPolicy) {
            importance.add(part.importance);
        }
    }

    ImportanceStatistics importance() {
        return importance;
    }

    double loss() {
        return loss;
    }

    double meanRatio() {
        return ratio / tokens;
    }

    double clipShare() {
        return clipped / tokens;
    }

    double meanKl() {
        return kl / tokens;
    }

    double meanEntropy() {
        return entropy / tokens;
    }
}
