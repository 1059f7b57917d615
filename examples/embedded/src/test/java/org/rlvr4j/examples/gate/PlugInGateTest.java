package org.rlvr4j.examples.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.trainer.config.StrategyCatalog;
import org.rlvr4j.trainer.config.TrainingRecipe;

final class PlugInGateTest {

    @Test
    void weighsByTheFailureRate() {
        PlugInGate gate = new PlugInGate(new PlugInOptions(3));

        assertArrayEquals(new double[] {1, 1, 1, 1}, decide(gate, 0).weights());
        assertArrayEquals(
                new double[] {0.5625, 0.5625, 0.5625, 0.5625}, decide(gate, 1).weights());
        assertFalse(decide(gate, 4).isActive());
    }

    @Test
    void passAtOneNeverSaturates() {
        assertTrue(decide(new PlugInGate(new PlugInOptions(1)), 4).isActive());
    }

    @Test
    void refusesANonPositiveK() {
        assertThrows(InvalidOptionException.class, () -> new PlugInOptions(0));
    }

    @Test
    void aRecipeNamesIt(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("recipe.conf");
        Files.writeString(file, """
                model = "builtin:countdown-base"
                problems { id = countdown }
                verifier { id = countdown }
                gate { id = plug-in, reference-k = 64 }
                advantage { id = grpo }
                """);

        TrainingRecipe recipe = TrainingRecipe.read(file, List.of(), StrategyCatalog.load());

        assertEquals(PlugInGate.class, recipe.recipe().gate().getClass());
        assertTrue(recipe.resolvedText().contains("reference-k=64"), recipe.resolvedText());
    }

    private static GateDecision decide(PlugInGate gate, int successes) {
        int size = 4;
        Rollout rollout = new Rollout(new int[] {0}, new float[] {-1}, 0, StopReason.STOP_TOKEN, "");
        List<Verdict> verdicts = new ArrayList<>(Collections.nCopies(successes, new Verdict.Correct("", "")));
        verdicts.addAll(Collections.nCopies(size - successes, new Verdict.Incorrect("", "")));
        VerifiedGroup group = new VerifiedGroup(
                new Problem("p", "", ""), new int[] {0}, Collections.nCopies(size, rollout), verdicts, List.of());
        return gate.decide(group, SuccessHistory.EMPTY);
    }
}
