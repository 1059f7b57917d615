package org.rlvr4j.estimators.bootstrap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.evaluation.ProblemOutcome;

/**
 * The difference of two policies on the same problems, with an interval that knows that the problems are the same.
 *
 * <p>Problems differ far more among themselves than policies do on one problem, so two overlapping curves can still
 * differ clearly. Here the differences are resampled, not the values.
 *
 * <pre>{@code
 * PairedBootstrap bootstrap = new PairedBootstrap(new BootstrapOptions(2_000), 0.95);
 * Difference gain = bootstrap.overSeedsAndProblems(trained, base, random); // trained [S][P], base [1][P]
 * }</pre>
 *
 * <p>With several training seeds, seeds and problems are both drawn with replacement, independently of each other,
 * because each seed is evaluated on the same problems (the pigeonhole bootstrap for crossed factors: Owen 2007, Annals of
 * Applied Statistics 1(2)). The interval then speaks of other seeds and other problems at once. A few seeds say little
 * about other seeds: of S seeds the bootstrap sees a share (S − 1)/S of their variance, and of a single seed none.
 */
public final class PairedBootstrap {

    private final int resamples;
    private final double level;

    /**
     * A difference, left minus right.
     *
     * @param mean the mean difference over seeds and problems
     * @param low lower end of the interval; at most the mean
     * @param high upper end of the interval; at least the mean
     */
    public record Difference(double mean, double low, double high) {

        /**
         * Tells whether the interval lies on one side of 0.
         *
         * @return whether 0 is outside the interval
         */
        public boolean excludesZero() {
            return low > 0 || high < 0;
        }
    }

    /**
     * The difference of two curves, left minus right.
     *
     * @param atK the difference at each k; every point's interval is the bootstrap's
     * @param meanOverK the difference of the curves' means over k
     */
    public record CurveDifference(Curve atK, Difference meanOverK) {}

    /**
     * Creates a bootstrap.
     *
     * @param options how many resamples
     * @param level the intervals' level, in (0, 1), such as 0.95
     * @throws IllegalArgumentException if the level is not in (0, 1)
     */
    public PairedBootstrap(BootstrapOptions options, double level) {
        Interval.checkLevel(level);
        this.resamples = options.resamples();
        this.level = level;
    }

    /**
     * Compares two policies problem by problem.
     *
     * @param left the left policy's value for each problem; shape [P], finite
     * @param right the right policy's value for the same problems in the same order; shape [P], finite
     * @param random the only source of randomness: equal generators give equal intervals
     * @return the mean of left − right with its interval over problems; exactly 0 everywhere for equal arrays
     * @throws IllegalArgumentException if the arrays are empty, differ in length, or hold a value that is not finite
     */
    public Difference overProblems(double[] left, double[] right, RandomGenerator random) {
        return overSeedsAndProblems(new double[][] {left}, new double[][] {right}, random);
    }

    /**
     * Compares two policies that were trained with several seeds each, paired by seed and by problem.
     *
     * <p>A side with a single row (the base, which no seed changes) is paired with every row of the other.
     *
     * @param left the left policy's values; shape [S][P] or [1][P], finite
     * @param right the right policy's values, the same seeds and problems in the same order; shape [S][P] or [1][P],
     *     finite
     * @param random the only source of randomness
     * @return the mean of left − right with its interval over seeds and problems
     * @throws IllegalArgumentException if an array is empty, shapes do not fit, or a value is not finite
     */
    public Difference overSeedsAndProblems(double[][] left, double[][] right, RandomGenerator random) {
        double[][] differences = differences(left, right);
        double mean = weightedMean(differences, ones(differences.length), ones(differences[0].length));
        double[] replicates = new double[resamples];
        for (int b = 0; b < resamples; b++) {
            int[] seedCounts = drawnCounts(differences.length, random);
            int[] problemCounts = drawnCounts(differences[0].length, random);
            replicates[b] = weightedMean(differences, seedCounts, problemCounts);
        }
        Interval interval = Interval.percentile(replicates, level, mean);
        return new Difference(mean, interval.low(), interval.high());
    }

