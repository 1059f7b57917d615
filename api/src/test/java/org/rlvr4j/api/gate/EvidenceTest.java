package org.rlvr4j.api.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EvidenceTest {

    @Test
    void earlierVisitsFade() {
        Evidence evidence = Evidence.NONE.afterVisit(0.5, 2, 6).afterVisit(0.5, 0, 8);
        assertEquals(new Evidence(1, 11, 2), evidence);
        assertEquals(12, evidence.trials());
        assertThrows(IllegalArgumentException.class, () -> evidence.afterVisit(1.1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> evidence.afterVisit(Double.NaN, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Evidence(Double.NaN, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Evidence(-1, 0, 0));
    }

    @Test
    void decisionsAreChecked() {
        assertTrue(new GateDecision(new double[] {0, 1}, "").isActive());
        assertFalse(GateDecision.drop(4, "").isActive());
        assertEquals(6, GateDecision.keep(3, 2, "").totalWeight());
        assertEquals(1, new GateDecision(new double[] {0, 1}, "").scaled(3).activeRollouts());
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new GateDecision(new double[] {bad}, ""));
        }
    }
}
