package org.rlvr4j.bbg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundaryUtilityTest {

    /** The tables of the paper as shared with this project, n = 8, to their printed digits. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "16  | 6 2.087 0.664 0.190 0.0474 0.00999 0.00166 0.0002 0.00001",
                "64  | 8 0.901 0.090 0.0078",
                "256 | 8.73 0.265 0.0071",
            })
    void givesThePapersTables(int k, String printed) {
        String[] values = printed.split(" ");
        BoundaryUtility utility = new BoundaryUtility(k);
        for (int m = 0; m < values.length; m++) {
            BigDecimal expected = new BigDecimal(values[m]);
            double halfDigit = Math.pow(10, -expected.scale()) / 2;
            assertEquals(expected.doubleValue(), utility.utility(m, 8), halfDigit, "K = " + k + ", m = " + m);
        }
    }

    @Test
    void fallsThirtyThreeFoldAfterOneSuccessAtK256() {
        BoundaryUtility utility = new BoundaryUtility(256);
        assertEquals(33, utility.utility(0, 8) / utility.utility(1, 8), 0.5);
    }

    @Test
    void equalsTheExactProductForWholeCounts() {
        double worst = 0;
        for (int n : new int[] {0, 1, 2, 8, 64, 257, 1000, 10_000}) {
            for (int m : IntStream.of(0, 1, 2, 3, n / 4, n / 2, n)
                    .filter(i -> i <= n && i <= 60)
                    .distinct()
                    .toArray()) {
                for (int k : new int[] {1, 2, 16, 256, 9_999, 1_000_000}) {
                    double exact = exactUtility(m, n, k).doubleValue();
                    worst = Math.max(worst, Math.abs(new BoundaryUtility(k).utility(m, n) / exact - 1));
                }
            }
        }
        assertTrue(worst <= 1e-12, "worst relative error " + worst);
    }

    /** K Π_{i=0..m} (n − m + 1 + i) / (n − m + K + i), the m + 1 factors that are left of Eq. 8 for whole counts. */
    private static BigDecimal exactUtility(int m, int n, int k) {
        BigInteger numerator = BigInteger.valueOf(k);
        BigInteger denominator = BigInteger.ONE;
        for (int i = 0; i <= m; i++) {
            numerator = numerator.multiply(BigInteger.valueOf(n - m + 1L + i));
            denominator = denominator.multiply(BigInteger.valueOf((long) n - m + k + i));
        }
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), MathContext.DECIMAL128);
    }

    @Test
    void isExactWhereNothingIsToBeComputed() {
        assertEquals(1, new BoundaryUtility(1).utility(3, 8));
        assertEquals(0, new BoundaryUtility(1).logUtility(3, 8));
        assertEquals(0.1, new BoundaryUtility(1).share(3, 9));
        assertEquals(1, new BoundaryUtility(16).share(0, 0));
        assertEquals(1, new BoundaryUtility(new BetaPrior(0.3, 7), 16).share(0, 0));
        assertEquals(1, new BoundaryUtility(16).relativeToZeroSuccesses(0, 8));
    }

    @Test
    void staysFiniteInLogSpaceWhereTheUtilityUnderflows() {
        BoundaryUtility utility = new BoundaryUtility(1_000_000);
        assertEquals(0, utility.utility(10_000, 10_000));
        assertEquals(0, utility.share(10_000, 10_000));
        assertTrue(utility.logUtility(10_000, 10_000) < -50_000);
        assertTrue(Double.isFinite(utility.logUtility(10_000, 10_000)));
        assertTrue(Double.isFinite(utility.logShare(10_000, 10_000)));
    }

    @Test
    void marginalContributionIsTheDerivativeOfPassAtK() {
        for (int k : new int[] {1, 2, 16, 1000}) {
            for (double p : new double[] {0.001, 0.01, 0.3, 0.9}) {
                double h = 1e-5 * p;
                double difference = (Math.pow(1 - p + h, k) - Math.pow(1 - p - h, k)) / (2 * h);
                assertEquals(
                        difference, BoundaryUtility.marginalContribution(p, k), 1e-6 * k, "p = " + p + ", k = " + k);
            }
        }
        assertEquals(16, BoundaryUtility.marginalContribution(0, 16));
        assertEquals(0, BoundaryUtility.marginalContribution(1, 16));
        assertEquals(1, BoundaryUtility.marginalContribution(1, 1));
        // (1 − p) rounds to 1 here, the contribution does not.
        assertEquals(1e6 * Math.exp(-1e-11), BoundaryUtility.marginalContribution(1e-17, 1_000_000), 1e-6);
    }

    @Test
    void posteriorPassAtKIsOneMinusAllFail() {
        BetaPosterior posterior = BetaPrior.UNIFORM.posterior(0, 8);
        // E[(1 − p)^k] = 9 / (9 + k) under Beta(1, 9).
        assertEquals(16 / 25.0, posterior.passAtK(16), 1e-15);
        assertEquals(Math.log(9 / 25.0), posterior.logAllFail(16), 1e-15);
        assertArrayEquals(new double[] {0, 0}, new double[] {posterior.passAtK(0), posterior.logAllFail(0)});
    }

    @Test
    void refusesWhatIsOutOfRange() {
        BoundaryUtility utility = new BoundaryUtility(16);
        for (double[] counts : new double[][] {
            {-1, 8}, {9, 8}, {Double.NaN, 8}, {1, Double.NaN}, {1, Double.POSITIVE_INFINITY}, {0, -1}
        }) {
            assertThrows(IllegalArgumentException.class, () -> utility.utility(counts[0], counts[1]));
            assertThrows(IllegalArgumentException.class, () -> utility.share(counts[0], counts[1]));
        }
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e5}) {
            assertThrows(IllegalArgumentException.class, () -> new BetaPrior(bad, 1));
            assertThrows(IllegalArgumentException.class, () -> new BetaPrior(1, bad));
        }
        assertThrows(IllegalArgumentException.class, () -> new BetaPosterior(Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new BetaPosterior(1, 1).passAtK(-1));
        assertThrows(IllegalArgumentException.class, () -> new BoundaryUtility(0));
        assertThrows(IllegalArgumentException.class, () -> BoundaryUtility.marginalContribution(1.5, 2));
        assertThrows(IllegalArgumentException.class, () -> BoundaryUtility.marginalContribution(Double.NaN, 2));
        assertThrows(IllegalArgumentException.class, () -> BoundaryUtility.marginalContribution(0.5, 0));
    }
}
