package org.rlvr4j.trainer.run;

import java.util.List;

/**
 * What one guard remembers of a run: the first steps, which it compares with, and the last ones.
 *
 * @param start the first measurements
 * @param window the last measurements, oldest first
 * @param said whether the guard has warned and what it warned of still holds
 */
public record GuardMemory(List<Measurement> start, List<Measurement> window, boolean said) {

    /** Nothing measured yet. */
    public static final GuardMemory NONE = new GuardMemory(List.of(), List.of(), false);

    /** Copies. */
    public GuardMemory {
        start = List.copyOf(start);
        window = List.copyOf(window);
    }

    /**
     * One step's measurement of a mean or a share.
     *
     * @param sum sum over what was measured, such as the correct rollouts
     * @param weight how much was measured, such as the rollouts; above 0
     */
    public record Measurement(double sum, double weight) {

        /**
         * Returns the mean.
         *
         * @return sum / weight
         */
        public double value() {
            return sum / weight;
        }
    }

    /**
     * Returns the mean over several measurements.
     *
     * @param measurements at least one
     * @return the sum of their sums over the sum of their weights
     */
    public static double mean(List<Measurement> measurements) {
        return measurements.stream().mapToDouble(Measurement::sum).sum()
                / measurements.stream().mapToDouble(Measurement::weight).sum();
    }
}
