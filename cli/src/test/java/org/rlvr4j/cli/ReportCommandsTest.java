package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report}, and what {@code ui} refuses. */
class ReportCommandsTest {

    @TempDir
    private Path folder;

    private Path run() throws IOException {
        Path run = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(
                run.resolve("metrics.jsonl"), "{\"event\":\"step\",\"step\":1,\"rollouts\":8,\"correct\":4}\n");
        return run;
    }

    @Test
    void aReportIsWrittenIntoTheRunsFolderOrWhereTold() throws IOException {
        Path run = run();
        CommandRun here = CommandRun.of("report", run.toString());
        assertEquals(0, here.code(), here.err());
        assertTrue(Files.readString(run.resolve("report.html")).contains("mine: 1 step trained"));
        Path out = folder.resolve("r.html");
        assertEquals(
                0,
                CommandRun.of("report", run.toString(), "--out", out.toString()).code());
        assertTrue(Files.exists(out));
    }

    @Test
    void whatCannotBeReportedIsBadInput() throws IOException {
        Files.writeString(folder.resolve("x.json"), "{}");
        String missing = folder.resolve("missing").toString();
        for (String[] arguments : new String[][] {
            {"report"},
            {"report", missing},
            {"report", folder.toString()},
            {"report", folder.resolve("x.json").toString()},
            {"report", run().toString(), "--base", missing},
            {"report", run().toString(), "--base", folder.resolve("x.json").toString()},
            {"report", run().toString(), "--out", folder.toString()},
            {"ui", missing},
            {"ui", folder.toString(), "--port", "70000"},
            {"ui", folder.toString(), "--host", "nowhere.invalid"}
        }) {
            CommandRun run = CommandRun.of(arguments);
            assertEquals(Main.BAD_INPUT, run.code(), String.join(" ", arguments) + ": " + run.said());
            assertTrue(run.err().startsWith("rlvr4j: "), run.err());
        }
    }
}
