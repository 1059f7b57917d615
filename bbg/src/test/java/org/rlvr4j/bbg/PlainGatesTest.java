package org.rlvr4j.bbg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.gate.Evidence;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;

/** The gates of weight 0 or 1. */
class PlainGatesTest {

    private static GateDecision decide(UpdateGate gate, int m, int n) {
        return gate.decide(Groups.of(m, n), SuccessHistory.EMPTY);
    }

    private static List<Integer> activeCounts(UpdateGate gate, int n) {
        return IntStream.rangeClosed(0, n)
                .filter(m -> decide(gate, m, n).isActive())
                .boxed()
                .toList();
    }

    private static UpdateGate zeroSuccessOnly(EvidenceKind evidence) {
        return new ZeroSuccessOnlyGate(new ZeroSuccessOnlyOptions(evidence, 0.5));
    }

    @Test
    void uniformKeepsAll() {
        assertArrayEquals(
                new double[] {1, 1, 1}, decide(new UniformGate(), 3, 3).weights());
        assertEquals("m=3/8: always active", decide(new UniformGate(), 3, 8).reason());
    }

    @Test
    void nonDegenerateKeepsMixedGroups() {
        assertEquals(List.of(1, 2, 3), activeCounts(new NonDegenerateGate(), 4));
        assertEquals(List.of(), activeCounts(new NonDegenerateGate(), 1));
        assertEquals(
                "m=0/8: none correct", decide(new NonDegenerateGate(), 0, 8).reason());
        assertEquals("m=8/8: all correct", decide(new NonDegenerateGate(), 8, 8).reason());
        assertEquals("m=1/8: 0 < m < n", decide(new NonDegenerateGate(), 1, 8).reason());
    }

    @Test
    void bucketKeepsTheListedCounts() {
        BucketGate gate = new BucketGate(new BucketOptions(List.of(0, 2), 0.75));
        assertEquals(List.of(0, 2), activeCounts(gate, 8));
        assertEquals(List.of(0), activeCounts(gate, 1));
        assertEquals("m=2/8: in [0, 2]", decide(gate, 2, 8).reason());
        assertEquals("m=1/8: not in [0, 2]", decide(gate, 1, 8).reason());
    }

    @Test
    void bucketDropsFromTheFraction() {
        BucketGate gate = new BucketGate(BucketOptions.defaults());
        assertEquals(List.of(0, 1, 2, 3, 4, 5), activeCounts(gate, 8));
        assertEquals(List.of(0), activeCounts(gate, 1));
        assertEquals("m=6/8: 0.75 ≥ 0.75", decide(gate, 6, 8).reason());
        assertEquals("m=5/8: 0.625 < 0.75", decide(gate, 5, 8).reason());
    }

    @Test
    void fractionThatADoubleCannotHoldMeansWhatItSays() {
        for (int n : new int[] {3, 5, 6, 7, 10, 30, 49, 97}) {
            for (int m = 1; m <= n; m++) {
                BucketGate gate = new BucketGate(new BucketOptions(List.of(), (double) m / n));
                assertFalse(decide(gate, m, n).isActive());
                assertTrue(decide(gate, m - 1, n).isActive());
            }
        }
    }

    @Test
    void zeroSuccessOnlyKeepsAllWrongGroups() {
        UpdateGate gate = zeroSuccessOnly(EvidenceKind.GROUP);
        assertEquals(List.of(0), activeCounts(gate, 8));
        assertEquals(List.of(0), activeCounts(gate, 1));
        assertArrayEquals(new double[] {1, 1, 1}, decide(gate, 0, 3).weights());
        assertEquals("m=0/3: successes 0 < 1", decide(gate, 0, 3).reason());
        assertEquals("m=2/3: successes 2 ≥ 1", decide(gate, 2, 3).reason());
        assertFalse(gate.usesHistory());
    }

    @Test
    void leaveOneOutKeepsTheFirstSuccessOnly() {
        UpdateGate gate = zeroSuccessOnly(EvidenceKind.LEAVE_ONE_OUT);
        assertArrayEquals(new double[] {1, 1, 1}, decide(gate, 0, 3).weights());
        assertArrayEquals(
                new double[] {0, 1, 0},
                gate.decide(Groups.of("p", List.of(false, true, false)), SuccessHistory.EMPTY)
                        .weights());
        assertArrayEquals(new double[] {0, 0, 0}, decide(gate, 2, 3).weights());
        assertEquals(
                "m=1/3: correct (others 0/2) successes 0 < 1, wrong (others 1/2) successes 1 ≥ 1",
                decide(gate, 1, 3).reason());
        assertFalse(gate.usesHistory());
    }

    @Test
    void leaveOneOutOfOneRolloutIsAlwaysActive() {
        UpdateGate gate = zeroSuccessOnly(EvidenceKind.LEAVE_ONE_OUT);
        assertArrayEquals(new double[] {1}, decide(gate, 0, 1).weights());
        assertArrayEquals(new double[] {1}, decide(gate, 1, 1).weights());
    }

    @Test
    void historyKeepsProblemsWithoutEarlierSuccess() {
        UpdateGate gate = zeroSuccessOnly(EvidenceKind.HISTORY);
        assertTrue(gate.usesHistory());
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8), activeCounts(gate, 8));
        assertTrue(
                gate.decide(Groups.of(8, 8), id -> new Evidence(0.49, 15.5, 2)).isActive());
        GateDecision solved = gate.decide(Groups.of(0, 8), id -> new Evidence(0.5, 15.5, 2));
        assertFalse(solved.isActive());
        assertEquals("m=0/8, earlier 0.5/16: successes 0.5 ≥ 0.5", solved.reason());
    }

    @Test
    void groupWithoutJudgedRolloutsIsInactive() {
        for (UpdateGate gate : List.of(
                new UniformGate(),
                new NonDegenerateGate(),
                new BucketGate(BucketOptions.defaults()),
                zeroSuccessOnly(EvidenceKind.GROUP),
                zeroSuccessOnly(EvidenceKind.LEAVE_ONE_OUT),
                zeroSuccessOnly(EvidenceKind.HISTORY))) {
            assertFalse(decide(gate, 0, 0).isActive());
        }
    }
}
