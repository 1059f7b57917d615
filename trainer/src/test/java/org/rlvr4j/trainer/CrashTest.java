package org.rlvr4j.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rlvr4j.trainer.run.MetricsFile;

/**
 * A run that dies before any single change of the disk, or in the middle of a write, goes on to the same bits.
 *
 * <p>A usual build tries changes spread over the run; {@code -Drlvr4j.kills=100000} tries every one.
 */
class CrashTest {

    private static final int KILLS = Integer.getInteger("rlvr4j.kills", 60);

    private Path root = Path.of("");

    @BeforeEach
    void makeRoot() throws IOException {
        // what is synced costs nothing in memory
        Path memory = Path.of("/dev/shm");
        root = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "rlvr4j-crash")
                : Files.createTempDirectory("rlvr4j-crash");
    }

    @AfterEach
    void deleteRoot() throws IOException {
        RunContents.delete(root);
    }

    private static double[] attempt(Path run) throws IOException {
        return ResumableTask.run(run, event -> {}, TestRecipes.BY_REFERENCE);
    }

    /** Runs until the file system dies. */
    private static boolean dies(Path run, long after) throws IOException {
        try {
            attempt(new CrashingFileSystem(after, () -> {}).wrap(run));
            return false;
        } catch (CrashingFileSystem.Crashed e) {
            return true;
        }
    }

    @Test
    void everyChangeOfTheDiskMayBeTheLast() throws IOException {
        Path whole = root.resolve("whole");
        CrashingFileSystem counting = new CrashingFileSystem(Long.MAX_VALUE, () -> {});
        double[] weights = attempt(counting.wrap(whole));
        RunContents expected = RunContents.of(whole);
        assertTrue(counting.changes() > 200, counting.changes() + " changes");
        double stride = Math.max(1, (double) counting.changes() / KILLS);
        for (double position = 0; position < counting.changes(); position += stride) {
            long change = (long) position;
            Path run = root.resolve("parts");
            assertTrue(dies(run, change), "change " + change);
            String which = "died before change " + change;
            assertArrayEquals(weights, attempt(run), which);
            assertEquals(expected, RunContents.of(run), which);
            RunContents.delete(run);
        }
    }

    @Test
    void aRunMayDieAgainAndAgain() throws IOException {
        Path whole = root.resolve("whole");
        CrashingFileSystem counting = new CrashingFileSystem(Long.MAX_VALUE, () -> {});
        double[] weights = attempt(counting.wrap(whole));
        RunContents expected = RunContents.of(whole);
        Random random = new Random(7);
        for (int i = 0; i < Math.max(8, KILLS / 8); i++) {
            Path run = root.resolve("parts");
            int deaths = 0;
            while (dies(run, 20 + random.nextInt(80)) && deaths < 100) {
                deaths++;
            }
            String which = "try " + i + ", " + deaths + " deaths";
            assertArrayEquals(weights, attempt(run), which);
            assertEquals(expected, RunContents.of(run), which);
            RunContents.delete(run);
        }
    }

    @Test
    void theRunGoesBackTwiceAndSaysSo() throws IOException {
        Path run = root.resolve("whole");
        attempt(run);
        List<String> kinds = new ArrayList<>();
        MetricsFile.read(run.resolve("metrics.jsonl"), event -> {
            String kind = event.path("event").asText();
            kinds.add(kind.equals("step") ? event.path("step").asText() : kind);
        });
        assertEquals(
                List.of(
                        "evaluation",
                        "1",
                        "2",
                        "3",
                        "4",
                        "evaluation",
                        "rollback",
                        "5",
                        "6",
                        "rollback",
                        "7",
                        "8",
                        "evaluation",
                        "9",
                        "evaluation"),
                kinds);
        assertTrue(Files.readString(run.resolve("rolled-back/metrics-1.jsonl")).contains("\"non-finite\""));
        assertTrue(Files.readString(run.resolve("metrics.jsonl")).contains("\"learningRateScale\":0.25"));
    }
}
