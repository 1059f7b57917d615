package org.rlvr4j.api.learning;

/**
 * How far the policy that drew a step's tokens was from the learner's own before the step, measured on those tokens; with
 * w = π_old / π_behaviour before truncation.
 *
 * <p>Weights are those of the level that {@link LossOptions.Importance} names; without weighting they are measured by token
 * on the sequences of the step's first update, which sees the policy unchanged. With one engine and exact arithmetic every
 * weight is 1.
 *
 * @param meanWeight mean of w; its expectation is 1
 * @param maxWeight greatest w
 * @param truncatedShare share of the weights above the cap; they are truncated only where weighting is on
 * @param behaviourKl mean of w − 1 − log w over tokens in nats, an estimate of KL(π_behaviour ‖ π_old) that is never
 *     negative
 * @param effectiveSampleShare (Σw)² / (count · Σw²) of the weights in use, truncated where weighting is on; in (0, 1],
 *     1 where all are equal
 */
public record ImportanceReport(
        double meanWeight, double maxWeight, double truncatedShare, double behaviourKl, double effectiveSampleShare) {

    /** A step in which nothing was measured: no sequences, or the likelihood objective. */
    public static final ImportanceReport NOT_MEASURED =
            new ImportanceReport(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /**
     * Tells whether there are numbers.
     *
     * @return false for {@link #NOT_MEASURED}
     */
    public boolean measured() {
        return !Double.isNaN(meanWeight);
    }
}
