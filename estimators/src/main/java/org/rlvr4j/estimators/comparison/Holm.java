package org.rlvr4j.estimators.comparison;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Correction of p-values for the number of comparisons: Holm 1979, Scandinavian Journal of Statistics 6(2). The chance
 * that any true hypothesis of the family is rejected stays at most α, whatever the tests' dependence.
 */
public final class Holm {

    private Holm() {}

    /**
     * Adjusts p-values: a hypothesis is rejected at level α where its adjusted value is at most α.
     *
     * @param pValues one for each comparison, in [0, 1]
     * @return the adjusted ones in the same order, each at least the original and at most 1
     * @throws IllegalArgumentException if a value is not in [0, 1]
     */
    public static double[] adjust(double[] pValues) {
        for (double p : pValues) {
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException("a p-value must be between 0 and 1, got " + p);
            }
        }
        int[] ascending = IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[pValues.length];
        double greatest = 0;
        for (int rank = 0; rank < ascending.length; rank++) {
            double scaled = Math.min(1, (ascending.length - rank) * pValues[ascending[rank]]);
            greatest = Math.max(greatest, scaled);
            adjusted[ascending[rank]] = greatest;
        }
        return adjusted;
    }
}
