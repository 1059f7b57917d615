package org.rlvr4j.estimators.comparison;

import java.util.ArrayList;
import java.util.List;

/**
 * Judges comparisons that are read together.
 *
 * <p>A comparison is {@code better} or {@code worse} where its p-value, corrected by {@link Holm} over the family, is at
 * most 1 − level. Otherwise its smallest detectable difference is compared with the least that matters: the difference
 * that would have been found with 80 % power at the level which Holm's procedure had reached when it stopped, (1 − level)
 * divided by the number of comparisons not rejected. Above it the verdict is {@code underpowered}, else {@code no
 * difference found}. A single seed says nothing of other seeds, so nothing but {@code underpowered} comes of it.
 *
 * @param level of the intervals, in (0, 1), such as 0.95
 * @param relevant the least difference that matters, above 0
 */
public record ComparisonFamily(double level, double relevant) {

    private static final double POWER = 0.8;

    /**
     * One judged comparison.
     *
     * @param difference left minus right
     * @param pValue two-sided, uncorrected
     * @param adjusted corrected over the family
     * @param detectable the smallest difference that could have been found
     * @param verdict in words
     */
    public record Judged(CrossedMean difference, double pValue, double adjusted, double detectable, Verdict verdict) {}

    /**
     * Checks ranges.
     *
     * @throws IllegalArgumentException if the level is not in (0, 1) or the relevant difference is not above 0
     */
    public ComparisonFamily {
        if (!(level > 0 && level < 1) || !(relevant > 0)) {
            throw new IllegalArgumentException("needs a level between 0 and 1 and a relevant difference above 0, got "
                    + level + " and " + relevant);
        }
    }

    /**
     * Judges a family.
     *
     * @param differences left minus right, one for each comparison
     * @return one judgement for each, in the same order
     */
    public List<Judged> judge(List<CrossedMean> differences) {
        double[] pValues = differences.stream().mapToDouble(CrossedMean::pValue).toArray();
        double[] adjusted = Holm.adjust(pValues);
        double significance = 1 - level;
        int open = 0;
        for (int i = 0; i < adjusted.length; i++) {
            open += isFound(differences.get(i), adjusted[i]) ? 0 : 1;
        }
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            CrossedMean difference = differences.get(i);
            double detectable = difference.detectable(significance / Math.max(1, open), POWER);
            judged.add(new Judged(
                    difference, pValues[i], adjusted[i], detectable, verdict(difference, adjusted[i], detectable)));
        }
        return judged;
    }

    private boolean isFound(CrossedMean difference, double adjusted) {
        return difference.seeds() > 1 && adjusted <= 1 - level;
    }

    private Verdict verdict(CrossedMean difference, double adjusted, double detectable) {
        if (isFound(difference, adjusted)) {
            return difference.value() > 0 ? Verdict.BETTER : Verdict.WORSE;
        }
        return difference.seeds() > 1 && detectable <= relevant ? Verdict.NO_DIFFERENCE : Verdict.UNDERPOWERED;
    }
}
