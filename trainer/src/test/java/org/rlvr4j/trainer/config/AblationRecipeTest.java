package org.rlvr4j.trainer.config;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AblationRecipeTest {

    @TempDir
    Path temp;

    private AblationRecipe read(String ablation, String... overrides) throws IOException {
        return AblationRecipe.read(
                RecipeTexts.file(temp, RecipeTexts.SMALL + ablation), List.of(overrides), RecipeTexts.CATALOG);
    }

    private static List<String> names(AblationRecipe recipe) {
        return recipe.arms().stream().map(AblationRecipe.ArmRecipe::name).toList();
    }

    private String mistakes(String ablation, String... overrides) throws IOException {
        try {
            read(ablation, overrides);
            return "";
        } catch (InvalidRecipeException e) {
            return String.valueOf(e.getMessage()).replace(temp + "/", "");
        }
    }

    private String resolved(AblationRecipe recipe, int arm) {
        return recipe.arms().get(arm).recipe().resolvedText();
    }

    @Test
    void armsAreReadInTheirOrderWithWhatTheyChange() throws IOException {
        AblationRecipe recipe = read("""
                ablation {
                  seeds = [7, 8]
                  arms {
                    zebra { gate.id = zero-success-only }
                    bbg-k64 { gate.id = bbg, gate.reference-k = 64, "gate.threshold" = 2e-2 }
                    as-it-is {}
                  }
                }
                """);
        assertAll(
                () -> assertEquals(List.of("zebra", "bbg-k64", "as-it-is"), names(recipe)),
                () -> assertEquals(
                        Map.of("gate.id", "bbg", "gate.reference-k", "64", "gate.threshold", "2e-2"),
                        recipe.arms().get(1).settings()),
                () -> assertTrue(resolved(recipe, 1).contains("reference-k=64")),
                () -> assertTrue(resolved(recipe, 1).contains("threshold=0.02")),
                () -> assertTrue(resolved(recipe, 2).contains("id=uniform")),
                () -> assertEquals(List.of(7L, 8L), recipe.options().seeds()),
                () -> assertEquals(0, recipe.base().recipe().training().steps()));
    }

    @Test
    void anArmOfAnotherStrategyDropsTheOptionsOfTheFormer() throws IOException {
        AblationRecipe recipe = read(
                "gate { id = bbg, evidence = leave-one-out }\n"
                        + "ablation.arms { other { gate.id = uniform }, same { gate.id = bbg, gate.reference-k = 4 } }",
                "gate.threshold=0.1");
        assertAll(
                () -> assertFalse(resolved(recipe, 0).contains("threshold")),
                () -> assertTrue(resolved(recipe, 1).contains("evidence=leave-one-out")),
                () -> assertTrue(resolved(recipe, 1).contains("threshold=0.1")));
    }

    @Test
    void substitutionsSeeTheArm() throws IOException {
        AblationRecipe recipe = read("""
                trainer { problems-per-wave = ${trainer.effective-groups}, effective-groups = 8 }
                ablation.arms { a {}, b { trainer.effective-groups = 4 } }
                """);
        assertTrue(resolved(recipe, 1).contains("problems-per-wave=4"), resolved(recipe, 1));
    }

    @Test
    void aGridCombinesEveryValueWithEveryOther() throws IOException {
        AblationRecipe recipe = read("""
                ablation.grid {
                  "gate.reference-k" = [4, 16]
                  gate.id = [bbg]
                  "gate.threshold" = [0.01, 2e-2]
                }
                """);
        assertEquals(
                List.of(
                        "reference-k-4_threshold-0.01",
                        "reference-k-4_threshold-2e-2",
                        "reference-k-16_threshold-0.01",
                        "reference-k-16_threshold-2e-2"),
                names(recipe));
        assertTrue(resolved(recipe, 3).contains("reference-k=16")
                && resolved(recipe, 3).contains("threshold=0.02"));
    }

    @Test
    void aGridOfIdsIsNamedByThemAndListsByTheirElements() throws IOException {
        assertAll(
                () -> assertEquals(
                        List.of("uniform", "bbg"), names(read("ablation.grid { gate.id = [uniform, bbg] }"))),
                () -> assertEquals(
                        List.of("active-0-1", "active-2"),
                        names(read("ablation { grid { gate.id = [bucket], gate.active = [[0, 1], [2]] } }"))));
    }

    @Test
    void gridAndArmsStandSideBySide() throws IOException {
        assertEquals(
                List.of("own", "uniform", "bbg"),
                names(read("ablation { arms { own { gate.id = bucket } }, grid { gate.id = [uniform, bbg] } }")));
    }

    @Test
    void nullTakesIncludedArmsBack() throws IOException {
        Files.writeString(temp.resolve("arms.conf"), "ablation.arms { a { gate.id = bbg } }\n");
        assertEquals(
                List.of("bucket", "bbg"),
                names(read("include \"arms.conf\"\nablation.arms = null\nablation.grid.gate.id = [bucket, bbg]")));
    }

    @Test
    void everyMistakeOfEveryArmIsSaidAtOnceWithItsLine() throws IOException {
        String said = mistakes("""
                ablation {
                  relevent = 0.1
                  arms {
                    a { gate.id = bgb }
                    "b/c" { gate.id = bbg, gate.reference-k = 0 }
                    base { gate.id = bbg }
                    d { gate.id = bbg, gate.referenc-k = 3, trainer.sede = 4 }
                    e = 5
                    f { trainer.seed = 5, evaluation.samples = 3, model = x }
                  }
                }
                """);
        assertAll(
                () -> assertTrue(said.contains("recipe.conf: 7: ablation.relevent: unknown key"), said),
                () -> assertTrue(said.contains("did you mean \"relevant\"?"), said),
                () -> assertTrue(said.contains("recipe.conf: 9: gate.id: ") && said.contains("(arm a)"), said),
                () -> assertTrue(said.contains("recipe.conf: 10: ablation.arms.b/c: a name has letters"), said),
                () -> assertTrue(said.contains("recipe.conf: 10: gate.reference-k: 0"), said),
                () -> assertTrue(said.contains("recipe.conf: 11: ablation.arms.base: is the name of"), said),
                () -> assertTrue(said.contains("recipe.conf: 12: gate.referenc-k: unknown key"), said),
                () -> assertTrue(said.contains("recipe.conf: 12: trainer.sede: unknown key"), said),
                () -> assertTrue(said.contains("recipe.conf: 13: ablation.arms.e: must be a section"), said),
                () -> assertTrue(said.contains("recipe.conf: 14: trainer.seed: an arm may not change it"), said),
                () -> assertTrue(said.contains("recipe.conf: 14: evaluation.samples: an arm may not"), said),
                () -> assertTrue(said.contains("recipe.conf: 14: model: an arm may not"), said));
    }

    @Test
    void aMistakeOfTheRecipeItselfIsSaidOnceAndNotOfAnArm() throws IOException {
        String said = mistakes("trainer.stepz = 3\nablation.arms { a { gate.id = bbg }, b { gate.id = bucket } }");
        assertEquals(1, said.lines().count(), said);
        assertFalse(said.contains("(arm"), said);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                                | ablation: must be given
            ablation {}                                                       | must have arms { … } or grid { … }
            ablation.arms {}                                                  | ablation.arms: must not be empty
            ablation = 3                                                      | must be a section
            ablation.arms = [a]                                               | ablation.arms: must be a section
            ablation.arms { a { gate.id = bbg }, A { gate.id = bucket } }     | two arms are called a and A
            ablation.arms { a { gate.id = bbg }, b { gate { id = bbg } } }    | is the same recipe as arm
            ablation.arms { a {}, b { gate.id = uniform } }                   | is the same recipe as arm
            ablation.arms { a { gate.id = bbg, "gate.id" = bucket } }         | gate.id: is written twice
            ablation.grid { gate.id = bbg }                                   | gate.id: must be a list
            ablation.grid { gate.id = [] }                                    | gate.id: must be a list
            ablation.grid { gate.id = [bbg, bbg] }                            | two arms are called bbg
            ablation.grid { gate.id = [{a = 1}] }                             | a name has letters
            ablation.grid { trainer.steps = [1, 2], evaluation.level = [0.9] }| evaluation.level: an arm may not
            ablation { arms { a {} }, seeds = [] }                            | must name between 1 and 100 seeds
            ablation { arms { a {} }, seeds = [1, 1] }                        | must name no seed twice
            ablation { arms { a {} }, seeds = [-1] }                          | must be at least 0
            ablation { arms { a {} }, seeds = 5 }                             | must be a list
            ablation { arms { a {} }, seeds = [x] }                           | must be a whole number
            ablation { arms { a {} }, relevant = 0 }                          | must be above 0
            ablation { arms { a {} }, relevant = NaN }                        | must be above 0
            ablation { arms { a {} }, threshold = 2 }                         | must be between 0 and 1
            ablation { arms { a {} }, reference-k = 0 }                       | must be between 1 and
            ablation { arms { a { problems.held-out-problems = 11 } } }       | holds other problems out
            ablation { arms { a { runtime.threads = 2 } } }                   | an arm may not change it
            ablation { arms { a { token-sampler.temperature = 2 } } }         | evaluation draws with it
            ablation { arms { a { ablation.arms = 1 } } }                     | an arm holds no ablation
            ablation { arms { a {}, b.c.d.e.f.g.h.i.j.k = 1 } }               | is nested too deeply
            """)
    void eachMistakeIsSaid(String ablation, String expected) throws IOException {
        String said = mistakes(ablation);
        assertTrue(said.contains(expected), said);
    }

    @Test
    void anArmWrittenTwiceIsAMistakeAndNotMixed() throws IOException {
        String said = mistakes("""
                ablation.arms {
                  a { gate.id = bbg }
                  b { gate.id = bucket }
                  a { gate.reference-k = 4 }
                }
                """);
        assertTrue(said.contains("recipe.conf: 7-9: ablation.arms.a: is written more than once"), said);
    }

    @Test
    void aSectionThatNobodyReadsIsWhereTheArmIs() throws IOException {
        String said = mistakes("ablation.arms {\n  a { gaet.id = bbg }\n}\n");
        assertTrue(said.contains("recipe.conf: 7: gaet: unknown section"), said);
    }

    @Test
    void aGridTooLargeIsRefusedBeforeItIsMade() throws IOException {
        String values = "[" + "1,".repeat(99) + "1]";
        String said = mistakes("ablation.grid { trainer.steps = " + values + ", trainer.max-waves = " + values
                + ", trainer.keep-checkpoints = " + values + " }");
        assertTrue(said.contains("has 1000000 combinations; at most 100"), said);
    }

    @Test
    void anOverrideThatEveryArmOverridesIsAMistake() throws IOException {
        String arms = "ablation.arms { a { gate.id = bbg }, b { gate.id = bucket } }";
        assertAll(
                () -> assertTrue(mistakes(arms, "gate.id=uniform").contains("has no effect by --set")),
                () -> assertEquals("", mistakes(arms, "trainer.steps=3")));
    }

    @Test
    void anOverrideReachesTheArmsThemselves() throws IOException {
        AblationRecipe recipe = read(
                "ablation.arms { a { gate.id = bbg }, b { gate.id = bucket } }", "ablation.arms.a.gate.reference-k=4");
        assertTrue(resolved(recipe, 0).contains("reference-k=4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ablation { arms { a { gate.id = bgb } } }", "ablation.arms { a { gate.id = bbg } }"})
    void trainingTheRecipeItselfIgnoresTheSection(String ablation) throws IOException {
        TrainingRecipe recipe = RecipeTexts.read(temp, RecipeTexts.SMALL + ablation);
        assertEquals(RecipeTexts.read(temp, RecipeTexts.SMALL).resolvedText(), recipe.resolvedText());
    }

    @Test
    void oneArmCanBeReadByItsName() throws IOException {
        Path file = RecipeTexts.file(
                temp, RecipeTexts.SMALL + "ablation.arms { a { gate.id = bbg, gate.reference-k = 4 } }");
        TrainingRecipe arm = TrainingRecipe.readArm(file, "a", List.of("trainer.seed=9"), RecipeTexts.CATALOG);
        TrainingRecipe base =
                TrainingRecipe.readArm(file, AblationRecipe.BASE, List.of("trainer.seed=9"), RecipeTexts.CATALOG);
        assertAll(
                () -> assertTrue(arm.resolvedText().contains("reference-k=4")),
                () -> assertEquals(9, arm.recipe().training().seed()),
                () -> assertEquals(0, base.recipe().training().steps()));
        String said = "";
        try {
            TrainingRecipe.readArm(file, "b", List.of(), RecipeTexts.CATALOG);
        } catch (InvalidRecipeException e) {
            said = String.valueOf(e.getMessage());
        }
        assertTrue(said.contains("unknown arm \"b\"; did you mean \"a\"?"), said);
    }

    @Test
    void theBaseIsTheSameWhateverArmsThereAre() throws IOException {
        String one = read("ablation.arms { a { gate.id = bbg } }").base().resolvedText();
        String other = read("ablation.arms { b { gate.id = bucket, optimizer.learning-rate = 1e-3 } }")
                .base()
                .resolvedText();
        assertEquals(one, other);
    }
}
