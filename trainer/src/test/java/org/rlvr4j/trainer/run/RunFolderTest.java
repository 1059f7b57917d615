package org.rlvr4j.trainer.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunFolderTest {

    @TempDir
    Path temp;

    private void open(String name, RunFolder.Existing existing) throws IOException {
        RunFolder.open(temp.resolve(name), existing).close();
    }

    private String refusal(String name, RunFolder.Existing existing) {
        return String.valueOf(assertThrows(RunFolderException.class, () -> open(name, existing))
                .getMessage());
    }

    private void run(String name) throws IOException {
        try (RunFolder folder = RunFolder.open(temp.resolve(name), RunFolder.Existing.REFUSE)) {
            Files.writeString(folder.recipe(), "model = a");
            Files.writeString(folder.metrics(), "{}\n");
            Files.createDirectories(folder.checkpoints().resolve("step-00000001"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RunFolder.Existing.class,
            names = {"REFUSE", "OVERWRITE"})
    void makesAMissingFolderWithItsParents(RunFolder.Existing existing) throws IOException {
        try (RunFolder folder = RunFolder.open(temp.resolve("a/b"), existing)) {
            assertTrue(Files.isDirectory(folder.checkpoints()));
            assertTrue(Files.isDirectory(folder.evaluations()));
            assertFalse(folder.isResumed());
        }
    }

    @Test
    void refusesAnEarlierRunAndSaysWhatToAdd() throws IOException {
        run("run");
        String refusal = refusal("run", RunFolder.Existing.REFUSE);
        assertTrue(refusal.contains("--resume") && refusal.contains("--overwrite"), refusal);
        assertTrue(Files.exists(temp.resolve("run/checkpoints/step-00000001")));
    }

    @Test
    void resumesAndOverwrites() throws IOException {
        run("run");
        try (RunFolder folder = RunFolder.open(temp.resolve("run"), RunFolder.Existing.RESUME)) {
            assertTrue(folder.isResumed());
            assertTrue(Files.exists(folder.checkpoints().resolve("step-00000001")));
        }
        try (RunFolder folder = RunFolder.open(temp.resolve("run"), RunFolder.Existing.OVERWRITE)) {
            assertFalse(folder.isResumed());
            assertFalse(Files.exists(folder.recipe()));
            assertFalse(Files.exists(folder.metrics()));
            assertFalse(Files.exists(folder.checkpoints().resolve("step-00000001")));
        }
    }

    @Test
    void aRunWithoutRecipeFileIsARunToo() throws IOException {
        try (RunFolder folder = RunFolder.open(temp.resolve("run"), RunFolder.Existing.REFUSE)) {
            Files.writeString(folder.metrics(), "{}\n");
        }
        refusal("run", RunFolder.Existing.REFUSE);
        open("run", RunFolder.Existing.RESUME);
        open("run", RunFolder.Existing.OVERWRITE);
        open("run", RunFolder.Existing.REFUSE);
    }

    @Test
    void resumesOnlyWhatIsThereAndMakesNothing() {
        assertTrue(refusal("none", RunFolder.Existing.RESUME).startsWith("there is no run to resume in "));
        assertFalse(Files.exists(temp.resolve("none")));
    }

    @ParameterizedTest
    @EnumSource(RunFolder.Existing.class)
    void aFileIsNoRunFolder(RunFolder.Existing existing) throws IOException {
        Files.writeString(temp.resolve("file"), "precious");
        assertTrue(refusal("file", existing).contains("is a file"));
        assertEquals("precious", Files.readString(temp.resolve("file")));
    }

    @ParameterizedTest
    @EnumSource(
            value = RunFolder.Existing.class,
            names = {"REFUSE", "OVERWRITE"})
    void neverTouchesAFolderThatHoldsSomethingElse(RunFolder.Existing existing) throws IOException {
        Files.createDirectories(temp.resolve("thesis/checkpoints/mine"));
        Files.createDirectories(temp.resolve("recipes"));
        Files.writeString(temp.resolve("recipes/recipe.conf"), "model = a");
        assertTrue(refusal("thesis", existing).contains("holds no run"));
        assertTrue(refusal("recipes", existing).contains("holds no run"));
        assertTrue(Files.exists(temp.resolve("thesis/checkpoints/mine")));
        assertTrue(Files.exists(temp.resolve("recipes/recipe.conf")));
        assertFalse(Files.exists(temp.resolve("recipes/.lock")));
    }

    @Test
    void whatAKillLeavesBeforeTheRecipeIsWrittenIsNoObstacle() throws IOException {
        try (RunFolder folder = RunFolder.open(temp.resolve("run"), RunFolder.Existing.REFUSE)) {
            Files.writeString(folder.manifest(), "{}");
            Files.writeString(temp.resolve("run/recipe.conf.tmp"), "mod");
        }
        open("run", RunFolder.Existing.REFUSE);
    }

    @Test
    void oneHolderAtATimeInThisProcess() throws IOException {
        try (RunFolder first = RunFolder.open(temp.resolve("run"), RunFolder.Existing.REFUSE)) {
            for (RunFolder.Existing existing : List.of(RunFolder.Existing.REFUSE, RunFolder.Existing.OVERWRITE)) {
                assertTrue(refusal("run", existing).contains("works in"));
                assertTrue(refusal("./run", existing).contains("works in"));
            }
            // the refused attempts must not have given up the first one's lock
            assertEquals("locked", otherProcess(first.path()));
        }
        assertEquals("free", otherProcess(temp.resolve("run")));
        open("run", RunFolder.Existing.REFUSE);
    }

    @Test
    void closingTwiceFreesNobodyElsesHold() throws IOException {
        RunFolder first = RunFolder.open(temp.resolve("run"), RunFolder.Existing.REFUSE);
        first.close();
        try (RunFolder second = RunFolder.open(temp.resolve("run"), RunFolder.Existing.REFUSE)) {
            first.close();
            assertTrue(refusal("run", RunFolder.Existing.REFUSE).contains("works in " + second.path()));
        }
    }

    @Test
    void isRefusedWhileAnotherProcessHoldsIt() throws Exception {
        open("run", RunFolder.Existing.REFUSE);
        Process holder = java("hold", temp.resolve("run"));
        try {
            assertEquals('h', holder.getInputStream().read());
            assertTrue(refusal("run", RunFolder.Existing.REFUSE).startsWith("another process works in "));
        } finally {
            holder.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }
        // the lock died with its owner
        open("run", RunFolder.Existing.REFUSE);
    }

    private String otherProcess(Path folder) throws IOException {
        Process process = java("try", folder);
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Runs a single-file program, which knows nothing of this project. */
    private Process java(String what, Path folder) throws IOException {
        Path source = Files.writeString(temp.resolve("Locker.java"), """
                import java.nio.channels.FileChannel;
                import java.nio.file.*;
                public class Locker {
                    public static void main(String[] args) throws Exception {
                        try (var channel = FileChannel.open(Path.of(args[1], ".lock"), StandardOpenOption.WRITE)) {
                            var lock = channel.tryLock();
                            if (args[0].equals("try")) {
                                System.out.print(lock == null ? "locked" : "free");
                            } else {
                                System.out.print("h");
                                System.out.flush();
                                Thread.sleep(60_000);
                            }
                        }
                    }
                }
                """);
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        source.toString(),
                        what,
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void aReadOnlyPlaceIsAnInputOutputError() throws IOException {
        Path locked = Files.createDirectory(temp.resolve("locked"));
        Assumptions.assumeTrue(locked.toFile().setWritable(false) && !Files.isWritable(locked), "root writes anywhere");
        assertThrows(IOException.class, () -> open("locked/run", RunFolder.Existing.REFUSE));
    }

    @Test
    void aParentThatIsAFileIsAnInputOutputError() throws IOException {
        Files.writeString(temp.resolve("file"), "");
        assertThrows(IOException.class, () -> open("file/run", RunFolder.Existing.REFUSE));
    }

    @Test
    void writesWholeFilesOrNone() throws IOException {
        Path file = temp.resolve("file");
        RunFolder.writeWhole(file, new byte[] {1});
        RunFolder.writeWhole(file, new byte[] {2, 3});
        assertEquals(2, Files.size(file));
        Path folder = temp.resolve("folder");
        Files.createDirectories(folder.resolve("child"));
        assertThrows(IOException.class, () -> RunFolder.writeWhole(folder, new byte[] {1}));
        assertFalse(Files.exists(temp.resolve("folder.tmp")));
        assertTrue(Files.isDirectory(temp.resolve("folder/child")));
    }
}
