package org.rlvr4j.trainer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a recipe's text is, it is read or refused with what is wrong. */
class RecipeMutationProperties {

    private static Path folder = Path.of("");

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("rlvr4j-recipes");
    }

    @AfterContainer
    static void deleteFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("recipe.conf"));
        Files.delete(folder);
    }

    /** Replaces a span of a text. */
    record Mutation(double from, int length, String replacement) {
        String apply(String text) {
            int start = (int) (from * text.length());
            int end = Math.min(text.length(), start + length);
            return text.substring(0, start) + replacement + text.substring(end);
        }
    }

    @Provide
    Arbitrary<Mutation> mutations() {
        Arbitrary<String> fragments = Arbitraries.of(
                "",
                "\n",
                "{",
                "}",
                "[",
                "]",
                "=",
                "\"",
                "\"\"\"",
                "null",
                "NaN",
                "-1",
                "1e999",
                "0x7",
                "true",
                "${a}",
                "${?a}",
                "${trainer}",
                "include \"x\"",
                "id = bbg",
                "id",
                ".",
                ",",
                "#",
                "+=",
                "\\u0000",
                "\ud800",
                "é",
                "trainer.steps",
                "evaluation = 3",
                "gate",
                "\u0000",
                "a.b.c");
        return Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.oneOf(fragments, Arbitraries.strings().ofMaxLength(4)))
                .as(Mutation::new);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void mutatedRecipesAreReadOrRefused(@ForAll @Size(min = 1, max = 5) List<@From("mutations") Mutation> mutations)
            throws IOException {
        String text = RecipeTexts.FULL.replace("numbers = [3]", "numbers = [2]");
        for (Mutation mutation : mutations) {
            text = mutation.apply(text);
        }
        check(text, List.of());
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void mutatedAssignmentsAreReadOrRefused(@ForAll @Size(min = 1, max = 3) List<@From("mutations") Mutation> mutations)
            throws IOException {
        String override = "trainer.steps=5";
        for (Mutation mutation : mutations) {
            override = mutation.apply(override);
        }
        check(RecipeTexts.SMALL, List.of(override));
    }

    @Property(tries = 100)
    void anyTextIsReadOrRefused(@ForAll String text) throws IOException {
        check(text, List.of());
    }

    private static void check(String text, List<String> overrides) throws IOException {
        // unpaired surrogates cannot be written as UTF-8; a file with them holds question marks
        Path file = folder.resolve("recipe.conf");
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        try {
            TrainingRecipe recipe = TrainingRecipe.read(file, overrides, RecipeTexts.CATALOG);
            Files.writeString(file, recipe.resolvedText());
            assertEquals(
                    recipe.resolvedText(),
                    TrainingRecipe.read(file, List.of(), RecipeTexts.CATALOG).resolvedText());
        } catch (InvalidRecipeException e) {
            assertFalse(e.mistakes().isEmpty());
            e.mistakes()
                    .forEach(mistake -> assertFalse(
                            mistake.key().isEmpty() || mistake.message().isEmpty()));
        }
    }
}
