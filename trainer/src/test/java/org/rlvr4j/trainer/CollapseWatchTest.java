package org.rlvr4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.run.BatchReport;
import org.rlvr4j.api.run.RunEvent;

class CollapseWatchTest {

    private final TestRecipes.Events events = new TestRecipes.Events();
    private final CollapseWatch watch = new CollapseWatch(events);

    private static RunEvent.StepCompleted step(int step, int correct, int rollouts) {
        return new RunEvent.StepCompleted(
                step,
                100,
                new BatchReport(1, 1, 1, 1, rollouts, correct, 0, 0, 1, 0, 0, List.of()),
                StepReport.empty(0));
    }

    private List<RunEvent.Notice> notices() {
        return events.of(RunEvent.Notice.class);
    }

    @Test
    void saysOnceThatThePolicyCollapses() {
        for (int i = 1; i <= 60; i++) {
            watch.record(step(i, i <= 20 ? 50 : 1, 100));
        }
        assertEquals(1, notices().size());
        assertTrue(
                notices().get(0).message().startsWith("the policy is collapsing: 0.0"),
                notices().toString());
        assertEquals(60, events.of(RunEvent.StepCompleted.class).size(), "every event is passed on");
    }

    @Test
    void isSilentWhileThePolicyHoldsItsOwnOrNeverHadAnything() {
        for (int i = 1; i <= 40; i++) {
            watch.record(step(i, 20 + i % 3, 100));
        }
        CollapseWatch never = new CollapseWatch(events);
        for (int i = 1; i <= 40; i++) {
            never.record(step(i, 0, 100));
            never.record(step(i, 0, 0));
        }
        assertEquals(List.of(), notices());
    }

    @Test
    void aReplayedPastCountsAndIsNotSaidAgain() {
        for (int i = 1; i <= 12; i++) {
            watch.replay(50, 100);
        }
        for (int i = 13; i <= 30; i++) {
            watch.record(step(i, 0, 100));
        }
        assertEquals(1, notices().size());
        CollapseWatch later = new CollapseWatch(events);
        for (int i = 1; i <= 30; i++) {
            later.replay(i <= 12 ? 50 : 0, 100);
        }
        later.record(step(31, 0, 100));
        assertEquals(1, notices().size());
    }
}
