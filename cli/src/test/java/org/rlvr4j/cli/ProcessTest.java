package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process on the module path: signals, closed pipes, full disks. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class ProcessTest {

    private static final List<String> LINE = CommandProcess.line("-Drlvr4j.progress.seconds=0");

    @TempDir
    static Path shared;

    private static Path recipe = Path.of("");

    @TempDir
    Path folder;

    @BeforeAll
    static void makeBase() throws IOException {
        recipe = TinyTask.recipe(shared, TinyTask.base(shared, 16));
    }

    private String[] train(String run, String... more) {
        return Stream.concat(
                        Stream.of(
                                "train",
                                recipe.toString(),
                                "--runs",
                                folder.toString(),
                                "--run",
                                run,
                                "--set",
                                "trainer.steps=60",
                                "--set",
                                "trainer.checkpoint-every=1000"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor(), () -> String.join(" ", command));
    }

    /** Waits for a text in what a process says. */
    private static void await(String text, Path said, Process process) throws IOException, InterruptedException {
        while (!CommandProcess.said(said).contains(text)) {
            assertTrue(
                    process.isAlive() || CommandProcess.said(said).contains(text),
                    "it ended without saying " + text + ": " + CommandProcess.said(said));
            Thread.sleep(20);
        }
    }

    @Test
    void controlCLeavesARunThatGoesOnToTheSameBits() throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        Process interrupted = CommandProcess.start(said, LINE, train("interrupted"));
        await("training 5/60", said, interrupted);
        run("kill", "-INT", Long.toString(interrupted.pid()));
        assertEquals(Main.INTERRUPTED, interrupted.waitFor());
        String last = CommandProcess.said(said);
        assertAll(
                () -> assertTrue(last.contains("Stopping after the step in hand"), last),
                () -> assertTrue(last.contains("stopped; the same command with --resume goes on"), last),
                () -> assertFalse(last.contains("\r") || last.contains("\u001b"), last),
                () -> assertFalse(last.contains("training 60/60"), last),
                () -> assertFalse(Files.exists(folder.resolve("interrupted/checkpoints/final"))));

        Path saidThen = folder.resolve("said-then");
        Process resumed = CommandProcess.start(saidThen, LINE, train("interrupted", "--resume"));
        assertEquals(0, resumed.waitFor(), CommandProcess.said(saidThen));
        assertTrue(CommandProcess.said(saidThen).contains("goes on after step"));

        Path saidAlso = folder.resolve("said-also");
        Process whole = CommandProcess.start(saidAlso, LINE, train("whole"));
        assertEquals(0, whole.waitFor(), CommandProcess.said(saidAlso));
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("whole/checkpoints/final/model.safetensors")),
                Files.readAllBytes(folder.resolve("interrupted/checkpoints/final/model.safetensors")));
        assertEquals(
                Files.readString(folder.resolve("whole/evaluations/step-00000060.json")),
                Files.readString(folder.resolve("interrupted/evaluations/step-00000060.json")));
    }

    @Test
    void aStoppedDemoGoesOnWithTheSameCommand() throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("demo", "--out", folder.resolve("demo").toString()));
        List<String> overrides = new ArrayList<>(TinyTask.DEMO_OVERRIDES);
        overrides.add("model=\"" + shared.resolve("base-16") + "\"");
        // small steps, of which enough are left when the first is seen
        overrides.addAll(List.of(
                "trainer.steps=60",
                "trainer.problems-per-wave=4",
                "trainer.effective-groups=4",
                "trainer.rollouts-per-problem=4"));
        for (String override : overrides) {
            arguments.add("--set");
            arguments.add(override);
        }
        List<String> line = new ArrayList<>(LINE);
        line.add(1, "-Drlvr4j.home=" + Installation.file("").toAbsolutePath());
        Path said = folder.resolve("said");
        Process stopped = CommandProcess.start(said, line, arguments.toArray(String[]::new));
        Path log = folder.resolve("demo/uniform-seed101.log");
        await("training 1/60", log, stopped);
        // its children are told by it, as a terminal would tell them all
        run("kill", "-INT", Long.toString(stopped.pid()));
        assertEquals(Main.INTERRUPTED, stopped.waitFor());
        assertTrue(CommandProcess.said(said).contains("stopped; the same command goes on"), CommandProcess.said(said));
        assertTrue(CommandProcess.said(log).contains("stopped; the same command with --resume"));
        assertEquals(
                0,
                ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(folder.toString()))
                        .count());

        Process resumed = CommandProcess.start(said, line, arguments.toArray(String[]::new));
        assertEquals(0, resumed.waitFor(), CommandProcess.said(said));
        assertTrue(CommandProcess.said(log).contains("goes on after step"));
        assertTrue(Files.exists(folder.resolve("demo/summary.json")));
    }

    @Test
    void aStoppedAblationGoesOnWithTheSameCommand() throws IOException, InterruptedException {
        Path arms = Files.writeString(
                folder.resolve("arms.conf"),
                Files.readString(recipe) + "ablation { seeds = [1], arms { a {}, b { gate.id = non-degenerate } } }\n");
        String[] arguments = {
            "ablate",
            arms.toString(),
            "--parallel",
            "1",
            "--out",
            folder.resolve("out").toString(),
            "--set",
            "trainer.steps=60"
        };
        Path said = folder.resolve("said");
        Process stopped = CommandProcess.start(said, LINE, arguments);
        Path log = folder.resolve("out/a-seed1.log");
        await("training 1/60", log, stopped);
        run("kill", "-INT", Long.toString(stopped.pid()));
        assertEquals(Main.INTERRUPTED, stopped.waitFor());
        assertAll(
                () -> assertTrue(CommandProcess.said(said).contains("stopped; the same command goes on")),
                () -> assertTrue(CommandProcess.said(log).contains("stopped; the same command with --resume")),
                () -> assertFalse(Files.exists(folder.resolve("out/b-seed1"))));

        Process resumed = CommandProcess.start(said, LINE, arguments);
        assertEquals(0, resumed.waitFor(), CommandProcess.said(said));
        assertAll(
                () -> assertTrue(CommandProcess.said(log).contains("goes on after step")),
                () -> assertTrue(CommandProcess.said(said).contains("2 run(s) to do"), CommandProcess.said(said)),
                () -> assertTrue(Files.exists(folder.resolve("out/ablation.json"))));
    }

    @Test
    void aReaderThatLeavesDoesNoHarm() throws IOException, InterruptedException {
        List<String> quoted = new ArrayList<>();
        LINE.forEach(word -> quoted.add("'" + word + "'"));
        Process process = new ProcessBuilder(
                        "bash", "-c", String.join(" ", quoted) + " strategies | head -1; exit ${PIPESTATUS[0]}")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertEquals(1, said.lines().count(), said);
    }

    @Test
    void aFullDiskIsSaidAndLeavesNothingHalfWritten() throws IOException, InterruptedException {
        Path disk = mounted("size=96k");
        try {
            CommandRun run = CommandRun.of("train", recipe.toString(), "--runs", disk.toString(), "--run", "r");
            assertAll(
                    () -> assertEquals(Main.FAILURE, run.code(), run::said),
                    () -> assertTrue(run.err().contains("No space left"), run::err),
                    () -> assertFalse(run.err().contains("\tat "), run::err),
                    () -> assertFalse(Files.exists(disk.resolve("r/checkpoints/final"))));
        } finally {
            unmount(disk);
        }
    }

    @Test
    void aReadOnlyDiskIsSaid() throws IOException, InterruptedException {
        Path disk = mounted("ro");
        try {
            for (CommandRun run : List.of(
                    CommandRun.of("train", recipe.toString(), "--runs", disk.toString(), "--run", "r"),
                    CommandRun.of("demo", "--out", disk.resolve("demo").toString()),
                    CommandRun.of(
                            "pretrain",
                            TinyTask.pretrainingRecipe(folder, 1).toString(),
                            "--out",
                            disk.resolve("base").toString()))) {
                assertAll(
                        () -> assertEquals(Main.FAILURE, run.code(), run::said),
                        () -> assertTrue(run.err().contains("Read-only file system"), run::err),
                        () -> assertFalse(run.err().contains("\tat "), run::err));
            }
        } finally {
            unmount(disk);
        }
    }

    private Path mounted(String options) throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString())
                .redirectErrorStream(true)
                .start();
        assumeTrue(
                mount.waitFor(10, TimeUnit.SECONDS) && mount.exitValue() == 0,
                "needs the right to mount a small file system, which root has outside most containers");
        return disk;
    }

    private static void unmount(Path disk) throws IOException, InterruptedException {
        run("umount", disk.toString());
    }
}
