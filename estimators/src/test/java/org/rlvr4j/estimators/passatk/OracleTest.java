package org.rlvr4j.estimators.passatk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;

/** Values made by an independent tool: see oracle.py beside the tables. */
class OracleTest {

    @ParameterizedTest
    @CsvFileSource(resources = "counts.csv", useHeadersInDisplayName = true)
    void agreesWithExactRationals(String metric, int n, int c, int k, Double tau, double value) {
        PassAtKEstimator estimator = switch (metric) {
            case "pass@k" -> new PassAtK(new BootstrapOptions(100));
            case "pass^k" -> new PassPowerK(new BootstrapOptions(100));
            default -> new GPassAtK(new GPassAtKOptions(tau, 100));
        };
        double actual = estimator.estimate(new ProblemOutcome("p", n, c), new int[] {k})[0];
        assertEquals(value, actual, 1e-12 + 1e-9 * value);
        if (!metric.equals("pass@k")) {
            // Small probabilities are right in relative terms too.
            assertEquals(value, actual, 1e-9 * value);
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "bayes.csv", useHeadersInDisplayName = true)
    void agreesWithTheAuthorsOfBayesAtN(int n, String counts, double mean, double low, double high) {
        List<ProblemOutcome> outcomes = Arrays.stream(counts.split(" "))
                .map(c -> new ProblemOutcome("p", n, Integer.parseInt(c)))
                .toList();
        Curve.Point point = new BayesAtN()
                .curve(outcomes, new int[] {1}, 0.95, new SplittableRandom(0))
                .points()
                .get(0);
        assertEquals(mean, point.value(), 1e-12);
        assertEquals(low, point.low(), 1e-9);
        assertEquals(high, point.high(), 1e-9);
    }
}
