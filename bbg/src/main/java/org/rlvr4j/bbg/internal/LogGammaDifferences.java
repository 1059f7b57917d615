package org.rlvr4j.bbg.internal;

/**
 * Differences of ln Γ that lose no digits to cancellation.
 *
 * <p>At x = 1e6, ln Γ(x) is about 1.3e7 and its last bit about 2e-9, so subtracting two values of {@code logGamma}
 * leaves a ratio with eight right digits. Here the differences are taken by hand in Stirling's series
 *
 * <pre>ln Γ(x) = (x − ½) ln x − x + ½ ln 2π + 1/(12x) + ρ(x),   ρ(x) = −1/(360x³) + 1/(1260x⁵) − …</pre>
 *
 * so that only small terms are left to add; arguments below {@value #STIRLING_FROM} are first shifted up by Γ(x + 1) = x
 * Γ(x). The error is then a few units in the last place of the <em>result</em>.
 */
public final class LogGammaDifferences {

    /** From here on the seven terms of the series leave less than 3e-17. */
    private static final double STIRLING_FROM = 10;

    private LogGammaDifferences() {}

    /**
     * Computes ln [Γ(x + y) / Γ(x)], the logarithm of the rising factorial.
     *
     * @param x positive
     * @param y such that x + y is positive; may be negative
     * @return the logarithm; exactly 0 for y = 0
     */
    public static double logRisingFactorial(double x, double y) {
        double shifted = 0;
        double low = x;
        while (Math.min(low, low + y) < STIRLING_FROM) {
            shifted += Math.log(low / (low + y));
            low++;
        }
        double high = low + y;
        return shifted
                + (low - 0.5) * Math.log1p(y / low)
                + y * (Math.log(high) - 1)
                - y / (12 * low * high)
                + (rho(high) - rho(low));
    }

    /**
     * Computes ln [B(α, β + c) / B(α, β)] = ln E[(1 − p)^c] for p ~ Beta(α, β).
     *
     * <p>With D = α + β + c, the Stirling parts of the four ln Γ combine to
     *
     * <pre>(β − ½) ln(1 + αc/(βD)) + c ln(1 − α/D) + α ln(1 − c/D)</pre>
     *
     * whose terms are never much larger than their sum; likewise the four 1/(12x) combine to one product. What is left
     * as a difference is ρ, below 3e-6, so also a result near 0 keeps its digits.
     *
     * @param alpha α, positive
     * @param beta β, positive
     * @param c exponent, at least 0
     * @return the logarithm, at most 0; exactly 0 for c = 0
     */
    public static double logBetaRatio(double alpha, double beta, double c) {
        double shifted = 0;
        double b = beta;
        while (b < STIRLING_FROM) {
            shifted -= Math.log1p(alpha * c / (b * (alpha + b + c)));
            b++;
        }
        double d = alpha + b + c;
        return shifted
                + (b - 0.5) * Math.log1p(alpha * c / (b * d))
                + c * logRatio(b + c, alpha, d)
                + alpha * logRatio(alpha + b, c, d)
                - alpha * c * (b + d) / (12 * b * (b + c) * (alpha + b) * d)
                + (rho(b + c) - rho(b) - rho(d) + rho(alpha + b));
    }

    /** ln(part / whole), where rest = whole − part, from whichever of the two is the smaller and so has all its digits. */
    private static double logRatio(double part, double rest, double whole) {
        return rest < part ? Math.log1p(-rest / whole) : Math.log(part / whole);
    }

    /** The terms of Stirling's series after 1/(12x); source: DLMF 5.11.1. */
    private static double rho(double x) {
        double r = 1 / x;
        double s = r * r;
        return r
                * s
                * (-1.0 / 360
                        + s * (1.0 / 1260 + s * (-1.0 / 1680 + s * (1.0 / 1188 + s * (-691.0 / 360360 + s / 156)))));
    }
}
