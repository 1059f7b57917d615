package org.rlvr4j.bbg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Against mpmath; the script is src/test/python/make_oracles.py, the file says its version. */
class BoundaryUtilityOracleTest {

    /** ln(1e-290): smaller values are at or near the least double, where digits are lost by format alone. */
    private static final double LOG_SMALL = -667;

    private record Oracle(
            BoundaryUtility utility, double m, double n, double logUtility, double logShare, double passAtK) {

        boolean isModerate() {
            return utility.prior().a() <= 100 && utility.prior().b() <= 100;
        }
    }

    @Test
    void utilityIsRightToTwelveDigits() {
        for (Oracle oracle : oracles()) {
            // An absolute error of a logarithm is a relative error of its number.
            double log = oracle.logUtility;
            assertEquals(
                    log,
                    oracle.utility.logUtility(oracle.m, oracle.n),
                    2e-13 + 5e-16 * Math.abs(log),
                    oracle::toString);
            if (log > LOG_SMALL) {
                assertRelative(Math.exp(log), oracle.utility.utility(oracle.m, oracle.n), log, 1e-12, oracle);
            }
        }
    }

    @Test
    void shareIsRightToTwelveDigitsAndToTenForExtremePriors() {
        for (Oracle oracle : oracles()) {
            double log = oracle.logShare;
            double tolerance = oracle.isModerate() ? 1e-12 : 1e-10;
            assertEquals(
                    log,
                    oracle.utility.logShare(oracle.m, oracle.n),
                    tolerance + 5e-16 * Math.abs(log),
                    oracle::toString);
            if (log > LOG_SMALL) {
                assertRelative(Math.exp(log), oracle.utility.share(oracle.m, oracle.n), log, tolerance, oracle);
            }
        }
    }

    @Test
    void posteriorPassAtKIsRightToTwelveDigits() {
        for (Oracle oracle : oracles()) {
            double actual = oracle.utility.prior().posterior(oracle.m, oracle.n).passAtK(oracle.utility.k());
            assertEquals(oracle.passAtK, actual, 1e-12 * oracle.passAtK, oracle::toString);
        }
    }

    private static void assertRelative(double expected, double actual, double log, double tolerance, Oracle oracle) {
        // The expected value is exp of a logarithm read as a double, whose own last bit counts here.
        double slack = tolerance + Math.ulp(log);
        assertTrue(Math.abs(actual - expected) <= slack * expected, () -> oracle + ": " + actual + " for " + expected);
    }

    private static List<Oracle> oracles() {
        InputStream in = Objects.requireNonNull(
                BoundaryUtilityOracleTest.class.getResourceAsStream("boundary_utility.csv"), "boundary_utility.csv");
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<Oracle> oracles = reader.lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("a,"))
                    .map(BoundaryUtilityOracleTest::parse)
                    .toList();
            assertTrue(oracles.size() > 1000);
            return oracles;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Oracle parse(String line) {
        double[] v =
                Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
        return new Oracle(new BoundaryUtility(new BetaPrior(v[0], v[1]), (int) v[4]), v[2], v[3], v[5], v[6], v[7]);
    }
}
