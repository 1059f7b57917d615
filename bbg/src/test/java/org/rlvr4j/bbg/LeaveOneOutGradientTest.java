package org.rlvr4j.bbg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;

/**
 * Gradients on the policy that succeeds with probability p = σ(θ), as exact expectations over all 2^n outcomes of a group:
 * E[1/n Σ_i w_i (r_i − c) d ln π(r_i)/dθ], with d ln π(r)/dθ = r − p.
 */
class LeaveOneOutGradientTest {

    private static double expectedGradient(UpdateGate gate, double p, int n, double baseline) {
        double expectation = 0;
        for (int bits = 0; bits < 1 << n; bits++) {
            List<Boolean> outcomes = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                outcomes.add((bits >> i & 1) == 1);
            }
            VerifiedGroup group = Groups.of("p", outcomes);
            int m = group.successes();
            double probability = Math.pow(p, m) * Math.pow(1 - p, n - m);
            double[] weights = gate.decide(group, SuccessHistory.EMPTY).weights();
            double[] rewards = group.rewards();
            double gradient = 0;
            for (int i = 0; i < n; i++) {
                gradient += weights[i] * (rewards[i] - baseline) * (rewards[i] - p);
            }
            expectation += probability * gradient / n;
        }
        return expectation;
    }

    private static UpdateGate zeroSuccessOnly(EvidenceKind evidence) {
        return new ZeroSuccessOnlyGate(new ZeroSuccessOnlyOptions(evidence, 0.5));
    }

    /** d/dθ [1 − (1 − p)^n] = n (1 − p)^(n−1) p (1 − p). */
    private static double passAtNGradient(double p, int n) {
        return n * Math.pow(1 - p, n - 1) * p * (1 - p);
    }

    @ParameterizedTest
    @CsvSource({"0.001,1", "0.001,8", "0.05,2", "0.05,8", "0.3,3", "0.3,8", "0.9,4", "0.5,12"})
    void zeroSuccessGateGivesThePassAtNGradient(double p, int n) {
        UpdateGate gate = zeroSuccessOnly(EvidenceKind.LEAVE_ONE_OUT);
        double expected = passAtNGradient(p, n) / n;
        assertEquals(expected, expectedGradient(gate, p, n, 0), 1e-13 * expected);
        // A weight that does not see rollout i leaves any constant baseline without effect.
        assertEquals(expected, expectedGradient(gate, p, n, 0.7), 1e-13);
    }

    @Test
    void inclusiveZeroSuccessGateDoesNot() {
        UpdateGate gate = zeroSuccessOnly(EvidenceKind.GROUP);
        // Its groups hold no success, so plain REINFORCE learns nothing from them.
        assertEquals(0, expectedGradient(gate, 0.1, 4, 0));
        assertTrue(passAtNGradient(0.1, 4) > 0.1);
    }

    /** The utility of the others has the expectation Σ_m Binomial(m; n − 1, p) u(m; n − 1, K), and it factors out. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.2, 0.6})
    void bbgGivesTheExpectedUtilityTimesThePassAtOneGradient(double p) {
        int n = 8;
        UpdateGate gate = new BbgGate(new BbgOptions(
                16, 0, BbgOptions.Convention.RAW, BbgOptions.Normalisation.NONE, 1, 1, EvidenceKind.LEAVE_ONE_OUT));
        BoundaryUtility utility = new BoundaryUtility(16);
        double mean = 0;
        double binomial = Math.pow(1 - p, n - 1);
        for (int m = 0; m < n; m++) {
            mean += binomial * utility.utility(m, n - 1);
            binomial *= (n - 1.0 - m) / (m + 1) * p / (1 - p);
        }
        double expected = mean * p * (1 - p);
        assertEquals(expected, expectedGradient(gate, p, n, 0), 1e-13 * expected);
        assertEquals(expected, expectedGradient(gate, p, n, 0.4), 1e-13 * expected);
    }
}
