package org.rlvr4j.bbg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.gate.Evidence;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.bbg.BbgOptions.Convention;
import org.rlvr4j.bbg.BbgOptions.Normalisation;

class BbgGateTest {

    private static BbgGate gate(Convention convention, Normalisation normalisation, EvidenceKind evidence) {
        return new BbgGate(new BbgOptions(16, 0.01, convention, normalisation, 1, 1, evidence));
    }

    private static List<Integer> activeCounts(BbgGate gate, int n) {
        return IntStream.rangeClosed(0, n)
                .filter(m -> gate.decide(Groups.of(m, n), SuccessHistory.EMPTY).isActive())
                .boxed()
                .toList();
    }

    @Test
    void defaultsAreActiveToThreeOfEight() {
        assertEquals(List.of(0, 1, 2, 3), activeCounts(new BbgGate(BbgOptions.defaults()), 8));
    }

    @Test
    void rawConventionIsActiveToFourOfEight() {
        BbgGate raw = gate(Convention.RAW, Normalisation.MEAN_ONE, EvidenceKind.GROUP);
        assertEquals(List.of(0, 1, 2, 3, 4), activeCounts(raw, 8));
    }

    @Test
    void weightsFollowTheNormalisation() {
        BoundaryUtility utility = new BoundaryUtility(16);
        double u = utility.utility(2, 8);
        Map<Normalisation, Double> expected = Map.of(
                Normalisation.SHARE,
                u / 9,
                Normalisation.MAX,
                u / utility.utility(0, 8),
                Normalisation.MEAN_ONE,
                u,
                Normalisation.NONE,
                u);
        for (Normalisation normalisation : expected.keySet()) {
            GateDecision decision = gate(Convention.SHARE, normalisation, EvidenceKind.GROUP)
                    .decide(Groups.of(2, 8), SuccessHistory.EMPTY);
            for (double weight : decision.weights()) {
                assertEquals(expected.get(normalisation), weight, 1e-14, normalisation.name());
            }
        }
    }

    @Test
    void meanOneAveragesOneOverTheActiveRolloutsAndKeepsRatios() {
        BbgGate gate = gate(Convention.SHARE, Normalisation.MEAN_ONE, EvidenceKind.LEAVE_ONE_OUT);
        // Different sizes, and at m = 4/8 the wrong rollouts are inactive beside active correct ones.
        List<GateDecision> before = List.of(
                gate.decide(Groups.of(0, 8), SuccessHistory.EMPTY),
                gate.decide(Groups.of(4, 8), SuccessHistory.EMPTY),
                gate.decide(Groups.of(1, 3), SuccessHistory.EMPTY));
        assertEquals(4, before.get(1).activeRollouts());
        List<GateDecision> after = gate.normalise(before);

        double total = after.stream().mapToDouble(GateDecision::totalWeight).sum();
        assertEquals(8 + 4 + 3, total, 1e-12);
        double factor = after.get(0).weights()[0] / before.get(0).weights()[0];
        for (int g = 0; g < before.size(); g++) {
            assertArrayEquals(
                    before.get(g).scaled(factor).weights(), after.get(g).weights(), 1e-14);
            assertEquals(before.get(g).reason(), after.get(g).reason());
        }
    }

    @Test
    void meanOneHoldsAtTheLeastOfWeights() {
        BbgGate gate = gate(Convention.SHARE, Normalisation.MEAN_ONE, EvidenceKind.GROUP);
        GateDecision least = GateDecision.keep(2, Double.MIN_VALUE, "least");
        assertArrayEquals(
                new double[] {1, 1}, gate.normalise(List.of(least)).get(0).weights());
        List<GateDecision> mixed = gate.normalise(List.of(least, GateDecision.keep(2, 16, "large")));
        assertTrue(mixed.stream().allMatch(GateDecision::isActive));
    }

    @Test
    void otherNormalisationsLeaveTheBatchAsItIs() {
        List<GateDecision> batch = List.of(GateDecision.keep(2, 3, "x"));
        for (Normalisation normalisation : List.of(Normalisation.SHARE, Normalisation.MAX, Normalisation.NONE)) {
            assertSame(
                    batch,
                    gate(Convention.SHARE, normalisation, EvidenceKind.GROUP).normalise(batch));
        }
    }

    @Test
    void leaveOneOutWeighsByTheOthers() {
        BoundaryUtility utility = new BoundaryUtility(16);
        double[] weights = gate(Convention.RAW, Normalisation.NONE, EvidenceKind.LEAVE_ONE_OUT)
                .decide(Groups.of("p", List.of(false, true, false)), SuccessHistory.EMPTY)
                .weights();
        assertArrayEquals(new double[] {utility.utility(1, 2), utility.utility(0, 2), utility.utility(1, 2)}, weights);
    }

