package org.rlvr4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.samplers.problem.SequentialSampler;

/** What is checked against the policy and the problems; the strategies' conflicts are tested through recipe files. */
class RecipeChecksTest {

    private final TablePolicy policy = new TablePolicy(1);

    private static Recipe recipe(List<Problem> training, List<Problem> heldOut) {
        return TestRecipes.recipe(TestRecipes.training(1, 1, 1))
                .problems(TestRecipes.problems(training, heldOut), new SequentialSampler())
                .build();
    }

    @Test
    void promptAndResponseMustFitTheContextOfEightTokens() {
        Problem fits = new Problem("fits", "#1     ", "");
        Problem tooLong = new Problem("long", "#1      ", "");
        assertEquals(List.of(), RecipeChecks.check(recipe(List.of(fits), List.of(fits)), policy));
        List<RecipeChecks.Conflict> conflicts =
                RecipeChecks.check(recipe(List.of(fits, tooLong), List.of(tooLong)), policy);
        assertEquals(
                List.of("trainer.max-response-tokens", "trainer.max-response-tokens"),
                conflicts.stream().map(RecipeChecks.Conflict::key).toList());
        assertEquals(
                "1 leaves 7 of the policy's context of 8 tokens for prompts, too few for 1 training problems (long has"
                        + " 8)",
                conflicts.get(0).message());
    }

    @Test
    void thePolicyMustBeAbleToReadThePrompts() {
        List<RecipeChecks.Conflict> conflicts = RecipeChecks.check(
                recipe(List.of(new Problem("foreign", "ä", "")), List.of(new Problem("empty", "", ""))), policy);
        assertEquals(2, conflicts.size());
        assertTrue(conflicts.get(0).message().startsWith("training problem foreign cannot be read by the policy: "));
        assertEquals(
                "held-out problem empty has an empty prompt", conflicts.get(1).message());
    }

    @Test
    void idsAreUniqueOverTrainingAndHeldOutProblems() {
        Problem one = new Problem("one", "#1", "");
        Problem two = new Problem("two", "#2", "");
        assertEquals(List.of(), RecipeChecks.check(recipe(List.of(one), List.of(two))));
        for (Recipe wrong : List.of(recipe(List.of(one, one), List.of(two)), recipe(List.of(one), List.of(one)))) {
            assertEquals(
                    List.of(new RecipeChecks.Conflict(
                            "problems.id", "the problem source gives two problems the id \"one\"")),
                    RecipeChecks.check(wrong));
        }
    }

    @Test
    void aSourceWithoutProblemsIsRefused() {
        List<RecipeChecks.Conflict> conflicts = RecipeChecks.check(recipe(List.of(), List.of()));
        assertEquals(
                "the problem source has no training problem", conflicts.get(0).message());
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> RecipeChecks.refuse(conflicts));
        assertEquals("problems.id: the problem source has no training problem", e.getMessage());
        RecipeChecks.refuse(List.of());
    }
}