    /**
     * Compares two policies' whole curves; one set of resamples serves every k and the mean over k.
     *
     * @param estimator the metric
     * @param left the left policy's outcomes; shape [S][P] or [1][P]
     * @param right the right policy's outcomes on the same problems in the same order; shape [S][P] or [1][P]
     * @param ks the numbers of samples, ascending, not empty
     * @param random the only source of randomness
     * @return the differences, left minus right
     * @throws IllegalArgumentException if shapes or problem ids do not fit, or the estimator refuses an outcome
     */
    public CurveDifference curves(
            PassAtKEstimator estimator,
            List<List<ProblemOutcome>> left,
            List<List<ProblemOutcome>> right,
            int[] ks,
            RandomGenerator random) {
        if (ks.length == 0) {
            throw new IllegalArgumentException("a comparison of curves needs at least one k");
        }
        checkSameProblems(left, right);
        double[][][] leftValues = values(estimator, left, ks);
        double[][][] rightValues = values(estimator, right, ks);
        // Every column replays the same generator, so all columns see the same resamples.
        long replay = random.nextLong();
        List<Curve.Point> points = new ArrayList<>();
        for (int j = 0; j < ks.length; j++) {
            int column = j;
            Difference at = overSeedsAndProblems(
                    reduced(leftValues, row -> row[column]),
                    reduced(rightValues, row -> row[column]),
                    new SplittableRandom(replay));
            points.add(new Curve.Point(ks[j], at.mean(), at.low(), at.high()));
        }
        Difference overall = overSeedsAndProblems(
                reduced(leftValues, PairedBootstrap::mean),
                reduced(rightValues, PairedBootstrap::mean),
                new SplittableRandom(replay));
        return new CurveDifference(new Curve(estimator.metric() + " difference", level, points), overall);
    }

    private static void checkSameProblems(List<List<ProblemOutcome>> left, List<List<ProblemOutcome>> right) {
        List<List<ProblemOutcome>> rows = new ArrayList<>(left);
        rows.addAll(right);
        List<List<String>> ids = rows.stream()
                .map(row -> row.stream().map(ProblemOutcome::problemId).toList())
                .distinct()
                .toList();
        if (ids.size() > 1) {
            throw new IllegalArgumentException(
                    "a paired comparison needs the same problems in the same order for every policy and seed");
        }
    }

    /** Estimates every outcome; shape [S][P][K]. */
    private static double[][][] values(PassAtKEstimator estimator, List<List<ProblemOutcome>> outcomes, int[] ks) {
        return outcomes.stream()
                .map(row -> ProblemBootstrap.values(estimator, row, ks))
                .toArray(double[][][]::new);
    }

    private interface Reduction {
        double of(double[] valuesOverK);
    }

    private static double[][] reduced(double[][][] values, Reduction reduction) {
        return Arrays.stream(values)
                .map(rows -> Arrays.stream(rows).mapToDouble(reduction::of).toArray())
                .toArray(double[][]::new);
    }

    private static double mean(double[] row) {
        return Arrays.stream(row).sum() / row.length;
    }

    private static double[][] differences(double[][] left, double[][] right) {
        int seeds = Math.max(left.length, right.length);
        if (left.length == 0
                || right.length == 0
                || (left.length != right.length && left.length != 1 && right.length != 1)) {
            throw new IllegalArgumentException(
                    "a paired comparison needs the same number of seeds on both sides, or one on one side, got "
                            + left.length + " and " + right.length);
        }
        double[][] differences = new double[seeds][];
        for (int s = 0; s < seeds; s++) {
            differences[s] =
                    differences(left[left.length == 1 ? 0 : s], right[right.length == 1 ? 0 : s], left[0].length, s);
        }
        return differences;
    }

    private static double[] differences(double[] left, double[] right, int problems, int seed) {
        if (problems == 0 || left.length != problems || right.length != problems) {
            throw new IllegalArgumentException("a paired comparison needs the same problems, at least one, in every "
                    + "row, got " + left.length + " and " + right.length + " values in row " + seed + ", and "
                    + problems + " in the first");
        }
        double[] differences = new double[problems];
        for (int p = 0; p < problems; p++) {
            differences[p] = left[p] - right[p];
            if (!Double.isFinite(differences[p])) {
                throw new IllegalArgumentException("a paired comparison needs finite values, got " + left[p] + " and "
                        + right[p] + " for problem " + p + " of row " + seed);
            }
        }
        return differences;
    }

    private static int[] ones(int length) {
        int[] ones = new int[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Draws {@code size} of {@code size} things with replacement and counts how often each came. */
    private static int[] drawnCounts(int size, RandomGenerator random) {
        int[] counts = new int[size];
        for (int i = 0; i < size; i++) {
            counts[random.nextInt(size)]++;
        }
        return counts;
    }

    private static double weightedMean(double[][] differences, int[] seedCounts, int[] problemCounts) {
        double sum = 0;
        for (int s = 0; s < differences.length; s++) {
            if (seedCounts[s] == 0) {
                continue;
            }
            double row = 0;
            for (int p = 0; p < problemCounts.length; p++) {
                row += problemCounts[p] * differences[s][p];
            }
            sum += seedCounts[s] * row;
        }
        return sum / ((double) seedCounts.length * problemCounts.length);
    }
}
