package @package@;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.SampleCounts;

/** Pass@k without bias, 1 - C(n-c, k)/C(n, k) (arXiv 2107.03374), with percentile intervals over problems. */
public final class @Class@ implements PassAtKEstimator {

    private final @Class@Options options;

    /**
     * Creates the @kind@.
     *
     * @param options its options
     */
    public @Class@(@Class@Options options) {
        this.options = options;
    }

    @Override
    public String metric() {
        return "@name@";
    }

    @Override
    public double[] estimate(ProblemOutcome outcome, int[] ks) {
        SampleCounts.check(outcome, ks);
        return Arrays.stream(ks)
                .mapToDouble(k -> anyCorrect(outcome.samples(), outcome.correct(), k))
                .toArray();
    }

    private static double anyCorrect(int n, int c, int k) {
        double none = 1;
        for (int i = 0; i < k; i++) {
            none *= Math.max(0, (double) (n - c - i) / (n - i));
        }
        return 1 - none;
    }

    @Override
    public Curve curve(List<ProblemOutcome> outcomes, int[] ks, double level, RandomGenerator random) {
        List<double[]> values =
                outcomes.stream().map(outcome -> estimate(outcome, ks)).toList();
        double[][] means = new double[ks.length][options.resamples()];
        for (int r = 0; r < options.resamples(); r++) {
            for (int p = 0; p < values.size(); p++) {
                double[] drawn = values.get(random.nextInt(values.size()));
                for (int i = 0; i < ks.length; i++) {
                    means[i][r] += drawn[i] / values.size();
                }
            }
        }
        List<Curve.Point> points = new ArrayList<>();
        for (int i = 0; i < ks.length; i++) {
            int index = i;
            double mean = values.stream().mapToDouble(value -> value[index]).average().orElseThrow();
            Arrays.sort(means[i]);
            int cut = (int) ((1 - level) / 2 * options.resamples());
            double low = Math.min(mean, means[i][cut]);
            double high = Math.max(mean, means[i][options.resamples() - 1 - cut]);
            points.add(new Curve.Point(ks[i], mean, Math.max(0, low), Math.min(1, high)));
        }
        return new Curve(metric(), level, points);
    }
}
