package org.rlvr4j.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.verify.Verdict;

class VerifiedGroupTest {

    private static final Problem PROBLEM = new Problem("p", "1+1=", "2");

    static Rollout rollout(String text) {
        return new Rollout(new int[] {1, 0}, new float[] {-1, -2}, 3, StopReason.STOP_TOKEN, text);
    }

    @Test
    void machineryFailureIsNeverAWrongAnswer() {
        RolloutGroup group = new RolloutGroup(
                PROBLEM, new int[] {5}, List.of(rollout("a"), rollout("b"), rollout("c"), rollout("d")));
        VerifiedGroup verified = VerifiedGroup.of(
                group,
                List.of(
                        new Verdict.Correct("2", "right"),
                        new Verdict.Failed("the sandbox is gone"),
                        new Verdict.TimedOut(Duration.ofMillis(5)),
                        new Verdict.Unparseable("no answer")));

        assertEquals(1, verified.failures());
        assertEquals(List.of(new Verdict.Failed("the sandbox is gone")), verified.failed());
        assertEquals(3, verified.size());
        assertEquals(1, verified.successes());
        assertArrayEquals(new double[] {1, 0, 0}, verified.rewards());
        assertEquals(
                List.of("a", "c", "d"),
                verified.rollouts().stream().map(Rollout::text).toList());
    }

    @Test
    void countsAndVerdictsMustFit() {
        RolloutGroup group = new RolloutGroup(PROBLEM, new int[] {5}, List.of(rollout("a")));
        assertThrows(IllegalArgumentException.class, () -> VerifiedGroup.of(group, List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new VerifiedGroup(
                        PROBLEM, new int[0], List.of(rollout("a")), List.of(new Verdict.Failed("x")), List.of()));
        assertThrows(IllegalArgumentException.class, () -> new RolloutGroup(PROBLEM, new int[0], List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Problem(" ", "", ""));
    }

    @Test
    void rolloutsAreImmutableAndChecked() {
        int[] tokens = {1, 2};
        Rollout rollout = new Rollout(tokens, new float[] {-1, 0}, 0, StopReason.LENGTH, "");
        tokens[0] = 9;
        rollout.tokens()[1] = 9;
        assertArrayEquals(new int[] {1, 2}, rollout.tokens());
        assertThrows(
                IllegalArgumentException.class,
                () -> new Rollout(new int[] {1}, new float[] {0.1f}, 0, StopReason.LENGTH, ""));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Rollout(new int[] {1}, new float[] {Float.NaN}, 0, StopReason.LENGTH, ""));
        assertThrows(
                IllegalArgumentException.class, () -> new Rollout(new int[0], new float[0], 0, StopReason.LENGTH, ""));
    }
}
