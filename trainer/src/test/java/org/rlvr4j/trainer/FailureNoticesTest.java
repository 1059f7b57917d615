package org.rlvr4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.verify.Verdict;

class FailureNoticesTest {

    private final FailureNotices notices = new FailureNotices();

    private static VerifiedGroup group(String... reasons) {
        return new VerifiedGroup(
                new Problem("p", "", ""),
                new int[] {1},
                List.of(new Rollout(new int[] {1}, new float[] {-1}, 0, StopReason.LENGTH, "")),
                List.of(new Verdict.Unparseable("")),
                Stream.of(reasons).map(Verdict.Failed::new).toList());
    }

    @Test
    void eachReasonIsToldOnce() {
        assertEquals(Optional.empty(), notices.of(List.of(group())));
        assertEquals(
                Optional.of("2 of 4 rollouts could not be judged and get no reward: no sandbox"),
                notices.of(List.of(group(), group("no sandbox", "no sandbox"))));
        assertEquals(Optional.empty(), notices.of(List.of(group("no sandbox"))));
        assertEquals(
                Optional.of("2 of 3 rollouts could not be judged and get no reward: no memory"),
                notices.of(List.of(group("no sandbox", "no memory\n\tat a place"))));
    }

    @Test
    void aVerifierWithANewReasonForEachRolloutIsCutShort() {
        for (int i = 0; i < 4; i++) {
            assertEquals(1, notices.of(List.of(group("reason " + i))).stream().count());
        }
        assertEquals(
                Optional.of("1 of 2 rollouts could not be judged and get no reward: " + "x".repeat(400)
                        + "… (other reasons are not told from here on)"),
                notices.of(List.of(group("x".repeat(100_000)))));
        assertEquals(Optional.empty(), notices.of(List.of(group("one more"))));
    }
}
