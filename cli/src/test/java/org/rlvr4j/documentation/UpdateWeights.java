package org.rlvr4j.documentation;

import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.api.verify.Verdict;

/** What gates and advantage estimators do to groups of n rollouts, by the classes that training uses. */
final class UpdateWeights {

    private UpdateWeights() {}

    /** A group of n rollouts, the first m of them correct. */
    static VerifiedGroup group(int m, int n) {
        List<Rollout> rollouts = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            rollouts.add(new Rollout(new int[] {1}, new float[] {-1}, 0, StopReason.STOP_TOKEN, ""));
            verdicts.add(i < m ? new Verdict.Correct("", "") : new Verdict.Incorrect("", ""));
        }
        return VerifiedGroup.of(new RolloutGroup(new Problem("p", "", ""), new int[] {1}, rollouts), verdicts);
    }

    /** C(n, m) p^m (1 − p)^(n − m). */
    static double probability(int m, int n, double p) {
        double probability = 1;
        for (int i = 1; i <= m; i++) {
            probability *= (n - m + i) / (double) i * p;
        }
        return probability * Math.pow(1 - p, n - m);
    }

    /** The weight of each rollout, before it is relative to a batch. */
    static double weight(UpdateGate gate, int m, int n) {
        GateDecision decision = gate.decide(group(m, n), SuccessHistory.EMPTY);
        return decision.weights()[0];
    }

    /**
     * The factor by which an estimator, behind a gate, scales ∇p in expectation: (1/n) E Σ wᵢ Aᵢ ∇log π(yᵢ) = factor · ∇p.
     * A correct rollout's expected score is ∇p/p, a wrong one's −∇p/(1 − p).
     */
    static double factor(double p, int n, AdvantageEstimator estimator, UpdateGate gate) {
        double factor = 0;
        for (int m = 0; m <= n; m++) {
            double[] advantages = estimator.estimate(List.of(group(m, n)))[0];
            double correct = m == 0 ? 0 : advantages[0] * m / n / p;
            double wrong = m == n ? 0 : advantages[n - 1] * (n - m) / n / (1 - p);
            factor += probability(m, n, p) * weight(gate, m, n) * (correct - wrong);
        }
        return factor;
    }
}
