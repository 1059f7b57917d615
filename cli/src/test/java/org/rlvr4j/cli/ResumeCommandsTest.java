package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.trainer.run.Checkpoints;
import org.rlvr4j.trainer.run.RunFolder;

/** Forks, changes between a run and its resumption, guards, locks and kills, as a user meets them. */
class ResumeCommandsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An adapter, moments, a schedule, refills, the posterior's sampler and a gate that asks the history. */
    private static final List<String> STATEFUL = List.of(
            "trainer.steps=6",
            "trainer.checkpoint-every=2",
            "trainer.keep-checkpoints=4",
            "trainer.evaluate-every=2",
            "trainer.log-rollouts-every=2",
            "trainer.max-waves=2",
            "trainer.problems-per-wave=4",
            "optimizer.schedule=cosine",
            "optimizer.warmup-steps=2",
            "problem-sampler.id=thompson",
            "problems.training-problems=8",
            "gate.id=zero-success-only",
            "gate.evidence=history",
            "advantage.id=w-reinforce",
            "adapter.kind=lora",
            "trackers.tensorboard.directory=tb",
            "checkpoints.keep-best=\"pass@4\"");

    @TempDir
    static Path shared;

    private static Path recipe = Path.of("");

    @TempDir
    Path folder;

    @BeforeAll
    static void makeBase() throws IOException {
        recipe = TinyTask.recipe(shared, TinyTask.base(shared, 16));
    }

    private String[] arguments(String run, List<String> settings, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("train", recipe.toString(), "--runs", folder.toString(), "--run", run));
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private CommandRun train(String run, List<String> settings, String... more) {
        return CommandRun.of(arguments(run, settings, more));
    }

    private CommandRun done(String run, List<String> settings, String... more) {
        CommandRun done = train(run, settings, more);
        assertEquals(0, done.code(), done::said);
        return done;
    }

    /** The policy, the evaluations and the metrics without times. */
    private List<String> contents(String run) throws IOException {
        List<String> contents = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(run).resolve("metrics.jsonl"))) {
            ObjectNode event = (ObjectNode) JSON.readTree(line);
            event.remove(List.of("generateSeconds", "verifySeconds", "updateSeconds"));
            contents.add(event.toString());
        }
        for (String part : List.of("evaluations", "checkpoints/final", "checkpoints/final/adapter", "rollouts")) {
            Path files = folder.resolve(run).resolve(part);
            if (Files.isDirectory(files)) {
                try (Stream<Path> children = Files.list(files)) {
                    for (Path file :
                            children.filter(Files::isRegularFile).sorted().toList()) {
                        contents.add(part + "/" + file.getFileName() + " " + Checkpoints.sha256(file));
                    }
                }
            }
        }
        return contents;
    }

    private static byte[] policy(Path run) throws IOException {
        return Files.readAllBytes(run.resolve("checkpoints/final/model.safetensors"));
    }

    @Test
    void aForkWithAnUnchangedRecipeGivesItsParentsBits() throws IOException {
        done("parent", STATEFUL);
        CommandRun fork = done("child", STATEFUL, "--fork", "parent@2");
        assertTrue(fork.err().contains("begins at step 2"), fork::err);
        assertArrayEquals(policy(folder.resolve("parent")), policy(folder.resolve("child")));
        List<String> parent = contents("parent");
        List<String> child = contents("child");
        assertTrue(child.get(0).contains("\"step\":2") || child.get(0).contains("\"step\":3"), child.get(0));
        assertTrue(parent.containsAll(child), () -> child + " is not of " + parent);
        String manifest = Files.readString(folder.resolve("child/manifest.json"));
        assertAll(
                () -> assertTrue(manifest.contains("\"fork step\" : \"2\""), manifest),
                () -> assertTrue(manifest.contains("fork checkpointSha256"), manifest),
                () -> assertTrue(manifest.contains("optimizer, history, cursor, guards"), manifest));
        CommandRun best = done("of-best", STATEFUL, "--fork", "parent@best", "--set", "trainer.steps=8");
        assertTrue(best.err().contains("unlike its parent: trainer.steps was 6, is 8"), best::err);
    }

    @Test
    void aForkTakesWhatFitsAndWhatItIsTold() throws IOException {
        done("parent", List.of("trainer.steps=2"));
        CommandRun other =
                done("other", List.of("trainer.steps=3", "problems.training-problems=32"), "--fork", "parent@last");
        assertTrue(other.err().contains("anew: history, cursor, guards"), other::err);
        CommandRun weights = done("weights", List.of("trainer.steps=3"), "--fork", "parent@2", "--carry", "none");
        assertTrue(weights.err().contains("anew: optimizer, history, cursor, guards"), weights::err);
    }

    @Test
    void whatCannotBeForkedIsRefused() throws IOException {
        done("parent", List.of("trainer.steps=2"));
        List<String> longer = List.of("trainer.steps=4");
        for (String[] refused : new String[][] {
            {"parent@7", "no checkpoint of step 7; it has [1, 2]"},
            {"parent@soon", "soon is no step"},
            {"parent@best", "checkpoints.keep-best"},
            {"nobody@1", "no run with checkpoints"},
            {"parent", "must be RUN@STEP"},
            {"child@2", "its own parent"}
        }) {
            CommandRun run = train("child", longer, "--fork", refused[0]);
            assertEquals(Main.BAD_INPUT, run.code(), run::said);
            assertTrue(run.err().contains(refused[1]), run::err);
        }
        CommandRun done = train("child", List.of("trainer.steps=2"), "--fork", "parent@2");
        assertEquals(Main.BAD_INPUT, done.code(), done::said);
        assertTrue(done.err().contains("leaves nothing to train"), done::err);
        CommandRun adapter = train("child", List.of("trainer.steps=4", "adapter.kind=lora"), "--fork", "parent@2");
        assertEquals(Main.BAD_INPUT, adapter.code(), adapter::said);
        assertTrue(adapter.err().contains("cannot fork"), adapter::err);
        Path shape = TinyTask.base(shared, 24);
        CommandRun other = train("child", List.of("trainer.steps=4", "model=\"" + shape + "\""), "--fork", "parent@2");
        assertEquals(Main.BAD_INPUT, other.code(), other::said);
        assertTrue(other.err().contains("another shape"), other::err);
        Path damaged = folder.resolve("parent/checkpoints/step-00000001/loop.json");
        Files.writeString(damaged, "{}");
        CommandRun torn = train("child", longer, "--fork", "parent@1");
        assertEquals(Main.BAD_INPUT, torn.code(), torn::said);
        assertTrue(torn.err().contains("is damaged: loop.json"), torn::err);
    }

    @Test
    void changesAreRefusedUnlessToldAndHarmlessOnesPass() throws IOException {
        done("r", List.of());
        CommandRun refused = train("r", List.of("optimizer.learning-rate=5e-3", "trainer.steps=4"), "--resume");
        assertEquals(Main.BAD_INPUT, refused.code(), refused::said);
        assertAll(
                () -> assertTrue(
                        refused.err().contains("\n  optimizer.learning-rate was 0.001, is 0.005"), refused::err),
                () -> assertFalse(refused.err().contains("trainer.steps was"), refused::err),
                () -> assertTrue(refused.err().contains("--accept-changes"), refused::err));
        done("r", List.of("trainer.steps=4", "guards.success=warn"), "--resume");
        done(
                "r",
                List.of("trainer.steps=5", "guards.success=warn", "optimizer.learning-rate=5e-3"),
                "--resume",
                "--accept-changes=optimizer");
        String manifest = Files.readString(folder.resolve("r/manifest.json"));
        assertTrue(manifest.contains("changed 2") && manifest.contains("learning-rate was 0.001, is 0.005"), manifest);
        CommandRun data = train(
                "r",
                List.of(
                        "trainer.steps=6",
                        "guards.success=warn",
                        "optimizer.learning-rate=5e-3",
                        "problems.training-problems=32"),
                "--resume",
                "--accept-changes=problems");
        assertEquals(Main.BAD_INPUT, data.code(), data::said);
        assertTrue(data.err().contains("trainingProblemsSha256 was "), data::err);
        List<String> steps = contents("r").stream()
                .filter(line -> line.contains("\"event\":\"step\""))
                .toList();
        assertEquals(5, steps.size(), steps::toString);
    }

    @Test
    void aGuardStopsTheRunWithItsOwnExitCode() throws IOException {
        // all-wrong groups give nsr a gradient, and a norm that rises a little counts as a spike here
        CommandRun run = train(
                "g",
                List.of(
                        "trainer.steps=40",
                        "advantage.id=nsr",
                        "optimizer.learning-rate=0.01",
                        "guards.gradient=stop",
                        "guards.gradient-spike=1.0001"));
        assertEquals(Main.GUARD, run.code(), run::said);
        assertAll(
                () -> assertTrue(run.err().contains("GUARD "), run::err),
                () -> assertTrue(run.err().contains("stopped training at step"), run::err),
                () -> assertFalse(run.err().contains("\tat "), run::err),
                () -> assertTrue(Files.exists(folder.resolve("g/report.html"))),
                () -> assertTrue(
                        Files.readString(folder.resolve("g/metrics.jsonl")).contains("\"event\":\"guard\"")));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSecondProcessIsToldWhoWorksThere() throws IOException {
        done("r", List.of());
        try (RunFolder held = RunFolder.open(folder.resolve("r"), RunFolder.Existing.RESUME)) {
            Path said = folder.resolve("said");
            Process second = CommandProcess.start(said, CommandProcess.line(), arguments("r", List.of(), "--resume"));
            assertEquals(Main.BAD_INPUT, second.waitFor(), CommandProcess.said(said));
            assertTrue(
                    CommandProcess.said(said)
                            .contains("another process works in " + held.path() + ": process "
                                    + ProcessHandle.current().pid() + " on "),
                    CommandProcess.said(said));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theCommandMayBeKilledAnywhere() throws IOException, InterruptedException {
        done("whole", STATEFUL);
        Path said = folder.resolve("said");
        Random random = new Random(3);
        int kills = 0;
        for (int i = 0; i < Integer.getInteger("rlvr4j.kills", 30) / 10; i++) {
            boolean begun = Files.exists(folder.resolve("killed/recipe.conf"));
            Process process = CommandProcess.start(
                    said,
                    CommandProcess.line("-Drlvr4j.progress.seconds=0"),
                    begun ? arguments("killed", STATEFUL, "--resume") : arguments("killed", STATEFUL));
            // what starts up and is killed before its first words shows nothing
            while (process.isAlive() && !CommandProcess.said(said).contains("killed: ")) {
                Thread.sleep(10);
            }
            Thread.sleep(random.nextInt(1500));
            process.destroyForcibly();
            kills += process.waitFor() == 137 ? 1 : 0;
        }
        // as a process, too: its version is that of its module
        String how = Files.exists(folder.resolve("killed/recipe.conf")) ? "--resume" : "--overwrite";
        Process last = CommandProcess.start(said, CommandProcess.line(), arguments("killed", STATEFUL, how));
        assertEquals(0, last.waitFor(), CommandProcess.said(said));
        assertEquals(contents("whole"), contents("killed"), kills + " kills");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void oneThreadAndTwoGiveTheSameToRounding() throws IOException, InterruptedException {
        List<Process> both = new ArrayList<>();
        for (int threads = 1; threads <= 2; threads++) {
            List<String> settings = List.of("trainer.steps=2", "runtime.threads=" + threads);
            both.add(CommandProcess.start(
                    folder.resolve("said-" + threads),
                    CommandProcess.line(),
                    arguments("threads-" + threads, settings)));
        }
        for (Process process : both) {
            assertEquals(0, process.waitFor(), CommandProcess.said(folder.resolve("said-1")));
        }
        assertArrayEquals(
                floats(policy(folder.resolve("threads-1"))), floats(policy(folder.resolve("threads-2"))), 2e-4f);
    }

    /** The numbers of a safetensors file, whose header has its length in front. */
    private static float[] floats(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position((int) (8 + bytes.getLong(0)));
        float[] values = new float[bytes.remaining() / Float.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getFloat();
        }
        return values;
    }
}
