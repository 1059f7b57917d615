package org.rlvr4j.cli.ablation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.SampleCounts;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.cli.ablation.AblationReport.Band;
import org.rlvr4j.cli.ablation.AblationReport.Estimate;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;
import org.rlvr4j.estimators.comparison.CrossedMean;
import org.rlvr4j.estimators.passatk.PassAtK;

/**
 * Pass@k of every problem at every k, and in the mean over k, with intervals over seeds and problems.
 *
 * @param ks the numbers of samples, ascending
 * @param level the intervals' level
 */
record CurveValues(int[] ks, double level) {

    static final String METRIC = "pass@k";

    private static final PassAtK PASS_AT_K =
            new PassAtK(OptionSchema.of(BootstrapOptions.class).defaults());

    static CurveValues upTo(int samples, double level) {
        return new CurveValues(SampleCounts.doublingUpTo(samples), level);
    }

    /** How many columns there are: one for each k, and the mean over k as the last. */
    int columns() {
        return ks.length + 1;
    }

    /** Estimates; shape [column][P]. */
    double[][] of(List<ProblemOutcome> outcomes) {
        double[][] values = new double[columns()][outcomes.size()];
        for (int p = 0; p < outcomes.size(); p++) {
            double[] curve = PASS_AT_K.estimate(outcomes.get(p), ks);
            for (int k = 0; k < curve.length; k++) {
                values[k][p] = curve[k];
            }
            values[ks.length][p] = Arrays.stream(curve).average().orElse(Double.NaN);
        }
        return values;
    }

    /** Estimates the means over seeds and problems, one for each column. */
    List<CrossedMean> means(Collection<List<ProblemOutcome>> seeds) {
        List<double[][]> values = seeds.stream().map(this::of).toList();
        List<CrossedMean> means = new ArrayList<>();
        for (int column = 0; column < columns(); column++) {
            int at = column;
            means.add(CrossedMean.of(values.stream().map(seed -> seed[at]).toArray(double[][]::new)));
        }
        return means;
    }

    /**
     * Estimates the differences of two, left minus right, one for each column; a single row on the right is paired with
     * every row on the left.
     */
    List<CrossedMean> differences(List<List<ProblemOutcome>> left, List<List<ProblemOutcome>> right) {
        List<double[][]> of = left.stream().map(this::of).toList();
        List<double[][]> from = right.stream().map(this::of).toList();
        List<CrossedMean> differences = new ArrayList<>();
        for (int column = 0; column < columns(); column++) {
            double[][] rows = new double[of.size()][];
            for (int s = 0; s < rows.length; s++) {
                rows[s] = minus(of.get(s)[column], from.get(from.size() == 1 ? 0 : s)[column]);
            }
            differences.add(CrossedMean.of(rows));
        }
        return differences;
    }

    private static double[] minus(double[] left, double[] right) {
        if (left.length != right.length) {
            throw new IllegalArgumentException(
                    "only the same problems can be compared, got " + left.length + " and " + right.length);
        }
        double[] difference = new double[left.length];
        for (int p = 0; p < left.length; p++) {
            difference[p] = left[p] - right[p];
        }
        return difference;
    }

    /** The part of the means that belongs to single k. */
    Band band(List<CrossedMean> means) {
        List<CrossedMean> atK = means.subList(0, ks.length);
        return new Band(
                atK.stream().map(CrossedMean::value).toList(),
                atK.stream().map(mean -> estimate(mean).low()).toList(),
                atK.stream().map(mean -> estimate(mean).high()).toList());
    }

    Estimate meanOverK(List<CrossedMean> means) {
        return estimate(means.get(ks.length));
    }

    /** A probability's interval does not leave [0, 1]. */
    private Estimate estimate(CrossedMean mean) {
        return new Estimate(mean.value(), Math.max(0, mean.low(level)), Math.min(1, mean.high(level)));
    }
}
