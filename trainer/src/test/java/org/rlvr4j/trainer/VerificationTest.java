package org.rlvr4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.verify.Verdict;

class VerificationTest {

    private static RolloutGroup group(int size) {
        List<Rollout> rollouts = IntStream.range(0, size)
                .mapToObj(i -> new Rollout(new int[] {1}, new float[] {-1}, 0, StopReason.STOP_TOKEN, "answer " + i))
                .toList();
        return new RolloutGroup(new Problem("p", "?", "!"), new int[] {1}, rollouts);
    }

    @Test
    void verdictsComeInTheOrderOfTheRollouts() {
        VerifiedGroup judged = new Verification((problem, response) -> {
                    if (response.endsWith("7")) {
                        throw new IllegalStateException("no");
                    }
                    return new Verdict.Incorrect(response, "");
                })
                .judge(group(40));
        assertEquals(4, judged.failures());
        for (int i = 0; i < judged.size(); i++) {
            assertEquals(
                    judged.rollouts().get(i).text(), judged.verdicts().get(i).answer());
        }
    }

    @Test
    void severalAreJudgedAtATime() {
        int threads = Runtime.getRuntime().availableProcessors();
        CyclicBarrier barrier = new CyclicBarrier(threads);
        VerifiedGroup judged = new Verification((problem, response) -> {
                    try {
                        barrier.await(30, TimeUnit.SECONDS);
                        return new Verdict.Correct("", "");
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .judge(group(threads));
        assertEquals(threads, judged.successes());
    }

    @Test
    void anInterruptIsKeptAndIsNoJudgement() {
        Thread.currentThread().interrupt();
        VerifiedGroup judged = new Verification((problem, response) -> {
                    try {
                        TimeUnit.MINUTES.sleep(10);
                        return new Verdict.Correct("", "");
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .judge(group(3));
        assertTrue(Thread.interrupted());
        assertEquals(3, judged.failures());
    }
}
