package org.rlvr4j.trainer.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.trainer.TablePolicy;
import org.rlvr4j.trainer.run.RunFolder;
import org.rlvr4j.trainer.run.RunFolderException;

class ProvenanceTest {

    @TempDir
    Path temp;

    private RunFolder open(RunFolder.Existing existing) throws IOException {
        return RunFolder.open(temp.resolve("run"), existing);
    }

    @Test
    void writesTheRecipeAndWhatMadeTheRun() throws IOException {
        TrainingRecipe recipe = RecipeTexts.read(temp, RecipeTexts.SMALL);
        try (RunFolder folder = open(RunFolder.Existing.REFUSE);
                TablePolicy policy = new TablePolicy(1)) {
            Provenance.write(folder, recipe.resolvedText(), Provenance.facts(recipe, policy));
            assertEquals(recipe.resolvedText(), Files.readString(folder.recipe()));
            JsonNode manifest = new ObjectMapper().readTree(folder.manifest().toFile());
            assertTrue(Instant.parse(manifest.get("started").asText())
                    .isBefore(Instant.now().plusSeconds(1)));
            assertTrue(manifest.get("recipeSha256").asText().matches("[0-9a-f]{64}"));
            assertTrue(manifest.get("trainingProblemsSha256").asText().matches("[0-9a-f]{64}"));
            assertEquals("1", manifest.get("seed").asText());
            assertEquals("table", manifest.get("runtime").asText());
            assertEquals("builtin:countdown-base", manifest.get("model").asText());
            assertTrue(manifest.get("java")
                    .asText()
                    .startsWith("" + Runtime.version().feature()));
            assertFalse(Files.exists(temp.resolve("run/recipe.conf.tmp")));
        }
    }

    @Test
    void hashesTheModelsFile() throws IOException {
        Path model = Files.createDirectory(temp.resolve("model"));
        Files.writeString(model.resolve("model.safetensors"), "abc");
        TrainingRecipe recipe =
                RecipeTexts.read(temp, RecipeTexts.SMALL.replace("builtin:countdown-base", model.toString()));
        try (TablePolicy policy = new TablePolicy(1)) {
            assertEquals(
                    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                    Provenance.facts(recipe, policy).get("modelSha256"));
        }
    }

    @Test
    void goesOnOnlyWithTheSameRecipe() throws IOException {
        TrainingRecipe recipe = RecipeTexts.read(temp, RecipeTexts.SMALL);
        TrainingRecipe changed =
                RecipeTexts.read(temp, RecipeTexts.SMALL, "trainer.steps=7", "gate=null", "gate={id=bbg}");
        try (RunFolder folder = open(RunFolder.Existing.REFUSE)) {
            Provenance.write(folder, recipe.resolvedText(), Map.of());
        }
        try (RunFolder folder = open(RunFolder.Existing.RESUME)) {
            Provenance.requireSame(folder, recipe.resolvedText());
            Provenance.requireSame(folder, "# said otherwise\n" + recipe.resolvedText());
            String refusal = String.valueOf(
                    assertThrows(RunFolderException.class, () -> Provenance.requireSame(folder, changed.resolvedText()))
                            .getMessage());
            assertTrue(refusal.contains("trainer.steps was 100, is 7"), refusal);
            assertTrue(refusal.contains("gate.id was \"uniform\", is \"bbg\""), refusal);
            assertTrue(refusal.contains("gate.reference-k was absent, is 16"), refusal);
            assertFalse(refusal.contains("trainer.seed"), refusal);
        }
    }

    @Test
    void aMissingOrBrokenRecipeIsRefused() throws IOException {
        try (RunFolder folder = open(RunFolder.Existing.REFUSE)) {
            assertThrows(RunFolderException.class, () -> Provenance.requireSame(folder, "a = 1"));
            Files.writeString(folder.recipe(), "a = {");
            assertThrows(RunFolderException.class, () -> Provenance.requireSame(folder, "a = 1"));
        }
    }
}
