package org.rlvr4j.trainer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.trainer.TestRecipes;
import org.rlvr4j.trainer.TrainingOptions;

class TrainingRecipeTest {

    @TempDir
    Path temp;

    private String mistakes(String text, String... overrides) throws IOException {
        return RecipeTexts.mistakes(temp, text, overrides);
    }

    @Test
    void aFullRecipeIsWhatItSays() throws IOException {
        TrainingRecipe recipe = RecipeTexts.read(temp, RecipeTexts.FULL);
        assertEquals("builtin:countdown-base", recipe.policy().model());
        assertEquals(20, recipe.policy().steps());
        assertEquals(
                OptimizerOptions.Schedule.COSINE, recipe.policy().optimizer().schedule());
        assertEquals(
                LossOptions.Aggregation.SEQUENCE_MEAN, recipe.policy().loss().aggregation());
        assertEquals(9007199254740993L, recipe.recipe().training().seed());
        assertEquals(
                TrainingOptions.Count.INFORMATIVE, recipe.recipe().training().count());
        assertEquals(2, recipe.recipe().metrics().size());
        assertEquals("djl", recipe.runtime().provider().id());
        assertTrue(recipe.resolvedText().contains("prior-a=1.0"), recipe.resolvedText());
    }

    @Test
    void whatIsNotGivenHasTheAnnotationsDefault() throws IOException {
        TrainingRecipe recipe = RecipeTexts.read(temp, RecipeTexts.SMALL);
        assertEquals(
                TestRecipes.defaults(TrainingOptions.class), recipe.recipe().training());
        assertEquals(TestRecipes.defaults(LossOptions.class), recipe.policy().loss());
        assertEquals(
                TestRecipes.defaults(OptimizerOptions.class), recipe.policy().optimizer());
    }

    @ParameterizedTest
    @ValueSource(strings = {RecipeTexts.FULL, RecipeTexts.SMALL})
    void theResolvedTextResolvesToItself(String text) throws IOException {
        TrainingRecipe recipe = RecipeTexts.read(temp, text, "trainer.steps=1");
        TrainingRecipe again = RecipeTexts.read(temp, recipe.resolvedText());
        assertEquals(recipe.resolvedText(), again.resolvedText());
        assertEquals(recipe.policy(), again.policy());
        assertEquals(recipe.recipe().training(), again.recipe().training());
        assertEquals(recipe.recipe().evaluation(), again.recipe().evaluation());
    }

    @Test
    void theResolvedTextQuotesWhatNeedsIt() throws IOException {
        String model = "folder with \"quotes\", ${dollars}, # and \\ and ünïcode\n";
        TrainingRecipe recipe = RecipeTexts.read(
                temp,
                RecipeTexts.SMALL.replace(
                        "\"builtin:countdown-base\"",
                        "\"folder with \\\"quotes\\\", ${dollars}, # and \\\\ and ünïcode\\n\""));
        assertEquals(model, recipe.policy().model());
        assertEquals(
                model, RecipeTexts.read(temp, recipe.resolvedText()).policy().model());
    }

    @Test
    void oneMistakeOfASectionHidesNoOtherOfIt() {
        InvalidRecipeException invalid = assertThrows(
                InvalidRecipeException.class,
                () -> RecipeTexts.read(
                        temp,
                        RecipeTexts.SMALL,
                        "trainer.sede=3",
                        "trainer.steps=many",
                        "trainer.max-waves=-1",
                        "trainer.history-discount=2"));
        assertEquals(
                Set.of("trainer.sede", "trainer.steps", "trainer.max-waves", "trainer.history-discount"),
                invalid.mistakes().stream().map(Mistake::key).collect(Collectors.toSet()));
        assertEquals(4, invalid.mistakes().size());
    }

    @Test
    void overridesWinAndTheLastOfThemMost() throws IOException {
        TrainingRecipe recipe = RecipeTexts.read(
                temp,
                RecipeTexts.FULL,
                "trainer.steps=3",
                "trainer.steps=4",
                "gate.threshold=0.05",
                "trainer={seed=5}");
        assertEquals(4, recipe.recipe().training().steps());
        assertEquals(5, recipe.recipe().training().seed());
        assertEquals(8, recipe.recipe().training().effectiveGroups(), "the rest is the file's");
    }

    @Test
    void aStrategyThatAnOverrideReplacesTakesItsOptionsWithIt() throws IOException {
        assertFalse(RecipeTexts.read(temp, RecipeTexts.FULL, "gate.id=uniform")
                .resolvedText()
                .contains("reference-k"));
        String swapped = RecipeTexts.read(
                        temp, RecipeTexts.FULL, "gate.id=zero-success-only", "gate.evidence=leave-one-out")
                .resolvedText();
        assertTrue(swapped.contains("evidence=leave-one-out"), swapped);
        assertTrue(
                RecipeTexts.read(temp, RecipeTexts.FULL, "gate.id=bbg")
                        .resolvedText()
                        .contains("reference-k=64"),
                "the same strategy keeps what the file says of it");
        String wrong = mistakes(RecipeTexts.FULL, "gate.id=uniform", "gate.threshold=1");
        assertTrue(wrong.contains("gate.threshold: unknown key \"threshold\""), wrong);
    }

