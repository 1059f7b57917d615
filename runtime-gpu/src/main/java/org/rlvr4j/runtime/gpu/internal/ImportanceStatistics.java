package org.rlvr4j.runtime.gpu.internal;

import java.io.Serializable;
import org.rlvr4j.api.learning.ImportanceReport;

/** Sums of a step's importance weights. */
final class ImportanceStatistics implements Serializable {

    private static final long serialVersionUID = 1;

    /** Logarithms are cut off here, so that no square of a weight overflows. */
    private static final double LARGEST_LOG = 300;

    private long tokens;
    private double divergence;
    private long count;
    private double sum;
    private double max;
    private long truncated;
    private double usedSum;
    private double usedSquares;

    /** Adds a token's log-weight to the estimate of the KL divergence. */
    void token(double logWeight) {
        double log = bounded(logWeight);
        tokens++;
        divergence += Math.exp(log) - 1 - log;
    }

    /** Adds a weight of the level at which weights are. */
    void weight(double logWeight, double logCap, boolean truncate) {
        double weight = Math.exp(bounded(logWeight));
        count++;
        sum += weight;
        max = Math.max(max, weight);
        if (logWeight > logCap) {
            truncated++;
        }
        double used = truncate ? Math.min(weight, Math.exp(logCap)) : weight;
        usedSum += used;
        usedSquares += used * used;
    }

    /** Adds the sums of another part of the tokens. */
    void add(ImportanceStatistics other) {
        tokens += other.tokens;
        divergence += other.divergence;
        count += other.count;
        sum += other.sum;
        max = Math.max(max, other.max);
        truncated += other.truncated;
        usedSum += other.usedSum;
        usedSquares += other.usedSquares;
    }

    private static double bounded(double log) {
        return Math.max(-LARGEST_LOG, Math.min(LARGEST_LOG, log));
    }

    ImportanceReport report() {
        return count == 0
                ? ImportanceReport.NOT_MEASURED
                : new ImportanceReport(
                        sum / count,
                        max,
                        (double) truncated / count,
                        divergence / tokens,
                        usedSum * usedSum / (count * usedSquares));
    }
}
