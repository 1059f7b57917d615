package org.rlvr4j.estimators.passatk;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.SampleCounts;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;
import org.rlvr4j.estimators.bootstrap.ProblemBootstrap;

/**
 * G-Pass@k_τ: the probability that at least ⌈τk⌉ of k samples are correct, without bias.
 *
 * <p>The upper tail of a hypergeometric distribution, Σ_{j ≥ ⌈τk⌉} C(c, j) C(n−c, k−j)/C(n, k). It is {@link PassAtK} as τ
 * tends to 0 and {@link PassPowerK} at τ = 1. Source: Liu et al. 2024, arXiv 2412.13147. τk is computed in
 * decimal, so that τ = 0.07 and k = 100 ask for 7 correct samples and not for 8.
 *
 * <p>A tail costs O(k), so the powers of two up to n cost O(n) together.
 */
public final class GPassAtK implements PassAtKEstimator {

    private final double tau;
    private final ProblemBootstrap bootstrap;

    /**
     * Creates the estimator.
     *
     * @param options τ and the resamples
     */
    public GPassAtK(GPassAtKOptions options) {
        this.tau = options.tau();
        this.bootstrap = new ProblemBootstrap(new BootstrapOptions(options.resamples()));
    }

    @Override
    public String metric() {
        return "g-pass@k(" + tau + ")";
    }

    @Override
    public double[] estimate(ProblemOutcome outcome, int[] ks) {
        SampleCounts.check(outcome, ks);
        return Arrays.stream(ks)
                .mapToDouble(k -> upperTail(outcome.samples(), outcome.correct(), k, Share.leastCount(tau, k)))
                .toArray();
    }

    @Override
    public Curve curve(List<ProblemOutcome> outcomes, int[] ks, double level, RandomGenerator random) {
        return bootstrap.curve(this, outcomes, ks, level, random);
    }

    /**
     * The probability of at least {@code least} correct samples among k drawn of n without replacement.
     *
     * <p>Weights start at 1 on the mode and follow from their neighbours by ratios of integers, so nothing overflows, only
     * negligible weights underflow, and no difference of large logarithms costs precision.
     */
    private static double upperTail(int n, int c, int k, int least) {
        int fewest = Math.max(0, k - (n - c));
        int most = Math.min(c, k);
        if (least <= fewest) {
            return 1;
        }
        if (least > most) {
            return 0;
        }
        int mode = (int) ((k + 1L) * (c + 1L) / (n + 2L));
        int start = Math.min(most, Math.max(fewest, mode));
        double below = 0;
        double atLeast = 0;
        double weight = 1;
        for (int x = start; x <= most; x++) {
            if (x >= least) {
                atLeast += weight;
            } else {
                below += weight;
            }
            weight *= ((double) (c - x) * (k - x)) / ((x + 1.0) * (n - c - k + x + 1.0));
        }
        weight = 1;
        for (int x = start; x > fewest; x--) {
            weight *= ((double) x * (n - c - k + x)) / ((c - x + 1.0) * (k - x + 1.0));
            if (x - 1 >= least) {
                atLeast += weight;
            } else {
                below += weight;
            }
        }
        return atLeast / (atLeast + below);
    }
}
