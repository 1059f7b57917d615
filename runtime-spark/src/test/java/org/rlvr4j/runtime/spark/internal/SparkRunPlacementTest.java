package org.rlvr4j.runtime.spark.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.spi.PlacedCommand;
import org.rlvr4j.api.spi.PlacedRun;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.spark.SparkOptions;
import org.rlvr4j.runtime.spark.SparkRuntimeProvider;
import org.rlvr4j.runtime.spark.UsualOptions;

/** Whole commands as tasks. */
class SparkRunPlacementTest {

    @TempDir
    Path folder;

    /** Says its arguments; stays where it is asked to. */
    static final class Echo {
        private Echo() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println(String.join(" ", arguments));
            if (arguments[0].equals("stay")) {
                Thread.sleep(600_000);
            }
            System.exit(7);
        }
    }

    private static final SparkOptions LOCAL = UsualOptions.of("local[1]", "1g", "");

    private PlacedCommand command(String word) {
        return new PlacedCommand(
                word,
                List.of("-XX:TieredStopAtLevel=1"),
                Echo.class.getName(),
                List.of(word),
                List.of("--resume"),
                folder.resolve(word),
                folder.resolve(word).resolve("recipe.conf"),
                folder.resolve(word + ".log"));
    }

    private static int await(PlacedRun run) throws IOException, InterruptedException {
        OptionalInt code = run.exitCode();
        while (code.isEmpty()) {
            Thread.sleep(50);
            code = run.exitCode();
        }
        return code.getAsInt();
    }

    @Test
    void aCommandRunsAsAProcessAndIsResumedWhereItWasBegun() throws IOException, InterruptedException {
        try (SparkRunPlacement machines = SparkRunPlacement.connect(LOCAL, 1)) {
            assertEquals(7, await(machines.start(command("first"))));
            assertEquals("first", Files.readString(folder.resolve("first.log")).strip());
            Files.createDirectories(folder.resolve("first"));
            Files.writeString(folder.resolve("first/recipe.conf"), "");
            assertEquals(7, await(machines.start(command("first"))));
            assertEquals(List.of("first", "first --resume"), Files.readAllLines(folder.resolve("first.log")));

            PlacedRun staying = machines.start(command("stay"));
            while (!Files.exists(folder.resolve("stay.log")) || Files.size(folder.resolve("stay.log")) == 0) {
                assertTrue(staying.exitCode().isEmpty());
                Thread.sleep(50);
            }
            staying.stop();
            assertEquals(130, await(staying));
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertFalse(left.anyMatch(file -> String.valueOf(file.getFileName()).startsWith(".placement")));
        }
    }

    @Test
    void aMachineThatDoesNotShareTheFoldersIsRefused() {
        File missing = folder.resolve("missing").toFile();
        PlacedProcess process = new PlacedProcess(
                List.of(),
                Echo.class.getName(),
                List.of(),
                List.of(),
                folder.toFile(),
                missing,
                missing,
                missing,
                folder.resolve("log").toFile());
        IOException e = assertThrows(IOException.class, process::run);
        assertTrue(String.valueOf(e.getMessage()).contains("is not on this machine"), e.getMessage());
    }

    @Test
    void oneProcessHasEveryOptionOfTheEngine() {
        TreeSet<String> keys = new TreeSet<>(List.of("id"));
        OptionSchema.of(DjlOptions.class).entries().forEach(entry -> keys.add(entry.key()));
        assertEquals(keys, new SparkRuntimeProvider().inOneProcess(LOCAL).keySet());
        assertEquals("1", new SparkRuntimeProvider().inOneProcess(LOCAL).get("threads"));
    }
}
