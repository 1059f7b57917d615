package org.rlvr4j.estimators.bootstrap;

import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * An interval between two percentiles of bootstrap replicates.
 *
 * @param low its lower end
 * @param high its upper end
 */
record Interval(double low, double high) {

    /**
     * Cuts off equal shares at both ends (Efron's percentile interval), then widens to hold the estimate itself, which
     * rounding or very few replicates can leave outside.
     */
    static Interval percentile(double[] replicates, double level, double estimate) {
        Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
        percentile.setData(replicates);
        double tail = 50 * (1 - level);
        return new Interval(
                Math.min(estimate, percentile.evaluate(tail)), Math.max(estimate, percentile.evaluate(100 - tail)));
    }

    static void checkLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("an interval's level must be between 0 and 1, got " + level);
        }
    }
}
