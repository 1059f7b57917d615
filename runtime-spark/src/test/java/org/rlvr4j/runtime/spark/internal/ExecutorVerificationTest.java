package org.rlvr4j.runtime.spark.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.VerifiedGroup;

/** Executors make the verifier from the recipe; where one cannot, nothing is judged and nothing fails. */
class ExecutorVerificationTest {

    private static final List<RolloutGroup> GROUPS = List.of(new RolloutGroup(
            new Problem("a", "1 + 1", "2"), new int[] {1}, List.of(rollout("\\boxed{2}"), rollout("\\boxed{3}"))));

    private static final ShippedPlugins NO_PLUGINS = new ShippedPlugins(List.of());

    @BeforeAll
    static void loadStrategies() {
        ExecutorStrategies.of(NO_PLUGINS);
    }

    private static Rollout rollout(String text) {
        return new Rollout(new int[] {1}, new float[] {0}, 0, StopReason.STOP_TOKEN, text);
    }

    @Test
    void judgesByTheRecipesVerifier() {
        VerifiedGroup group = ExecutorVerification.judge(GROUPS, "verifier { id = math }", NO_PLUGINS.hashes())
                .get(0)
                .verified();
        assertEquals(1, group.successes());
        assertEquals(2, group.size());
    }

    @Test
    void aVerifierThatThisMachineCannotMakeIsAFailureAndNoWrongAnswer() {
        VerifiedGroup group = ExecutorVerification.judge(GROUPS, "verifier { id = elsewhere }", NO_PLUGINS.hashes())
                .get(0)
                .verified();
        assertEquals(0, group.size());
        assertEquals(2, group.failures());
    }
}
