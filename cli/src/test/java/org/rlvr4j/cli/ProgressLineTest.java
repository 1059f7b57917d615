package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    @Test
    void whatIsWrittenIsRead() {
        ProgressLine line = new ProgressLine("training", 12, 80, "loss 0.1: fine");
        assertEquals(Optional.of(line), ProgressLine.parse(line.under("bbg-seed101")));
        assertEquals(0.15, line.share());
        assertEquals(1, new ProgressLine("evaluating", 0, 0, "").share());
    }

    @Test
    void anythingElseIsNoProgress() {
        for (String line : new String[] {"", "a: b", "a: training 1/x  d", "a: training 1/2", "rlvr4j: stopped"}) {
            assertTrue(ProgressLine.parse(line).isEmpty(), line);
        }
    }
}