    @Test
    void leaveOneOutOfOneRolloutHasNoEvidenceAndTheFullShare() {
        for (int m : new int[] {0, 1}) {
            GateDecision decision = gate(Convention.SHARE, Normalisation.SHARE, EvidenceKind.LEAVE_ONE_OUT)
                    .decide(Groups.of(m, 1), SuccessHistory.EMPTY);
            assertArrayEquals(new double[] {1}, decision.weights());
        }
    }

    @Test
    void historyLooksAtEarlierVisitsOnly() {
        BbgGate gate = gate(Convention.SHARE, Normalisation.NONE, EvidenceKind.HISTORY);
        assertTrue(gate.usesHistory());
        assertFalse(new BbgGate(BbgOptions.defaults()).usesHistory());
        // A first visit is active whatever its own outcomes.
        assertTrue(gate.decide(Groups.of(8, 8), SuccessHistory.EMPTY).isActive());
        SuccessHistory history = id -> id.equals("p") ? new Evidence(1.5, 6.5, 3) : new Evidence(0, 0, 0);
        double expected = new BoundaryUtility(16).utility(1.5, 8);
        for (int m : new int[] {0, 4, 8}) {
            assertEquals(expected, gate.decide(Groups.of(m, 8), history).weights()[0]);
        }
        assertFalse(gate.decide(Groups.of(0, 8), id -> new Evidence(6, 2, 1)).isActive());
    }

    @Test
    void unsolvedProblemsLeaveTheShareConventionWhereDocumented() {
        BbgGate share = gate(Convention.SHARE, Normalisation.NONE, EvidenceKind.HISTORY);
        assertTrue(
                share.decide(Groups.of(0, 8), id -> new Evidence(0, 1583, 200)).isActive());
        assertFalse(
                share.decide(Groups.of(0, 8), id -> new Evidence(0, 1585, 200)).isActive());
        BbgGate raw = gate(Convention.RAW, Normalisation.NONE, EvidenceKind.HISTORY);
        assertTrue(raw.decide(Groups.of(0, 8), id -> new Evidence(0, 1e6, 200)).isActive());
    }

    @Test
    void reasonsSayCountsQuantityAndThreshold() {
        SuccessHistory history = id -> new Evidence(1.5, 6.5, 3);
        assertEquals("m=3/8: share 0.0211 ≥ 0.01", reason(Convention.SHARE, EvidenceKind.GROUP, history));
        assertEquals("m=3/8: utility 0.19 ≥ 0.01", reason(Convention.RAW, EvidenceKind.GROUP, history));
        assertEquals(
                "m=3/8, earlier 1.5/8: share 0.132 ≥ 0.01", reason(Convention.SHARE, EvidenceKind.HISTORY, history));
        assertEquals(
                "m=3/8: correct (others 2/7) share 0.0632 ≥ 0.01, wrong (others 3/7) share 0.0158 ≥ 0.01",
                reason(Convention.SHARE, EvidenceKind.LEAVE_ONE_OUT, history));
        assertEquals(
                "m=8/8: share 0.00000136 < 0.01",
                new BbgGate(BbgOptions.defaults())
                        .decide(Groups.of(8, 8), history)
                        .reason());
    }

    private static String reason(Convention convention, EvidenceKind evidence, SuccessHistory history) {
        return gate(convention, Normalisation.MEAN_ONE, evidence)
                .decide(Groups.of(3, 8), history)
                .reason();
    }

    @Test
    void passAtOneWithTheRawConventionIsTheUniformGate() {
        BbgGate gate = new BbgGate(new BbgOptions(1, 1, Convention.RAW, Normalisation.NONE, 1, 1, EvidenceKind.GROUP));
        for (int m = 0; m <= 8; m++) {
            assertArrayEquals(
                    new UniformGate()
                            .decide(Groups.of(m, 8), SuccessHistory.EMPTY)
                            .weights(),
                    gate.decide(Groups.of(m, 8), SuccessHistory.EMPTY).weights());
        }
    }

    @Test
    void zeroThresholdDropsOnlyWhereTheWeightUnderflows() {
        BbgOptions options =
                new BbgOptions(1_000_000, 0, Convention.SHARE, Normalisation.MEAN_ONE, 1, 1, EvidenceKind.GROUP);
        assertEquals(9, activeCounts(new BbgGate(options), 8).size());
        assertFalse(new BbgGate(options)
                .decide(Groups.of(500, 500), SuccessHistory.EMPTY)
                .isActive());
    }

    @Test
    void groupWithoutJudgedRolloutsIsDropped() {
        for (EvidenceKind evidence : EvidenceKind.values()) {
            GateDecision decision = gate(Convention.SHARE, Normalisation.MEAN_ONE, evidence)
                    .decide(Groups.of(0, 0), SuccessHistory.EMPTY);
            assertEquals(GateDecision.drop(0, "m=0/0: no rollout was judged"), decision);
        }
    }
}
