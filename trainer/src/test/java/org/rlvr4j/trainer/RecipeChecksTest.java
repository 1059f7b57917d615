package org.rlvr4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.samplers.problem.MixtureSampler;
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
                        + " 8); trainer.max-prompt-tokens = 7 leaves them out",
                conflicts.get(0).message());
    }

    private static Recipe limited(int maxPromptTokens, int evaluated, List<Problem> training, List<Problem> heldOut) {
        return TestRecipes.recipe(TestRecipes.promptLimit(maxPromptTokens))
                .problems(TestRecipes.problems(training, heldOut), new SequentialSampler())
                .evaluation(new EvaluationOptions(8, evaluated, List.of("pass-at-k"), 0.9, 7))
                .build();
    }

    @Test
    void whatIsLongerThanTheLimitIsLeftOutAndCounted() {
        Problem fits = new Problem("fits", "#1     ", "");
        Problem tooLong = new Problem("long", "#1      ", "");
        Recipe recipe = limited(7, 0, List.of(tooLong, fits), List.of(tooLong, tooLong));
        assertEquals(List.of(), RecipeChecks.check(recipe, policy));
        Recipe applied = PromptLimit.apply(recipe, policy);
        assertEquals(List.of(fits), applied.problems().training());
        assertEquals(List.of(), applied.problems().heldOut());
        String notice = PromptLimit.notice(applied).orElseThrow();
        assertTrue(notice.startsWith("1 of 2 training and 2 of 2 held-out problems are left out"), notice);
        assertEquals(notice, applied.problems().facts().get("prompts too long"));
        assertSame(applied, PromptLimit.apply(applied, policy));

        Recipe unlimited = limited(0, 0, List.of(fits), List.of());
        assertSame(unlimited, PromptLimit.apply(unlimited, policy));
        assertTrue(PromptLimit.notice(unlimited).isEmpty());
    }

    @Test
    void aLimitThatLeavesTooLittleIsRefused() {
        Problem tooLong = new Problem("long", "#1      ", "");
        List<RecipeChecks.Conflict> conflicts =
                RecipeChecks.check(limited(7, 1, List.of(tooLong), List.of(tooLong)), policy);
        assertEquals(
                List.of("trainer.max-prompt-tokens", "evaluation.problems"),
                conflicts.stream().map(RecipeChecks.Conflict::key).toList());
    }

    @Test
    void weightsNeedASamplerThatLooksAtThem() {
        Problem weighted = new Problem("w", "#1", "", Map.of(Problem.WEIGHT, "2"));
        List<RecipeChecks.Conflict> conflicts = RecipeChecks.check(recipe(List.of(weighted), List.of()));
        assertEquals("problem-sampler.id", conflicts.get(0).key());
        Recipe mixed = TestRecipes.recipe(TestRecipes.training(1, 1, 1))
                .problems(TestRecipes.problems(List.of(weighted), List.of()), new MixtureSampler())
                .build();
        assertEquals(List.of(), RecipeChecks.check(mixed));
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
