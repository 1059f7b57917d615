package org.rlvr4j.bbg;

import java.util.Objects;
import org.apache.commons.math3.special.Beta;
import org.rlvr4j.bbg.internal.LogGammaDifferences;

/**
 * Boundary utility: the expected marginal contribution of a problem's success probability to Pass@K, given m successes
 * of n rollouts.
 *
 * <p><b>Utility</b> (arXiv 2606.15455, Eq. 8, there for the uniform prior). The marginal contribution is d Pass@K / dp =
 * K (1 − p)^(K−1); its mean under the posterior Beta(a + m, b + n − m) is
 *
 * <pre>u(m; n, K) = K · B(a + m, b + n − m + K − 1) / B(a + m, b + n − m).</pre>
 *
 * It is positive and falls strictly with m, from one success to the next by the factor (b + n − m − 1) / (b + n − m + K
 * − 2). K = 1 gives 1 for every m: Pass@1 never saturates.
 *
 * <p><b>Share</b> (the left side of Eq. 9, generalised here). Under the prior, m successes of n are seen with the
 * beta-binomial probability BB(m; n, a, b) = C(n, m) B(a + m, b + n − m) / B(a, b), and the utility expected before any
 * rollout is u(0; 0, K) = K B(a, b + K − 1) / B(a, b). By the law of total expectation Σ_m BB(m) u(m) = u(0; 0, K), so
 *
 * <pre>share(m) = u(m) · BB(m; n, a, b) / u(0; 0, K) = BB(m; n, a, b + K − 1)</pre>
 *
 * is the part of all expected marginal contribution that lies in bucket m/n, and sums to 1 over m = 0 … n for any prior.
 * Under the uniform prior BB = 1/(n + 1) and u(0; 0, K) = 1, so the share is u/(n + 1), as in the paper. Discounted
 * counts are not whole; there C(n, m) is continued as Γ(n + 1) / (Γ(m + 1) Γ(n − m + 1)), which leaves u/(n + 1) as it is
 * under the uniform prior. Shares of different n are not on one scale: share(0) = K / (n + K) under the uniform prior, so
 * even a problem that was never solved falls below any threshold once n is large enough.
 *
 * <p>Accuracy, for K to 1e6, n to 1e4 and values above 1e-290: relative error below 1e-12; in the share below 1e-10 where
 * a pseudo-count of the prior exceeds 100. (The largest seen against 60-digit arithmetic: 1.6e-13 utility, 3.2e-13 share,
 * 5.2e-11 share with pseudo-counts of 1e4.) Values below the least double are 0; {@link #logUtility} and {@link
 * #logShare} stay finite there.
 *
 * @param prior belief before any rollout
 * @param k K, the reference metric's number of samples; ≥ 1
 */
public record BoundaryUtility(BetaPrior prior, int k) {

    /**
     * Checks ranges.
     *
     * @throws IllegalArgumentException if K is below 1
     */
    public BoundaryUtility {
        Objects.requireNonNull(prior, "prior");
        requirePositive(k);
    }

    /**
     * Creates the paper's utility, under the uniform prior.
     *
     * @param k K, ≥ 1
     */
    public BoundaryUtility(int k) {
        this(BetaPrior.UNIFORM, k);
    }

    /**
     * Returns the marginal contribution of a known success probability, d Pass@K / dp.
     *
     * @param p success probability, in [0, 1]
     * @param k K, ≥ 1
     * @return K (1 − p)^(K−1), in [0, K]
     * @throws IllegalArgumentException if an argument is out of range
     */
    public static double marginalContribution(double p, int k) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("a success probability must be between 0 and 1, got " + p);
        }
        requirePositive(k);
        // By log1p, since 1 − p would round away a small p that k − 1 then multiplies; 0 · log1p(−1) would be NaN.
        return k == 1 ? 1 : k * Math.exp((k - 1.0) * Math.log1p(-p));
    }

    /**
     * Returns the boundary utility.
     *
     * @param successes m, between 0 and n; may be discounted
     * @param trials n, finite, ≥ 0
     * @return u(m; n, K), in [0, K]
     * @throws IllegalArgumentException if 0 ≤ m ≤ n &lt; ∞ does not hold
     */
    public double utility(double successes, double trials) {
        return k * Math.exp(prior.posterior(successes, trials).logAllFail(k - 1));
    }

    /**
     * Returns the logarithm of the boundary utility, finite also where the utility is below the least double.
     *
     * @param successes m, between 0 and n
     * @param trials n, finite, ≥ 0
     * @return ln u(m; n, K)
     * @throws IllegalArgumentException if 0 ≤ m ≤ n &lt; ∞ does not hold
     */
    public double logUtility(double successes, double trials) {
        return Math.log(k) + prior.posterior(successes, trials).logAllFail(k - 1);
    }

    /**
     * Returns the share of the expected marginal contribution that lies in bucket m/n.
     *
     * @param successes m, between 0 and n
     * @param trials n, finite, ≥ 0
     * @return the share, ≥ 0; exactly 1 for n = 0, and exactly u/(n + 1) under the uniform prior
     * @throws IllegalArgumentException if 0 ≤ m ≤ n &lt; ∞ does not hold
     */
    public double share(double successes, double trials) {
        if (trials == 0) {
            // The only bucket holds everything; rounding must not put it below a threshold of 1.
            prior.posterior(successes, trials);
            return 1;
        }
        // The uniform case apart, so that it equals u/(n + 1) to the bit and a threshold of 1/(n + 1) means what it
        // says.
        return prior.equals(BetaPrior.UNIFORM)
                ? utility(successes, trials) / (trials + 1)
                : Math.exp(logShare(successes, trials));
    }

    /**
     * Returns the logarithm of the share, finite also where the share is below the least double.
     *
     * @param successes m, between 0 and n
     * @param trials n, finite, ≥ 0
     * @return ln share(m)
     * @throws IllegalArgumentException if 0 ≤ m ≤ n &lt; ∞ does not hold
     */
    public double logShare(double successes, double trials) {
        return logUtility(successes, trials) + logBetaBinomial(successes, trials) - logUtility(0, 0);
    }

    /**
     * Returns the utility relative to that of no success in as many trials.
     *
     * @param successes m, between 0 and n
     * @param trials n, finite, ≥ 0
     * @return u(m; n, K) / u(0; n, K), in [0, 1]; exactly 1 for m = 0
     * @throws IllegalArgumentException if 0 ≤ m ≤ n &lt; ∞ does not hold
     */
    public double relativeToZeroSuccesses(double successes, double trials) {
        return Math.exp(logUtility(successes, trials) - logUtility(0, trials));
    }

    /** ln BB(m; n, a, b), its ln C(n, m) and ln B(a + m, b + n − m) paired off so that nothing large cancels. */
    private double logBetaBinomial(double successes, double trials) {
        double a = prior.a();
        double b = prior.b();
        return trials == 0
                ? 0
                : LogGammaDifferences.logRisingFactorial(successes + 1, a - 1)
                        + LogGammaDifferences.logRisingFactorial(trials - successes + 1, b - 1)
                        - LogGammaDifferences.logRisingFactorial(trials + 1, a + b - 1)
                        - Beta.logBeta(a, b);
    }

    private static void requirePositive(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("K must be at least 1, got " + k);
        }
    }
}
