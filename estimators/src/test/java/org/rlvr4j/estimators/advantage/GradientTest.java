package org.rlvr4j.estimators.advantage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.estimators.advantage.PkpoOptions.Baseline;
import org.rlvr4j.estimators.passatk.PassAtK;

/**
 * What each estimator follows in expectation, by enumerating all 2^n outcomes of a Bernoulli policy p = σ(θ), whose
 * score d log π/dθ is 1 − p for a correct rollout and −p for a wrong one.
 */
class GradientTest {

    private static final double[] PROBABILITIES = {0.01, 0.2, 0.5, 0.93};

    /** E[factor(m) · Σ_i A_i d log π(i)/dθ]. */
    private static double expectedGradient(
            AdvantageEstimator estimator, int n, double p, IntToDoubleFunction factorOfSuccesses) {
        double expectation = 0;
        for (int mask = 0; mask < 1 << n; mask++) {
            int m = Integer.bitCount(mask);
            double[] advantages = estimator.estimate(List.of(Groups.ofMask(mask, n)))[0];
            double gradient = 0;
            for (int i = 0; i < n; i++) {
                gradient += advantages[i] * ((mask >> i & 1) == 1 ? 1 - p : -p);
            }
            expectation += Math.pow(p, m) * Math.pow(1 - p, n - m) * factorOfSuccesses.applyAsDouble(m) * gradient;
        }
        return expectation;
    }

    private static double expectedGradient(AdvantageEstimator estimator, int n, double p) {
        return expectedGradient(estimator, n, p, m -> 1);
    }

    /** d (1 − (1 − p)^k)/dθ. */
    private static double passAtKGradient(int k, double p) {
        return k * Math.pow(1 - p, k - 1) * p * (1 - p);
    }

    @Test
    void pkpoIsUnbiasedForPassAtKWithEveryBaseline() {
        for (Baseline baseline : Baseline.values()) {
            for (int n = 1; n <= 7; n++) {
                for (int k = 1; k <= n; k++) {
                    for (double p : PROBABILITIES) {
                        AdvantageEstimator pkpo = new Pkpo(new PkpoOptions(k, baseline));
                        assertEquals(passAtKGradient(k, p), expectedGradient(pkpo, n, p), 1e-13);
                    }
                }
            }
        }
    }

    @Test
    void pkpoServesPassAtNWhereKExceedsN() {
        for (Baseline baseline : Baseline.values()) {
            AdvantageEstimator pkpo = new Pkpo(new PkpoOptions(1_000_000, baseline));
            for (double p : PROBABILITIES) {
                assertEquals(passAtKGradient(5, p), expectedGradient(pkpo, 5, p), 1e-13);
            }
        }
    }

    @Test
    void passAtKTrainingIsUnbiasedUpToAFactorBeforeItIsNormalised() {
        for (int n = 2; n <= 7; n++) {
            for (int k = 1; k < n; k++) {
                int size = n;
                int drawn = k;
                AdvantageEstimator training = new PassAtKTraining(new PassAtKTrainingOptions(k));
                IntToDoubleFunction sigma = m -> {
                    double rho = PassAtK.unbiased(size, m, drawn);
                    return Math.sqrt(rho * (1 - rho));
                };
                for (double p : PROBABILITIES) {
                    assertEquals(
                            ((double) n / k - 1) * passAtKGradient(k, p),
                            expectedGradient(training, n, p, sigma),
                            1e-13);
                }
            }
        }
    }

    @Test
    void rlooIsUnbiasedForPassAt1() {
        for (int n = 1; n <= 7; n++) {
            for (double p : PROBABILITIES) {
                assertEquals(passAtKGradient(1, p), expectedGradient(new Rloo(), n, p) / n, 1e-13);
            }
        }
    }

    @Test
    void drGrpoIsUnbiasedForPassAt1UpToItsFactor() {
        for (int n = 1; n <= 7; n++) {
            for (double p : PROBABILITIES) {
                assertEquals((n - 1) * passAtKGradient(1, p), expectedGradient(new DrGrpo(), n, p), 1e-13);
            }
        }
    }

    @Test
    void reinforceWithoutBaselineIsUnbiasedForPassAt1UpToItsFactor() {
        for (double p : PROBABILITIES) {
            double gradient = passAtKGradient(1, p);
            assertEquals(1.1 * gradient, expectedGradient(new WReinforce(new WReinforceOptions(0.1)), 4, p) / 4, 1e-13);
            assertEquals(gradient, expectedGradient(new Psr(), 4, p) / 4, 1e-13);
            assertEquals(gradient, expectedGradient(new Nsr(), 4, p) / 4, 1e-13);
        }
    }

    @Test
    void maxRlFollowsTheTruncatedLogLikelihood() {
        for (int n = 1; n <= 7; n++) {
            for (double p : PROBABILITIES) {
                double expected = 0;
                for (int k = 1; k < n; k++) {
                    expected += passAtKGradient(k, p) / k;
                }
                assertEquals(expected, expectedGradient(new MaxRl(), n, p) / n, 1e-13);
            }
        }
    }
}
