package org.rlvr4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A process that is killed again and again, by SIGKILL at random instants and by itself within rollouts, verification, steps,
 * checkpoints, evaluations and rollbacks, leaves in the end what one leaves that was not.
 *
 * <p>A usual build kills 30 times; {@code -Drlvr4j.kills=300} does so more often.
 */
@EnabledOnOs(OS.LINUX)
class KillTest {

    private static final int KILLS = Math.max(30, Math.min(10_000, Integer.getInteger("rlvr4j.kills", 30)));
    private static final int KILLED = 137;

    /** Kills of one run before it is let to its end. */
    private static final int KILLS_OF_A_RUN = 6;

    private final Random random = new Random(11);
    private Path root = Path.of("");

    @BeforeEach
    void makeRoot() throws IOException {
        Path memory = Path.of("/dev/shm");
        root = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "rlvr4j-kill")
                : Files.createTempDirectory("rlvr4j-kill");
    }

    @AfterEach
    void deleteRoot() throws IOException {
        RunContents.delete(root);
    }

    private Process start(Path run, String where, long after) throws IOException {
        return new ProcessBuilder(command(run, where, after))
                .redirectError(root.resolve("errors").toFile())
                .start();
    }

    private static List<String> command(Path run, String where, long after) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-cp",
                everything(),
                KilledProcess.class.getName(),
                run.toString(),
                where,
                Long.toString(after));
    }

    /** What this process runs from, on its module path or its class path, as one class path. */
    private static String everything() {
        return Stream.of(
                        "target/test-classes",
                        System.getProperty("jdk.module.path"),
                        System.getProperty("surefire.test.class.path"),
                        System.getProperty("java.class.path"))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private int kill(Path run, int number) throws IOException, InterruptedException {
        String[] places = {"change", "event", "verify", "signal"};
        String where = places[number % places.length];
        long after = switch (where) {
            case "change" -> 10 + random.nextInt(150);
            case "event" -> random.nextInt(60);
            case "verify" -> random.nextInt(120);
            default -> 0;
        };
        Process process = start(run, where, after);
        if (where.equals("signal")) {
            try (BufferedReader said =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                assertEquals(KilledProcess.READY, said.readLine(), this::errors);
                Thread.sleep(random.nextInt(250));
                process.destroyForcibly();
            }
        }
        int code = process.waitFor();
        assertTrue(code == KILLED || code == 0, () -> where + " ended with " + code + ": " + errors());
        return code;
    }

    private String errors() {
        try {
            return Files.readString(root.resolve("errors"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void whatIsKilledGoesOnToTheSameBits() throws IOException, InterruptedException {
        Path whole = root.resolve("whole");
        assertEquals(0, start(whole, "never", 0).waitFor(), this::errors);
        RunContents expected = RunContents.of(whole);
        int kills = 0;
        int starts = 0;
        while (kills < KILLS) {
            Path run = root.resolve("run");
            int ofThis = 0;
            for (int code = KILLED; code != 0 && ofThis < KILLS_OF_A_RUN; starts++) {
                code = kill(run, starts);
                ofThis += code == KILLED ? 1 : 0;
            }
            kills += ofThis;
            assertEquals(0, start(run, "never", 0).waitFor(), this::errors);
            assertEquals(expected, RunContents.of(run), ofThis + " kills, the last at start " + starts);
            RunContents.delete(run);
        }
        assertTrue(List.of(kills, starts).stream().allMatch(count -> count >= KILLS));
    }

    @Test
    void aFullDiskNamesThePathAndCostsNoCheckpoint() throws IOException, InterruptedException {
        Path run = root.resolve("run");
        List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -f 3; exec \"$@\"", "bash"));
        command.addAll(command(run, "never", 0));
        Process limited = new ProcessBuilder(command)
                .redirectError(root.resolve("errors").toFile())
                .start();
        assertEquals(1, limited.waitFor(), this::errors);
        assertTrue(errors().contains(run.toString()) && errors().contains("too large"), errors());
        Path whole = root.resolve("whole");
        assertEquals(0, start(whole, "never", 0).waitFor(), this::errors);
        assertEquals(0, start(run, "never", 0).waitFor(), this::errors);
        assertEquals(RunContents.of(whole), RunContents.of(run));
    }
}
