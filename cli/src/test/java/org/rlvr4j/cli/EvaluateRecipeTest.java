package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.trainer.run.FolderLock;

/** {@code evaluate RECIPE}, stopped and killed: what it had finished is kept, and the end is that of one that was left alone. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class EvaluateRecipeTest {

    private static final int PROBLEMS = 640;

    /** The recipe's batches. */
    private static final int BATCH = 16;

    @TempDir
    static Path shared;

    private static Path recipe = Path.of("");

    /** What the evaluation gives that nobody disturbs. */
    private static byte[] undisturbed = new byte[0];

    /** What an evaluation left that was killed, once there was one. */
    private static final List<byte[]> KILLED = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeAll
    static void evaluateUndisturbed() throws IOException {
        recipe = TinyTask.recipe(shared, TinyTask.base(shared, 16));
        Path out = shared.resolve("undisturbed.json");
        CommandRun run = CommandRun.of(arguments(out));
        assertEquals(0, run.code(), run::said);
        undisturbed = Files.readAllBytes(out);
        assertFalse(Files.exists(shared.resolve("undisturbed.json.unfinished")));
    }

    private static String[] arguments(Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "evaluate",
                recipe.toString(),
                "--set",
                "evaluation.problems=0",
                "--set",
                "evaluation.samples=16",
                "--set",
                "problems.held-out-problems=" + PROBLEMS,
                "--set",
                "evaluation.metrics=[pass-at-k,majority-at-k]",
                "--out",
                out.toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private Path out() {
        return folder.resolve("e.json");
    }

    private Path outcomes() {
        return folder.resolve("e.json.unfinished/outcomes.jsonl");
    }

    private Path said() {
        return folder.resolve("said");
    }

    private Process start(String... more) throws IOException {
        return CommandProcess.start(said(), CommandProcess.line("-Drlvr4j.progress.seconds=0"), arguments(out(), more));
    }

    /** How many problems are kept. */
    private long kept() throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(outcomes());
        } catch (NoSuchFileException e) {
            return 0;
        }
        long lines = new String(bytes, StandardCharsets.US_ASCII)
                .chars()
                .filter(c -> c == '\n')
                .count();
        return Math.max(0, lines - 1);
    }

    /** Starts an evaluation and sends it a signal after so many problems. */
    private Process signalled(String signal, long problems) throws IOException, InterruptedException {
        Process process = start();
        while (kept() < problems && process.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
        if (process.isAlive()) {
            end(signal, process);
        }
        process.waitFor();
        return process;
    }

    /** The same, once more where it was done before the signal came, as on a busy machine. */
    private Process stopped(String signal, long problems) throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 5; attempt++) {
            Process process = signalled(signal, problems);
            if (process.exitValue() != 0) {
                return process;
            }
            Files.delete(out());
            Files.delete(folder.resolve("e.html"));
        }
        throw new AssertionError("it was always done before " + signal + " came: " + saidSoFar());
    }

    private String saidSoFar() {
        try {
            return CommandProcess.said(said());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void assertUndisturbed() throws IOException {
        assertArrayEquals(undisturbed, Files.readAllBytes(out()));
        assertFalse(Files.exists(folder.resolve("e.json.unfinished")));
        assertTrue(Files.exists(folder.resolve("e.html")));
    }

    /** Leaves what a kill after a few batches leaves, made once. */
    private void leaveKilled() throws IOException, InterruptedException {
        synchronized (KILLED) {
            if (KILLED.isEmpty()) {
                assertEquals(128 + 9, stopped("-KILL", 2 * BATCH).exitValue(), this::saidSoFar);
                assertFalse(Files.exists(out()), this::saidSoFar);
                KILLED.add(Files.readAllBytes(outcomes()));
            }
            Files.createDirectories(outcomes().resolveSibling(""));
            Files.write(outcomes(), KILLED.get(0));
        }
    }

    @Test
    void whatIsKilledAgainAndAgainEndsAsIfItWasNot() throws IOException, InterruptedException {
        stopped("-KILL", BATCH);
        long before = kept();
        for (int kill = 0; kill < 2; kill++) {
            signalled("-KILL", before + BATCH);
            assertTrue(saidSoFar().contains("goes on after " + before + " of " + PROBLEMS + " problems"), saidSoFar());
            if (Files.exists(out())) {
                // it was done before the signal came
                assertUndisturbed();
                return;
            }
            before = kept();
        }
        // a kill in the middle of a line, and the batch of that line is drawn again whole
        byte[] bytes = Files.readAllBytes(outcomes());
        Files.write(outcomes(), Arrays.copyOf(bytes, bytes.length - 5));
        CommandRun run = CommandRun.of(arguments(out()));
        assertEquals(0, run.code(), run::said);
        long left = before - 1;
        assertTrue(run.err().contains("goes on after " + left + " of " + PROBLEMS + " problems"), run::said);
        assertUndisturbed();
        CommandRun again = CommandRun.of(arguments(out()));
        assertEquals(Main.BAD_INPUT, again.code());
        assertTrue(again.err().contains("e.json exists and nothing is overwritten"), again::said);
        assertFalse(Files.exists(folder.resolve("e.json.unfinished")));
    }

    @Test
    void controlCSaysHowManyOutcomesAreKept() throws IOException, InterruptedException {
        Process stopped = stopped("-INT", 2 * BATCH);
        assertEquals(Main.INTERRUPTED, stopped.exitValue(), this::saidSoFar);
        long kept = kept();
        assertEquals(0, kept % BATCH, "the batch in hand is done");
        assertAll(
                () -> assertTrue(
                        saidSoFar()
                                .contains("rlvr4j: stopped; the outcomes of " + kept + " of " + PROBLEMS
                                        + " problems are kept in " + outcomes().getParent()
                                        + "; the same command goes on"),
                        saidSoFar()),
                () -> assertFalse(Files.exists(out())));
        Process again = start();
        assertEquals(0, again.waitFor(), this::saidSoFar);
        assertTrue(saidSoFar().contains("goes on after " + kept), saidSoFar());
        assertUndisturbed();
    }

    @Test
    void withoutAFileItIsSaidThatNothingWasKept() throws IOException, InterruptedException {
        String[] arguments = Arrays.stream(arguments(out()))
                .filter(argument -> !argument.equals("--out") && !argument.equals(out().toString()))
                .toArray(String[]::new);
        Process stopped = CommandProcess.start(said(), CommandProcess.line("-Drlvr4j.progress.seconds=0"), arguments);
        while (!saidSoFar().contains("evaluating ")) {
            assertTrue(stopped.isAlive(), this::saidSoFar);
            TimeUnit.MILLISECONDS.sleep(2);
        }
        end("-TERM", stopped);
        assertEquals(128 + 15, stopped.waitFor(), this::saidSoFar);
        assertTrue(
                saidSoFar()
                        .contains("stopped; nothing was kept; with --out FILE outcomes are, and the same command goes"
                                + " on"),
                saidSoFar());
    }

    private static void end(String signal, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }

    /** A new key is compared until somebody says that no outcome depends on it. */
    @Test
    void whatIsComparedIsWrittenDown() throws IOException, InterruptedException {
        leaveKilled();
        JsonNode identity = new ObjectMapper()
                .readTree(Files.readAllLines(outcomes()).get(0))
                .path("evaluation");
        Set<String> keys = new TreeSet<>();
        identity.fieldNames().forEachRemaining(key -> {
            if (key.matches("(trainer|evaluation)\\..*")) {
                keys.add(key);
            } else {
                keys.add(key.replaceFirst("\\..*", ""));
            }
        });
        assertEquals(
                new TreeSet<>(Set.of(
                        "adapter",
                        "chat",
                        "code of the api",
                        "code of the engine",
                        "code of the runtime",
                        "code of the token sampler",
                        "code of the trainer",
                        "code of the verifier",
                        "evaluatedProblemsSha256",
                        "evaluation.problems",
                        "evaluation.samples",
                        "evaluation.seed",
                        "model",
                        "modelFilesSha256",
                        "modelSha256",
                        "parameters",
                        "problems",
                        "runtime",
                        "token-sampler",
                        "trainer.max-prompt-tokens",
                        "trainer.max-response-tokens",
                        "trainer.seed",
                        "trainer.shards",
                        "verifier")),
                keys);
    }

    @Test
    void anotherEvaluationIsRefusedAndTheFirstGoesOn() throws IOException, InterruptedException {
        leaveKilled();
        byte[] bytes = Files.readAllBytes(outcomes());
        CommandRun other = CommandRun.of(arguments(
                out(),
                "--set",
                "evaluation.samples=3",
                "--set",
                "token-sampler.temperature=0.5",
                "--set",
                "gate.id=bbg"));
        assertEquals(Main.BAD_INPUT, other.code(), other::said);
        assertAll(
                () -> assertTrue(other.err().contains("holds the outcomes of "), other::said),
                () -> assertTrue(other.err().contains("\n  evaluation.samples was 16, is 3\n"), other::said),
                () -> assertTrue(other.err().contains("\n  token-sampler.temperature was 1, is 0.5\n"), other::said),
                () -> assertFalse(other.err().contains("gate"), other::said),
                () -> assertTrue(
                        other.err().contains("delete the folder to start anew, or name another --out"), other::said),
                () -> assertFalse(other.err().contains("\tat "), other::said),
                () -> assertArrayEquals(bytes, Files.readAllBytes(outcomes())));
        CommandRun problems = CommandRun.of(arguments(out(), "--set", "problems.seed=5"));
        assertEquals(Main.BAD_INPUT, problems.code(), problems::said);
        assertAll(
                () -> assertTrue(problems.err().contains("\n  problems.seed was "), problems::said),
                () -> assertTrue(problems.err().contains("\n  evaluatedProblemsSha256 was "), problems::said));
        CommandRun model = CommandRun.of(
                arguments(out(), "--model", TinyTask.base(shared, 24).toString()));
        assertEquals(Main.BAD_INPUT, model.code(), model::said);
        assertTrue(model.err().contains("\n  modelSha256 was "), model::said);
        // what is computed at the end, and what policies are trained by, does not matter
        CommandRun level = CommandRun.of(arguments(
                out(), "--set", "optimizer.learning-rate=3e-3", "--set", "trainer.steps=9", "--set", "gate.id=bbg"));
        assertEquals(0, level.code(), level::said);
        assertTrue(level.err().contains("goes on after "), level::said);
        assertUndisturbed();
    }

    @Test
    void oneProcessAtATime() throws IOException {
        Path unfinished = Files.createDirectory(folder.resolve("e.json.unfinished"));
        FolderLock lock = FolderLock.take(unfinished);
        try (lock) {
            Process second = start();
            assertEquals(Main.BAD_INPUT, second.waitFor(), this::saidSoFar);
            assertTrue(
                    saidSoFar()
                            .contains("another process works in " + unfinished + ": process "
                                    + ProcessHandle.current().pid() + " on "),
                    saidSoFar());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        CommandRun alone = CommandRun.of(arguments(out()));
        assertEquals(0, alone.code(), alone::said);
        assertUndisturbed();
    }

    @Test
    void aMistakeLeavesNoFolder() {
        CommandRun run = CommandRun.of(arguments(out(), "--model", "/no/such/model"));
        assertEquals(Main.BAD_INPUT, run.code(), run::said);
        assertFalse(Files.exists(folder.resolve("e.json.unfinished")));
    }

    @Test
    void somethingElseInItsPlaceIsLeftAlone() throws IOException {
        Path unfinished = Files.createDirectory(folder.resolve("e.json.unfinished"));
        Path mine = Files.writeString(unfinished.resolve("mine"), "mine");
        CommandRun run = CommandRun.of(arguments(out()));
        assertEquals(Main.BAD_INPUT, run.code(), run::said);
        assertTrue(run.err().contains("holds something else: mine"), run::said);
        Files.delete(mine);
        Files.delete(unfinished);
        Files.writeString(unfinished, "mine");
        CommandRun file = CommandRun.of(arguments(out()));
        assertEquals(Main.BAD_INPUT, file.code(), file::said);
        assertTrue(file.err().contains("is no folder"), file::said);
        assertEquals("mine", Files.readString(unfinished));
    }

    @Test
    void aFileInTheWayOfTheEndIsSaidBeforeTheWorkIsDone() throws IOException, InterruptedException {
        leaveKilled();
        long kept = kept();
        Files.writeString(out(), "mine");
        CommandRun run = CommandRun.of(arguments(out()));
        assertEquals(Main.BAD_INPUT, run.code(), run::said);
        assertAll(
                () -> assertTrue(run.err().contains("e.json exists"), run::said),
                () -> assertTrue(run.err().contains("move the file away to go on with that"), run::said),
                () -> assertEquals(kept, kept()));
        CommandRun served = CommandRun.of(arguments(folder.resolve("f.json"), "--rollouts"));
        assertFalse(served.err().contains("unfinished"), served::said);
        Files.delete(out());
        CommandRun rollouts = CommandRun.of(arguments(out(), "--rollouts"));
        assertEquals(Main.BAD_INPUT, rollouts.code(), rollouts::said);
        assertTrue(rollouts.err().contains("e.json.unfinished is of an evaluation without --rollouts"), rollouts::said);
    }

    @Test
    void aFullDiskLosesNothing() throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("bash", "-c", "ulimit -f 24; exec \"$@\"", "bash"));
        line.addAll(CommandProcess.line());
        Process limited = CommandProcess.start(said(), line, arguments(out()));
        assertEquals(Main.FAILURE, limited.waitFor(), this::saidSoFar);
        long kept = kept();
        assertAll(
                () -> assertTrue(kept > 0, this::saidSoFar),
                () -> assertTrue(saidSoFar().contains("outcomes.jsonl cannot be written: File too large"), saidSoFar()),
                () -> assertTrue(saidSoFar().contains(" problems are kept in "), saidSoFar()),
                () -> assertFalse(saidSoFar().contains("\tat "), saidSoFar()));
        CommandRun run = CommandRun.of(arguments(out()));
        assertEquals(0, run.code(), run::said);
        assertTrue(run.err().contains("goes on after " + kept), run::said);
        assertUndisturbed();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException, InterruptedException {
        assumeFalse("root".equals(System.getProperty("user.name")), "root may write anywhere");
        leaveKilled();
        Path unfinished = folder.resolve("e.json.unfinished");
        Files.setPosixFilePermissions(outcomes(), PosixFilePermissions.fromString("r--------"));
        CommandRun run = CommandRun.of(arguments(out()));
        assertEquals(Main.FAILURE, run.code(), run::said);
        assertTrue(run.err().contains(unfinished.toString()), run::said);
    }
}
