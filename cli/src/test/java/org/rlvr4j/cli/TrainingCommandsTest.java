package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pretrain}, {@code train} and {@code evaluate} on a policy of one layer. */
class TrainingCommandsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path shared;

    private static Path base = Path.of("");
    private static Path recipe = Path.of("");

    @TempDir
    Path folder;

    @BeforeAll
    static void makeBase() throws IOException {
        base = TinyTask.base(shared, 16);
        recipe = TinyTask.recipe(shared, base);
    }

    private CommandRun train(String... more) {
        return CommandRun.of(Stream.concat(
                        Stream.of("train", recipe.toString(), "--runs", folder.toString(), "--run", "r"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    /** Every file of the run with its content, the lock apart. */
    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith(".lock")) {
                    contents.put(
                            folder.relativize(file).toString(),
                            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
                }
            }
        }
        return contents;
    }

    @Test
    void trainLeavesARunFolderAndSaysWhere() throws IOException {
        CommandRun run = train();
        assertEquals(0, run.code(), run::said);
        Path made = folder.resolve("r");
        JsonNode manifest = JSON.readTree(Files.readAllBytes(made.resolve("manifest.json")));
        assertAll(
                () -> assertTrue(Files.exists(made.resolve("checkpoints/final/model.safetensors"))),
                () -> assertTrue(Files.exists(made.resolve("evaluations/step-00000003.json"))),
                () -> assertEquals(
                        4, Files.readAllLines(made.resolve("metrics.jsonl")).size()),
                () -> assertTrue(Files.readString(made.resolve("recipe.conf")).contains("rollouts-per-problem")),
                () -> assertEquals("1", manifest.path("seed").asText()),
                () -> assertTrue(run.out().contains("checkpoints/final"), run::out),
                () -> assertTrue(run.out().contains("pass@k") || run.out().contains("pass-at-k"), run::out));
    }

    @Test
    void withoutATerminalProgressIsPlainLines() {
        CommandRun run = train();
        assertAll(
                () -> assertTrue(run.err().contains("r: training 3/3  correct"), run::err),
                () -> assertTrue(run.err().contains("r: evaluating 16/16"), run::err),
                () -> assertFalse(run.err().contains("\r"), run::err),
                () -> assertFalse(run.err().contains("\u001b"), run::err));
    }

    @Test
    void dryRunTrainsNothing() throws IOException {
        CommandRun run = train("--dry-run");
        assertEquals(0, run.code(), run::said);
        assertTrue(run.out().contains("rollouts-per-problem=4"), run::out);
        assertTrue(run.out().contains("# Cost"), run::out);
        assertTrue(contents().isEmpty());
    }

    @Test
    void theDryRunsRecipeIsARecipe() throws IOException {
        Path resolved = Files.writeString(
                shared.resolve("resolved.conf"), train("--dry-run").out());
        CommandRun again = CommandRun.of("train", resolved.toString(), "--dry-run");
        assertEquals(0, again.code(), again::said);
        assertEquals(Files.readString(resolved), again.out());
    }

    @Test
    void anEarlierRunIsNeitherTouchedNorForgotten() throws IOException {
        train();
        Map<String, String> before = contents();
        CommandRun refused = train();
        assertEquals(Main.BAD_INPUT, refused.code());
        assertTrue(refused.err().contains("--resume") && refused.err().contains("--overwrite"), refused::err);
        assertEquals(before, contents());
    }

    @Test
    void overwriteBeginsAnewAndGivesTheSameBits() throws IOException {
        train();
        Path policy = folder.resolve("r/checkpoints/final/model.safetensors");
        byte[] first = Files.readAllBytes(policy);
        CommandRun again = train("--overwrite");
        assertEquals(0, again.code(), again::said);
        assertArrayEquals(first, Files.readAllBytes(policy));
    }

    @Test
    void resumingAFinishedRunRepeatsNoStep() throws IOException {
        train();
        String metrics = Files.readString(folder.resolve("r/metrics.jsonl"));
        CommandRun resumed = train("--resume");
        assertEquals(0, resumed.code(), resumed::said);
        assertTrue(resumed.err().contains("goes on after step 3"), resumed::err);
        assertEquals(metrics, Files.readString(folder.resolve("r/metrics.jsonl")));
    }

    @Test
    void resumingWithAnotherRecipeNamesTheKey() throws IOException {
        train();
        Map<String, String> before = contents();
        CommandRun resumed = train("--resume", "--set", "optimizer.learning-rate=5e-3");
        assertEquals(Main.BAD_INPUT, resumed.code());
        assertTrue(resumed.err().contains("optimizer.learning-rate was"), resumed::err);
        assertEquals(before, contents());
    }

    @Test
    void resumingWithNothingToResumeIsBadInput() {
        CommandRun resumed = train("--resume");
        assertEquals(Main.BAD_INPUT, resumed.code());
        assertTrue(resumed.err().contains("no run to resume"), resumed::err);
        assertFalse(Files.exists(folder.resolve("r")));
    }

    @Test
    void aModelOfAnotherShapeCannotGoOn() throws IOException {
        Path own = Files.createDirectory(folder.resolve("model"));
        copy(base, own);
        Path runs = folder.resolve("runs");
        String[] command = {"train", recipe.toString(), "--set", "model=\"" + own + "\"", "--runs", runs.toString()};
        assertEquals(0, CommandRun.of(command).code());
        copy(TinyTask.base(shared, 24), own);
        CommandRun resumed = CommandRun.of(
                Stream.concat(Stream.of(command), Stream.of("--resume")).toArray(String[]::new));
        assertEquals(Main.BAD_INPUT, resumed.code(), resumed::said);
        assertTrue(resumed.err().contains("modelSha256 was "), resumed::err);
        CommandRun accepted = CommandRun.of(Stream.concat(Stream.of(command), Stream.of("--resume", "--accept-changes"))
                .toArray(String[]::new));
        assertTrue(accepted.code() == Main.BAD_INPUT || accepted.code() == Main.FAILURE, accepted::said);
        assertTrue(accepted.err().contains("shape") || accepted.err().contains("24"), accepted::err);
        assertNoStackTrace(accepted);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Test
    void aBrokenModelIsNamed() throws IOException {
        Path own = Files.createDirectory(folder.resolve("broken"));
        copy(base, own);
        Files.write(own.resolve("model.safetensors"), new byte[] {1, 2, 3});
        CommandRun run = train("--set", "model=\"" + own + "\"");
        assertEquals(Main.BAD_INPUT, run.code(), run::said);
        assertTrue(run.err().contains("model.safetensors"), run::err);
        assertNoStackTrace(run);
        assertFalse(Files.exists(folder.resolve("r")));
    }

    @Test
    void aMissingModelIsNamedAndNothingIsLeft() {
        CommandRun run = train("--set", "model=/no/such/model");
        assertEquals(Main.BAD_INPUT, run.code());
        assertTrue(run.err().contains("/no/such/model"), run::err);
        assertNoStackTrace(run);
        assertFalse(Files.exists(folder.resolve("r")));
    }

    @Test
    void aHostileModelPathIsShownNotObeyed() {
        CommandRun run = train("--set", "model=\"/no/\\u001b[31msuch\\u202e\"");
        assertEquals(Main.BAD_INPUT, run.code());
        assertTrue(run.err().contains("\\u001B[31msuch\\u202E"), run::err);
        assertFalse(run.said().contains("\u001b"), run::said);
    }

    @Test
    void evaluateWritesItsNumbersOnce() throws IOException {
        Path out = folder.resolve("evaluation.json");
        String[] command = {"evaluate", recipe.toString(), "--model", base.toString(), "--out", out.toString()};
        CommandRun run = CommandRun.of(command);
        assertEquals(0, run.code(), run::said);
        JsonNode written = JSON.readTree(Files.readAllBytes(out));
        assertEquals(4, written.path("samples").asInt());
        assertEquals(4, written.path("problems").size());
        byte[] before = Files.readAllBytes(out);
        CommandRun again = CommandRun.of(command);
        assertEquals(Main.BAD_INPUT, again.code());
        assertTrue(again.err().contains("nothing is overwritten"), again::err);
        assertArrayEquals(before, Files.readAllBytes(out));
    }

    @Test
    void evaluateNeedsHeldOutProblemsAndAPlaceForItsFile() {
        CommandRun none = CommandRun.of(
                "evaluate",
                recipe.toString(),
                "--set",
                "problems.held-out-problems=0",
                "--set",
                "evaluation.problems=0");
        assertEquals(Main.BAD_INPUT, none.code(), none::said);
        assertTrue(none.err().contains("holds no problem out"), none::err);
        CommandRun nowhere = CommandRun.of("evaluate", recipe.toString(), "--out", "/no/such/folder/file.json");
        assertEquals(Main.BAD_INPUT, nowhere.code(), nowhere::said);
        assertTrue(nowhere.err().contains("/no/such/folder"), nowhere::err);
    }

    @Test
    void pretrainRefusesAFolderThatHoldsSomething() throws IOException {
        Files.writeString(folder.resolve("precious"), "mine");
        CommandRun run =
                CommandRun.of("pretrain", TinyTask.pretrainingRecipe(shared, 1).toString(), "--out", folder.toString());
        assertEquals(Main.BAD_INPUT, run.code());
        assertTrue(run.err().contains("not empty"), run::err);
        assertEquals(1, contents().size());
    }

    @Test
    void pretrainFillsAnEmptyFolderAndLeavesNothingBesideIt() throws IOException {
        Path out = Files.createDirectory(folder.resolve("new"));
        CommandRun run =
                CommandRun.of("pretrain", TinyTask.pretrainingRecipe(shared, 1).toString(), "--out", out.toString());
        assertEquals(0, run.code(), run::said);
        assertTrue(Files.exists(out.resolve("model.safetensors")));
        try (Stream<Path> beside = Files.list(folder)) {
            assertEquals(1, beside.count());
        }
    }

    @Test
    void theSystemsFileIsNoFolderForRuns() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        CommandRun run = CommandRun.of("train", recipe.toString(), "--runs", file.toString());
        assertTrue(run.code() == Main.FAILURE || run.code() == Main.BAD_INPUT, run::said);
        assertTrue(run.err().contains(file.toString()), run::err);
        assertNoStackTrace(run);
    }

    private static void assertNoStackTrace(CommandRun run) {
        assertFalse(run.said().contains("\tat "), run::said);
    }
}
