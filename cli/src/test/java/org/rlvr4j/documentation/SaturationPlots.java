package org.rlvr4j.documentation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.bbg.BbgGate;
import org.rlvr4j.bbg.BbgOptions;
import org.rlvr4j.bbg.BetaPrior;
import org.rlvr4j.bbg.BoundaryUtility;
import org.rlvr4j.bbg.EvidenceKind;
import org.rlvr4j.bbg.UniformGate;
import org.rlvr4j.estimators.advantage.Grpo;
import org.rlvr4j.estimators.advantage.NormalisationOptions;
import org.rlvr4j.estimators.advantage.Nsr;
import org.rlvr4j.estimators.advantage.WReinforce;
import org.rlvr4j.estimators.advantage.WReinforceOptions;

/** The pictures of docs/mathematics.md, drawn with the classes that training uses. */
final class SaturationPlots {

    static final int N = 8;
    static final double THRESHOLD = 0.01;

    private static final double[] PROBABILITIES = {0, 0.2, 0.4, 0.6, 0.8, 1};
    private static final double EDGE = 1e-3;

    private SaturationPlots() {}

    /** The pictures by their file names. */
    static Map<String, String> all() {
        Map<String, String> pictures = new LinkedHashMap<>();
        pictures.put("marginal-contribution.svg", marginalContribution());
        pictures.put("boundary-utility.svg", boundaryUtility());
        pictures.put("saturated-groups.svg", saturatedGroups());
        pictures.put("update-weights.svg", updateWeights());
        return pictures;
    }

    private static String marginalContribution() {
        Plot plot = new Plot(
                "What one more percent of p adds to Pass@K",
                "success probability p",
                "K (1 − p)^(K − 1)",
                new double[] {0, 1},
                new double[] {1e-4, 100},
                true);
        for (int k : new int[] {1, 4, 16, 64}) {
            plot.curve("K = " + k, p -> BoundaryUtility.marginalContribution(p, k));
        }
        return plot.svg(PROBABILITIES, new double[] {1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100});
    }

    private static String boundaryUtility() {
        Plot plot = new Plot(
                "Boundary utility of a group of n = 8",
                "m, correct rollouts of 8",
                "u(m; 8, K)",
                new double[] {0, N},
                new double[] {1e-6, 10},
                true);
        for (int k : new int[] {1, 4, 16, 64, 256}) {
            BoundaryUtility utility = new BoundaryUtility(k);
            plot.steps("K = " + k, m -> utility.utility(m, N));
        }
        // where u/(n + 1) is the default threshold
        plot.curve("0.01 (n + 1)", m -> THRESHOLD * (N + 1));
        return plot.svg(
                new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8}, new double[] {1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10});
    }

    private static String saturatedGroups() {
        Plot plot = new Plot(
                "How many groups of 8 are saturated (share below 0.01)",
                "success probability p",
                "probability that the group is saturated",
                new double[] {0, 1},
                new double[] {0, 1},
                false);
        for (int k : new int[] {4, 16, 64, 256}) {
            int last = lastActive(new BoundaryUtility(k), N, THRESHOLD);
            plot.curve("K = " + k + ": m > " + last, p -> saturated(p, N, last));
        }
        return plot.svg(PROBABILITIES, PROBABILITIES);
    }

    private static String updateWeights() {
        Plot plot = new Plot(
                "By what an update scales ∇p, groups of 8, against what Pass@16 asks for",
                "success probability p",
                "factor on ∇p",
                new double[] {EDGE, 1 - EDGE},
                new double[] {1e-3, 100},
                true);
        Grpo grpo = new Grpo(new NormalisationOptions(1e-6));
        UpdateGate uniform = new UniformGate();
        curve(plot, "GRPO", grpo, uniform);
        curve(plot, "W-REINFORCE", new WReinforce(new WReinforceOptions(0.1)), uniform);
        curve(plot, "NSR", new Nsr(), uniform);
        curve(plot, "BBG, then GRPO", grpo, bbg(16));
        plot.curve("16 (1 − p)^15", p -> BoundaryUtility.marginalContribution(p, 16));
        return plot.svg(PROBABILITIES, new double[] {1e-3, 1e-2, 0.1, 1, 10, 100});
    }

    private static void curve(Plot plot, String name, AdvantageEstimator estimator, UpdateGate gate) {
        plot.curve(name, p -> UpdateWeights.factor(p, N, estimator, gate));
    }

    /** BBG as it is by default, its weights u itself. */
    static UpdateGate bbg(int k) {
        return new BbgGate(new BbgOptions(
                k, THRESHOLD, BbgOptions.Convention.SHARE, BbgOptions.Normalisation.NONE, 1, 1, EvidenceKind.GROUP));
    }

    /** m*, the largest number of successes at which a group is not saturated; −1 where all are. */
    static int lastActive(BoundaryUtility utility, int n, double threshold) {
        int last = -1;
        while (last < n && utility.share(last + 1, n) >= threshold) {
            last++;
        }
        return last;
    }

    /** The probability of more than m* successes. */
    static double saturated(double p, int n, int lastActive) {
        double saturated = 0;
        for (int m = lastActive + 1; m <= n; m++) {
            saturated += UpdateWeights.probability(m, n, p);
        }
        return Math.min(1, saturated);
    }

    static BoundaryUtility utility(double a, double b, int k) {
        return new BoundaryUtility(new BetaPrior(a, b), k);
    }
}