    @Test
    void trackersAreNamedByTheirSections() throws IOException {
        assertEquals(List.of(), RecipeTexts.read(temp, RecipeTexts.SMALL).trackers());
        assertEquals("", mistakes(RecipeTexts.SMALL, "trackers={}"));
        String unknown = mistakes(RecipeTexts.SMALL, "trackers.tensorbord={}");
        assertTrue(unknown.contains("trackers.tensorbord: unknown tracker \"tensorbord\""), unknown);
        assertTrue(mistakes(RecipeTexts.SMALL, "trackers=3").contains("must be a section"));
    }

    @Test
    void aRecipeIsListedAsSingleValues() throws IOException {
        assertEquals(
                "\"bbg\"", RecipeTexts.read(temp, RecipeTexts.FULL).parameters().get("gate.id"));
    }

    @Test
    void aSectionThatIsMadeBySubstitutionCanBeReplacedToo() throws IOException {
        String text = RecipeTexts.SMALL.replace("gate { id = uniform }", "gate = ${loss} { id = bbg }\nloss {}");
        assertEquals("", mistakes(text));
        assertEquals("", mistakes(text, "gate.id=uniform"));
    }

    @Test
    void everyMistakeIsReportedAtOnceWithItsLine() throws IOException {
        String text = RecipeTexts.FULL
                .replace("reference-k = 64", "refrence-k = 64")
                .replace("threshold = 2e-2", "threshold = NaN")
                .replace("id = grpo", "id = gppo")
                .replace("learning-rate = 1e-4", "learning-rate = -1")
                .replace("steps = 20", "steps = many")
                .replace("effective-groups = 8", "effective-groups = 0.5")
                .replace("evaluation {", "evaluations {")
                .replace("runtime { id = djl, device = cpu", "runtime { id = djl, device = tpu");
        String mistakes = mistakes(text);
        for (String expected : List.of(
                "recipe.conf: 13: gate.refrence-k: unknown key \"refrence-k\"; did you mean \"reference-k\"? (known: ",
                "recipe.conf: 16: advantage.id: unknown advantage estimator \"gppo\"; did you mean \"grpo\"? (known: ",
                "recipe.conf: 19: optimizer.learning-rate: -1.0 must be finite and at least 0",
                "recipe.conf: 23: runtime.device: \"tpu\" must be one of auto, cpu, cuda",
                "recipe.conf: 25: trainer.steps: \"many\" must be a whole number",
                "recipe.conf: 27: trainer.effective-groups: 0.5 must be a whole number",
                "recipe.conf: 31: evaluations: unknown section \"evaluations\"; did you mean \"evaluation\"? (known: ")) {
            assertTrue(mistakes.contains(expected), expected + "\nis not in\n" + mistakes);
        }
        assertTrue(mistakes(RecipeTexts.FULL.replace("threshold = 2e-2", "threshold = NaN"))
                .startsWith("recipe.conf: 14: gate.threshold: NaN must be "));
    }

    @Test
    void whatIsMissingIsNamedWithTheFile() throws IOException {
        String mistakes = mistakes("trainer { steps = 1 }");
        for (String expected : List.of(
                "recipe.conf: model: must be given: ",
                "recipe.conf: problems.id: must be given: which problem source",
                "recipe.conf: verifier.id: must be given: which verifier",
                "recipe.conf: gate.id: must be given: which gate",
                "recipe.conf: advantage.id: must be given: which advantage estimator")) {
            assertTrue(mistakes.contains(expected), expected + "\nis not in\n" + mistakes);
        }
        assertEquals(5, mistakes.lines().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gate = bbg                      | gate: \"bbg\" must be a section",
                "gate = [1]                      | gate: [1] must be a section",
                "gate.id = {a = 1}               | gate.id: unknown gate",
                "model = 5                       | model: 5 must be a text",
                "model = {a = b}                 | must be a text",
                "trainer.steps = {a = 1}         | trainer.steps: {\"a\":1} must be a single value",
                "trainer.steps = null            | trainer.steps: null must be a single value",
                "trainer.steps = 99999999999     | trainer.steps: 99999999999 must be a whole number below 2^31",
                "trainer.steps = -1              | trainer.steps: -1 must be at least 0",
                "trainer.history-discount = 1.5  | trainer.history-discount: 1.5 must be between 0 and 1",
                "trainer.history-discount = NaN  | trainer.history-discount: NaN must be between 0 and 1",
                "optimizer.max-gradient-norm = 0 | optimizer.max-gradient-norm: 0.0 must be above 0",
                "evaluation.metrics = pass-at-k  | evaluation.metrics: \"pass-at-k\" must be a list",
                "evaluation.metrics = [pass-at]  | evaluation.metrics: unknown metric \"pass-at\"; did you mean \"pass-at-k\"?",
                "evaluation.metrics = [pass-at-k, pass-at-k] | must name no metric twice",
                "evaluation.metrics = []         | evaluation.metrics: [] must name at least one metric",
                "evaluation.level = 1            | evaluation.level: 1.0 must be between 0 and 1",
                "loss.aggregation = TOKEN_MEAN   | must be one of token-mean, sequence-mean, constant",
                "runtime.id = djk                | runtime.id: unknown runtime \"djk\"; did you mean \"djl\"?",
                "problems.numbers = [x]          | problems.numbers: \"x\" must be a whole number",
            })
    void namesTheKeyTheValueAndWhatIsAllowed(String override, String expected) throws IOException {
        String mistakes = mistakes(RecipeTexts.SMALL, override);
        assertTrue(mistakes.contains(expected), expected + "\nis not in\n" + mistakes);
        assertTrue(mistakes.startsWith("--set " + override), mistakes);
        String inFile = mistakes(RecipeTexts.SMALL + override + "\n");
        assertTrue(inFile.contains(expected), expected + "\nis not in\n" + inFile);
        assertTrue(inFile.contains("recipe.conf: 6: "), inFile);
    }

