package org.rlvr4j.trainer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts that are each valid and cannot work together, with a valid neighbour of each. */
class RecipeConflictsTest {

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gate {id = zero-success-only, evidence = history}, problems.training-problems = 4800"
                        + " | gate.evidence: the gate decides by earlier visits",
                "gate {id = bbg, evidence = history}, trainer.steps = 0 | gate.evidence: the gate decides by",
                "gate {id = zero-success-only, evidence = group} | advantage.id: the gate keeps only groups with 0 of 8",
                "gate {id = bucket, active = [0, 8]} | advantage.id: the gate keeps only groups with one of [0, 8] of 8",
                "gate {id = bucket, active = [9]} | gate.id: the gate drops every group of 8 rollouts",
                "trainer.effective-groups = 49 | trainer.effective-groups: 49 can never be reached",
                "optimizer.mini-batches = 49 | optimizer.mini-batches: 49 updates would each have less than one of the 48",
                "token-sampler.id = greedy | token-sampler: a deterministic sampler",
                "evaluation.problems = 11 | evaluation.problems: 11 is more than the 10 held-out problems",
            })
    void refused(String change, String expected) throws IOException {
        String mistakes = RecipeTexts.mistakes(temp, RecipeTexts.SMALL + change + "\n");
        assertTrue(mistakes.contains(": " + expected), expected + "\nis not in\n" + mistakes);
        // with the line of the key, or of its section
        assertTrue(mistakes.matches("recipe.conf: [4-6]: .*"), mistakes);
        assertEquals(1, mistakes.lines().count(), mistakes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gate {id = zero-success-only, evidence = history}, problems.training-problems = 4799",
                "gate {id = bbg, evidence = history}, trainer.steps = 1",
                "gate {id = zero-success-only, evidence = group}, advantage.id = w-reinforce",
                "gate {id = zero-success-only, evidence = leave-one-out}",
                "gate {id = bucket, active = [0, 7]}",
                "trainer.effective-groups = 49, trainer.max-waves = 2",
                "optimizer.mini-batches = 48",
                "token-sampler {id = standard, temperature = 0.1}",
                "evaluation.problems = 10",
                "trainer.rollouts-per-problem = 1, advantage.id = w-reinforce",
                "trainer.rollouts-per-problem = 100000, gate.id = uniform",
            })
    void accepted(String change) throws IOException {
        assertEquals("", RecipeTexts.mistakes(temp, RecipeTexts.SMALL + change + "\n"));
    }
}
