package org.rlvr4j.bbg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class BoundaryUtilityProperties {

    @Provide
    Arbitrary<BetaPrior> priors() {
        // The default edge cases of two doubles outnumber the tries when they meet those of the other parameters.
        Arbitrary<Double> count =
                Arbitraries.doubles().between(0.01, 100).ofScale(6).edgeCases(edges -> edges.includeOnly(1.0));
        return Combinators.combine(count, count).as(BetaPrior::new);
    }

    @Property
    void sharesSumToOneUnderTheUniformPrior(
            @ForAll @IntRange(min = 0, max = 3000) int n, @ForAll @IntRange(min = 1, max = 1_000_000) int k) {
        BoundaryUtility utility = new BoundaryUtility(k);
        assertEquals(
                1,
                IntStream.rangeClosed(0, n)
                        .mapToDouble(m -> utility.share(m, n))
                        .sum(),
                1e-12);
    }

    @Property(tries = 300)
    void sharesSumToOneUnderAnyPrior(
            @ForAll("priors") BetaPrior prior,
            @ForAll @IntRange(min = 0, max = 3000) int n,
            @ForAll @IntRange(min = 1, max = 1_000_000) int k) {
        BoundaryUtility utility = new BoundaryUtility(prior, k);
        assertEquals(
                1,
                IntStream.rangeClosed(0, n)
                        .mapToDouble(m -> utility.share(m, n))
                        .sum(),
                1e-12);
    }

    @Property
    void shareOfTheUniformPriorIsTheLimitOfTheGeneralOne(
            @ForAll @DoubleRange(min = 0, max = 1000) double n,
            @ForAll @DoubleRange(min = 0, max = 1) double fraction,
            @ForAll @IntRange(min = 1, max = 1_000_000) int k) {
        BoundaryUtility utility = new BoundaryUtility(k);
        double m = n * fraction;
        assertEquals(Math.log(utility.utility(0, n) / (n + 1)), utility.logShare(0, n), 1e-11);
        assertEquals(utility.logUtility(m, n) - Math.log(n + 1), utility.logShare(m, n), 1e-11);
    }

    @Property
    void utilityIsPositiveAndFallsStrictlyWithM(
            @ForAll("priors") BetaPrior prior,
            @ForAll @IntRange(min = 1, max = 10_000) int n,
            @ForAll @IntRange(min = 2, max = 1_000_000) int k,
            @ForAll @DoubleRange(min = 0, max = 1) double fraction) {
        BoundaryUtility utility = new BoundaryUtility(prior, k);
        int m = (int) (fraction * (n - 1));
        assertTrue(utility.logUtility(m, n) > utility.logUtility(m + 1, n));
        assertTrue(utility.logUtility(m, n) > utility.logUtility(m + 0.5, n));
        assertTrue(Double.isFinite(utility.logUtility(m, n)));
        if (utility.logUtility(m + 1, n) > -700) {
            assertTrue(utility.utility(m, n) > utility.utility(m + 1, n));
            assertTrue(utility.utility(m + 1, n) > 0);
        }
    }

    @Property
    void adjacentBucketsDifferByTheDocumentedFactor(
            @ForAll("priors") BetaPrior prior,
            @ForAll @IntRange(min = 1, max = 1000) int n,
            @ForAll @IntRange(min = 1, max = 1_000_000) int k,
            @ForAll @DoubleRange(min = 0, max = 1) double fraction) {
        BoundaryUtility utility = new BoundaryUtility(prior, k);
        int m = (int) (fraction * (n - 1));
        double failures = prior.b() + n - m - 1;
        double expected = Math.log(failures / (failures + k - 1));
        double actual = utility.logUtility(m + 1, n) - utility.logUtility(m, n);
        assertEquals(expected, actual, 1e-11 * Math.max(1, -utility.logUtility(m + 1, n)));
    }

    @Property
    void passAtOneNeverSaturates(
            @ForAll("priors") BetaPrior prior,
            @ForAll @DoubleRange(min = 0, max = 10_000) double n,
            @ForAll @DoubleRange(min = 0, max = 1) double fraction) {
        assertEquals(1, new BoundaryUtility(prior, 1).utility(n * fraction, n));
    }

    @Property(tries = 300)
    void equalsNumericalIntegrationAgainstThePosterior(
            @ForAll("priors") BetaPrior prior,
            @ForAll @DoubleRange(min = 0, max = 500) double n,
            @ForAll @DoubleRange(min = 0, max = 0.5) double fraction,
            @ForAll @IntRange(min = 1, max = 2000) int k) {
        BetaPosterior posterior = prior.posterior(n * fraction, n);
        double integral = posteriorMean(posterior, logQ -> k * Math.exp((k - 1) * logQ));
        double utility = new BoundaryUtility(prior, k).utility(n * fraction, n);
        assertEquals(integral, utility, 1e-10 * utility);
    }

    @Property(tries = 300)
    void posteriorPassAtKEqualsNumericalIntegration(
            @ForAll("priors") BetaPrior prior,
            @ForAll @DoubleRange(min = 0, max = 500) double n,
            @ForAll @DoubleRange(min = 0, max = 1) double fraction,
            @ForAll @IntRange(min = 1, max = 2000) int k) {
        BetaPosterior posterior = prior.posterior(n * fraction, n);
        double integral = posteriorMean(posterior, logQ -> -Math.expm1(k * logQ));
        assertEquals(integral, posterior.passAtK(k), 1e-10 * integral);
    }

    /**
     * E[f(ln(1 − p))] under a Beta posterior, without any gamma function: p = 1/(1 + e^−x), x = π sinh t takes both ends
     * to double-exponential decay, where the trapezoidal rule converges geometrically; the normaliser is integrated too,
     * over the same points.
     */
    private static double posteriorMean(BetaPosterior posterior, DoubleUnaryOperator f) {
        double step = 1.0 / 256;
        double largest = Double.NEGATIVE_INFINITY;
        int reach = (int) (10 / step);
        for (int i = -reach; i <= reach; i++) {
            largest = Math.max(largest, logDensity(posterior, Math.PI * Math.sinh(i * step)));
        }
        double mass = 0;
        double weighted = 0;
        for (int i = -reach; i <= reach; i++) {
            double x = Math.PI * Math.sinh(i * step);
            double w = Math.exp(logDensity(posterior, x) - largest) * Math.cosh(i * step);
            mass += w;
            weighted += w == 0 ? 0 : w * f.applyAsDouble(-softplus(x));
        }
        return weighted / mass;
    }

    /** α ln p + β ln(1 − p): the density of the log-odds x, but for its constant. */
    private static double logDensity(BetaPosterior posterior, double x) {
        return -posterior.alpha() * softplus(-x) - posterior.beta() * softplus(x);
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
}
