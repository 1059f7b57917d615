package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands say of plugins that are broken; working ones are in {@link PluginExampleIT}. */
class PluginCommandsTest {

    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        Installation.reset();
    }

    private String broken() throws IOException {
        Files.writeString(folder.resolve("odd\u0007.jar"), "no jar");
        return folder.toString();
    }

    @Test
    void strategiesNamesThemAndGoesOn() throws IOException {
        for (List<String> arguments :
                List.of(List.of("--plugins", broken(), "strategies"), List.of("strategies", "--plugins", broken()))) {
            CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
            assertAll(
                    () -> assertEquals(0, run.code(), run::said),
                    () -> assertTrue(run.out().contains("  bbg  "), run::out),
                    () -> assertTrue(run.out().contains("plugins that are not used"), run::out),
                    () -> assertTrue(run.out().contains("odd\\u0007.jar is no jar, or a damaged one"), run::out),
                    () -> assertFalse(run.out().contains("\u0007"), run::out));
        }
    }

    @Test
    void onlyRecipesThatUseOneAreStopped() throws IOException {
        Path recipe = TinyTask.recipe(folder, Path.of("no-such-model"));
        CommandRun fine = CommandRun.of("--plugins", broken(), "strategies", "uniform");
        assertEquals(0, fine.code(), fine::said);
        CommandRun stopped =
                CommandRun.of("train", recipe.toString(), "--plugins", broken(), "--dry-run", "--set", "gate.id=mine");
        assertAll(
                () -> assertEquals(Main.BAD_INPUT, stopped.code(), stopped::said),
                () -> assertTrue(stopped.err().contains("unknown gate \"mine\""), stopped::err),
                () -> assertTrue(stopped.err().contains("the plugin odd\\u0007"), stopped::err),
                () -> assertTrue(stopped.err().contains("is no jar, or a damaged one"), stopped::err));
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        CommandRun run = CommandRun.of("--plugins", folder.resolve("none").toString(), "strategies");
        assertEquals(Main.BAD_INPUT, run.code());
        assertTrue(run.err().contains("--plugins names " + folder.resolve("none")), run::err);
        assertFalse(run.err().contains("\tat "), run::err);
    }

    @Test
    void commandsThatAreStartedGetTheSameFolders() {
        Installation.usePlugins(List.of(Path.of("mine"), folder));
        List<String> line = ChildCommand.line(List.of("train", "recipe.conf"));
        assertEquals(
                List.of(
                        "--plugins",
                        Path.of("mine").toAbsolutePath().toString(),
                        "--plugins",
                        folder.toString(),
                        "train",
                        "recipe.conf"),
                line.subList(line.size() - 6, line.size()));
    }
}
