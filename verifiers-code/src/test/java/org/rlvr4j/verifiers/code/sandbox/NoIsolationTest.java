package org.rlvr4j.verifiers.code.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NoIsolationTest {

    private final NoIsolation isolation = new NoIsolation();

    @AfterEach
    void close() throws IOException, InterruptedException {
        isolation.close();
        HostState.assertNoProcessIsLeft();
    }

    private Ended python(String program, Limits limits, byte[] input) throws Exception {
        Command command = new Command(
                List.of("/usr/bin/python3", "-I", "-c", program),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                true,
                limits);
        return Programs.run(isolation, command, input);
    }

    @Test
    void aProgramRunsInACleanEnvironment() throws Exception {
        Ended ended = python(
                "import os; print(input(), os.environ['HOME'], len(os.environ))",
                Programs.LIMITS,
                "x".getBytes(StandardCharsets.UTF_8));
        assertEquals("x /tmp 5\n", Programs.text(ended.output()), Programs.text(ended.error()));
        assertEquals(Ended.How.EXITED, ended.how());
    }

    @Test
    void pathsOfTheSandboxAreRewritten() throws Exception {
        Path folder = Files.createTempDirectory("rlvr4j-none");
        Path file = Files.writeString(folder.resolve("x.py"), "print('from a file')");
        Command command = new Command(
                List.of("/usr/bin/python3", "/w/x.py"),
                Optional.of(folder),
                Optional.empty(),
                Map.of(),
                false,
                Programs.LIMITS);
        assertEquals(
                "from a file\n", Programs.text(Programs.run(isolation, command).output()));
        Files.delete(file);
        Files.delete(folder);
    }

    @Test
    void limitsHoldForTheWholeGroup() throws Exception {
        Limits brief = Programs.limits(Duration.ofMillis(400), Duration.ofSeconds(9), 96 * Programs.MIB);
        String forks = "import os, time\nos.fork(); os.fork(); time.sleep(100)";
        assertEquals(Ended.How.WALL_TIME, python(forks, brief, new byte[0]).how());
        Limits busy = Programs.limits(Duration.ofSeconds(60), Duration.ofMillis(400), 96 * Programs.MIB);
        assertEquals(
                Ended.How.CPU_TIME,
                python("while True: pass", busy, new byte[0]).how());
        assertEquals(
                Ended.How.OUTPUT,
                python("while True: print('x' * 1000)", Programs.LIMITS, new byte[0])
                        .how());
        String hog = "a = []\nwhile True: a.append(bytearray(1 << 20))";
        assertEquals(Ended.How.MEMORY, python(hog, Programs.LIMITS, new byte[0]).how());
    }

    @Test
    void aChildLeftBehindEndsAndHoldsNoPipe() throws Exception {
        Ended ended = python(
                "import os, time\nif os.fork() == 0: time.sleep(100)\nprint('done')", Programs.LIMITS, new byte[0]);
        assertEquals("done\n", Programs.text(ended.output()));
        assertTrue(ended.wall().toSeconds() < 15, ended.toString());
    }
}
