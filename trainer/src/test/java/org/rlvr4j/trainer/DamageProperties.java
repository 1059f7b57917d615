package org.rlvr4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.trainer.run.Checkpoints;

/** Whatever single thing happens to a file of the latest checkpoint, it is noticed and the one before is used, to the same bits. */
class DamageProperties {

    private enum Damage {
        BIT_FLIPPED,
        TRUNCATED,
        LENGTHENED,
        MISSING,
        EMPTY,
        ZEROED
    }

    private static Path root = Path.of("");

    @BeforeContainer
    static void train() throws IOException {
        Path memory = Path.of("/dev/shm");
        root = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "rlvr4j-damage")
                : Files.createTempDirectory("rlvr4j-damage");
        ResumableTask.run(root.resolve("whole"), event -> {}, TestRecipes.BY_REFERENCE);
    }

    @AfterContainer
    static void delete() throws IOException {
        RunContents.delete(root);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private static void damage(Path file, Damage damage, int where) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = where % bytes.length;
        switch (damage) {
            case BIT_FLIPPED -> {
                bytes[at] ^= (byte) (1 << (where % 8));
                Files.write(file, bytes);
            }
            case TRUNCATED -> Files.write(file, Arrays.copyOf(bytes, at));
            case LENGTHENED -> Files.write(file, Arrays.copyOf(bytes, bytes.length + 1 + where % 9));
            case MISSING -> Files.delete(file);
            case EMPTY -> Files.write(file, new byte[0]);
            case ZEROED -> Files.write(file, new byte[bytes.length]);
        }
    }

    @Property(tries = 60)
    void isNoticedAndSaid(
            @ForAll Damage damage,
            @ForAll @IntRange(min = 0, max = 3) int which,
            @ForAll @IntRange(min = 0, max = 100_000) int where)
            throws IOException {
        Path run = root.resolve("damaged");
        copy(root.resolve("whole"), run);
        Path latest = run.resolve("checkpoints/step-00000009");
        List<Path> files;
        try (Stream<Path> children = Files.list(latest)) {
            files = children.sorted().toList();
        }
        assertEquals(4, files.size(), files::toString);
        damage(files.get(which), damage, where);
        assertTrue(Checkpoints.damage(latest).isPresent(), () -> damage + " of " + files.get(which));
        List<String> notices = new ArrayList<>();
        ResumableTask.run(
                run,
                event -> {
                    if (event instanceof RunEvent.Notice notice) {
                        notices.add(notice.message());
                    }
                },
                TestRecipes.BY_REFERENCE);
        assertTrue(
                notices.get(0).startsWith("checkpoint " + latest + " is damaged and passed over"), notices::toString);
        RunContents whole = RunContents.of(root.resolve("whole"));
        RunContents mended = RunContents.of(run);
        assertEquals(whole.files(), mended.files());
        assertEquals(
                whole.metrics(),
                mended.metrics().stream()
                        .filter(line -> !line.contains("\"event\":\"notice\""))
                        .toList());
        RunContents.delete(run);
    }

    @Property(tries = 30)
    void aDamagedLineOfMetricsIsSaidAndNothingElseIsLost(@ForAll @IntRange(min = 1, max = 12) int line)
            throws IOException {
        Path run = root.resolve("damaged");
        copy(root.resolve("whole"), run);
        Path metrics = run.resolve("metrics.jsonl");
        List<String> lines = new ArrayList<>(Files.readAllLines(metrics));
        lines.set(line, lines.get(line).substring(0, 9));
        Files.write(metrics, lines);
        List<String> notices = new ArrayList<>();
        ResumableTask.run(
                run,
                event -> {
                    if (event instanceof RunEvent.Notice notice) {
                        notices.add(notice.message());
                    }
                },
                TestRecipes.BY_REFERENCE);
        assertTrue(notices.get(0).contains("has damaged lines ([" + (line + 1) + "])"), notices::toString);
        assertTrue(Files.exists(run.resolve("metrics.jsonl.damaged")));
        RunContents.delete(run);
    }
}
