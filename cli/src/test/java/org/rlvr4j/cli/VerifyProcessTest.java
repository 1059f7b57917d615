package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify math} as a process: bounded memory, signals, pipes. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class VerifyProcessTest {

    private static final List<String> LINE = CommandProcess.line("-Xmx64m", "-Drlvr4j.progress.seconds=0");

    @TempDir
    Path folder;

    private static String row(int i) {
        return "{\"id\":" + i + ",\"gold\":\"" + i % 10 + "\",\"prediction\":\"So it is \\\\boxed{" + i % 9 + "}.\"}\n";
    }

    private Path rows(int count) throws IOException {
        Path input = folder.resolve("in.jsonl");
        try (BufferedWriter writer = Files.newBufferedWriter(input)) {
            for (int i = 0; i < count; i++) {
                writer.write(row(i));
            }
        }
        return input;
    }

    @Test
    void manyRowsFitIntoLittleMemory() throws IOException, InterruptedException {
        Path output = folder.resolve("out.jsonl");
        Path said = folder.resolve("said");
        // some of 4 MB among them, more than the heap together
        Path input = rows(100_000);
        try (Writer more = Files.newBufferedWriter(input, java.nio.file.StandardOpenOption.APPEND)) {
            for (int i = 0; i < 30; i++) {
                more.write("{\"id\":\"large\",\"gold\":\"7\",\"prediction\":\"" + "y ".repeat(2 << 20)
                        + "\\\\boxed{7}\"}\n");
            }
        }
        Process process = CommandProcess.start(
                said, LINE, "verify", "math", "--input", input.toString(), "--output", output.toString());
        assertEquals(0, process.waitFor(), CommandProcess.said(said));
        try (Stream<String> lines = Files.lines(output)) {
            assertEquals(100_030, lines.count());
        }
        assertTrue(CommandProcess.said(said).contains("100030 verdicts: "), CommandProcess.said(said));
    }

    @Test
    void controlCLeavesWholeLines() throws IOException, InterruptedException {
        Path fifo = folder.resolve("rows");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        Path output = folder.resolve("out.jsonl");
        Path partial = folder.resolve("out.jsonl.partial");
        Path said = folder.resolve("said");
        Process process = CommandProcess.start(
                said, LINE, "verify", "math", "--input", fifo.toString(), "--output", output.toString());
        try (Writer writer = Files.newBufferedWriter(fifo)) {
            for (int i = 0; i < 1_000; i++) {
                writer.write(row(i));
            }
            writer.flush();
            // it waits for more rows, and what it has is written
            while (!Files.exists(partial) || Files.readString(partial).lines().count() < 1_000) {
                assertTrue(process.isAlive(), () -> "it ended early");
                Thread.sleep(20);
            }
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                            .start()
                            .waitFor());
            assertEquals(Main.INTERRUPTED, process.waitFor(), CommandProcess.said(said));
        }
        assertAll(
                () -> assertTrue(
                        CommandProcess.said(said).contains("the verdicts so far are in " + partial),
                        CommandProcess.said(said)),
                () -> assertFalse(Files.exists(output)),
                () -> assertEquals(1_000, Files.readAllLines(partial).size()),
                () -> assertTrue(Files.readAllLines(partial).stream().allMatch(line -> line.endsWith("}"))));
    }

    @Test
    void aPipeIsAnsweredRowByRow() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(LINE);
        command.addAll(List.of("verify", "math", "--input", "-", "--output", "-"));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("said").toFile())
                .start();
        try (Writer in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
                BufferedReader out =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < 3; i++) {
                in.write(row(i));
                in.flush();
                assertTrue(String.valueOf(out.readLine()).startsWith("{\"id\":" + i + ",\"verdict\":\"correct\""));
            }
        }
        assertEquals(0, process.waitFor());
        assertTrue(CommandProcess.said(folder.resolve("said")).contains("3 verdicts: 3 correct"));
    }

    @Test
    void aReaderThatLeavesEndsIt() throws IOException, InterruptedException {
        List<String> quoted = new ArrayList<>();
        LINE.forEach(word -> quoted.add("'" + word + "'"));
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        String.join(" ", quoted) + " verify math --input '" + rows(100_000)
                                + "' --output - | head -1; exit ${PIPESTATUS[0]}")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(Main.FAILURE, process.waitFor(), said);
        assertTrue(said.contains("standard output cannot be written"), said);
    }
}