    @Test
    void aBadAssignmentIsNamed() throws IOException {
        assertTrue(mistakes(RecipeTexts.SMALL, "trainer.steps").contains("must be an assignment key=value"));
        assertTrue(mistakes(RecipeTexts.SMALL, "=3").contains("must be an assignment key=value"));
        assertTrue(mistakes(RecipeTexts.SMALL, "a={").contains("--set a={: is not a valid assignment: "));
        assertTrue(mistakes(RecipeTexts.SMALL, "a=local[2]").contains("--set 'key=\"text\"'"));
        assertTrue(mistakes(RecipeTexts.SMALL, "trainer.stepz=3").contains("did you mean \"steps\"?"));
    }

    @Test
    void whatIsNotHoconIsNamedWithItsLine() throws IOException {
        String mistakes = mistakes("model = a\ngate { id = bbg\n");
        assertTrue(mistakes.startsWith("recipe.conf: is not valid HOCON: "), mistakes);
        assertTrue(mistakes.contains("recipe.conf: 3:"), mistakes);
        assertTrue(mistakes("[".repeat(200_000)).startsWith("recipe.conf: is not"));
    }

    @Test
    void aMissingFileOrAFolderIsNamed() {
        for (Path path : List.of(temp.resolve("none.conf"), temp)) {
            InvalidRecipeException e = assertThrows(
                    InvalidRecipeException.class, () -> TrainingRecipe.read(path, List.of(), RecipeTexts.CATALOG));
            assertEquals(path + ": there is no such recipe file", e.getMessage());
            assertEquals(1, e.mistakes().size());
        }
    }

    @Test
    void includesFilesBesideItAndNothingElse() throws IOException {
        Files.createDirectories(temp.resolve("parts"));
        Files.writeString(temp.resolve("parts/gate.conf"), "gate { id = bbg }\ninclude \"advantage.conf\"\n");
        Files.writeString(temp.resolve("parts/advantage.conf"), "advantage { id = rloo }\n");
        String text = RecipeTexts.SMALL + "include \"parts/gate.conf\"\n";
        assertTrue(RecipeTexts.read(temp, text).resolvedText().contains("rloo"));
        Files.writeString(temp.resolve("parts/gate.conf"), "\n\ngate { id = bgb }\n");
        assertTrue(mistakes(text).contains("gate.conf: 3: gate.id: unknown gate \"bgb\""), mistakes(text));

        assertTrue(mistakes(RecipeTexts.SMALL + "include \"none.conf\"\n").contains("none.conf"));
        for (String refused : List.of(
                "include \"http://localhost:9/x.conf\"",
                "include url(\"file:///etc/hostname\")",
                "include classpath(\"simplelogger.properties\")")) {
            String mistakes = mistakes(RecipeTexts.SMALL + refused + "\n");
            assertTrue(mistakes.contains("a recipe includes only files"), mistakes);
        }
        assertFalse(mistakes(RecipeTexts.SMALL + "include \"recipe.conf\"\n").isEmpty(), "it includes itself");
    }

    @Test
    void seesItsOwnValuesButNotTheEnvironment() throws IOException {
        TrainingRecipe recipe = RecipeTexts.read(
                temp, RecipeTexts.SMALL + "trainer.seed = 12\nevaluation.seed = ${trainer.seed}\n", "trainer.seed=13");
        assertEquals(13, recipe.recipe().evaluation().seed());
        for (String name : List.of("PATH", "java.home")) {
            String mistakes = mistakes(RecipeTexts.SMALL.replace("\"builtin:countdown-base\"", "${" + name + "}"));
            assertTrue(mistakes.contains("Could not resolve substitution"), mistakes);
        }
    }
}
