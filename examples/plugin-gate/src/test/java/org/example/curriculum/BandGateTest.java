package org.example.curriculum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.testkit.SampleGroups;

class BandGateTest {

    @Test
    void theBandIncludesItsEnds() {
        BandGate gate = new BandGate(new BandOptions(0.25, 0.5));
        for (int m = 0; m <= 8; m++) {
            boolean active =
                    gate.decide(SampleGroups.of(m, 8), SuccessHistory.EMPTY).isActive();
            assertEquals(m >= 2 && m <= 4, active, "m = " + m);
        }
    }
}
