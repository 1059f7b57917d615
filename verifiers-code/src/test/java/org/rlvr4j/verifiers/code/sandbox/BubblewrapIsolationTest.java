package org.rlvr4j.verifiers.code.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an isolation must do for programs that mean no harm; with and without control groups. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BubblewrapIsolationTest {

    private BubblewrapIsolation withGroups;
    private BubblewrapIsolation withoutGroups;

    @BeforeAll
    void open() throws SandboxException, InterruptedException {
        withGroups = BubblewrapIsolation.open(BubblewrapOptions.defaults());
        withoutGroups = BubblewrapIsolation.open(new BubblewrapOptions(Set.of(), false));
    }

    @AfterEach
    void noProcessIsLeft() throws IOException, InterruptedException {
        HostState.assertNoProcessIsLeft();
    }

    @AfterAll
    void close() {
        withGroups.close();
        withoutGroups.close();
    }

    List<BubblewrapIsolation> isolations() {
        return List.of(withGroups, withoutGroups);
    }

    private static Command python(String program, Limits limits, boolean processes) {
        return new Command(
                List.of("/usr/bin/python3", "-I", "-c", program),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                processes,
                limits);
    }

    private static Command python(String program) {
        return python(program, Programs.LIMITS, false);
    }

    private static Command command(String... line) {
        return new Command(List.of(line), Optional.empty(), Optional.empty(), Map.of(), false, Programs.LIMITS);
    }

    private static Ended run(Isolation isolation, Command command) throws SandboxException, InterruptedException {
        return Programs.run(isolation, command);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("isolations")
    void inputOutputErrorAndExitCodeArePassedOn(Isolation isolation) throws Exception {
        Command command = python(
                "import sys; d = sys.stdin.read(); print(d[::-1], end=''); print('e', file=sys.stderr); sys.exit(3)");
        for (boolean processes : new boolean[] {true, false}) {
            Command either = new Command(
                    command.arguments(), Optional.empty(), Optional.empty(), Map.of(), processes, command.limits());
            Ended ended = Programs.run(isolation, either, "äbc".getBytes(StandardCharsets.UTF_8));
            assertEquals(Ended.How.EXITED, ended.how());
            assertEquals(3, ended.exitCode());
            assertEquals("cbä", Programs.text(ended.output()));
            assertEquals("e\n", Programs.text(ended.error()));
            assertTrue(ended.wall().compareTo(Duration.ZERO) > 0);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("isolations")
    void aLargeInputIsPassedOnWhole(Isolation isolation) throws Exception {
        byte[] input = new byte[3_000_000];
        new Random(1).nextBytes(input);
        Limits limits = new Limits(
                Duration.ofSeconds(30), Duration.ofSeconds(20), 256 * Programs.MIB, true, 16, 1024, 64, input.length);
        Ended ended = Programs.run(
                isolation,
                python("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())", limits, false),
                input);
        assertEquals(Ended.How.EXITED, ended.how());
        assertArrayEquals(input, ended.output());
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("isolations")
    void inputThatNobodyReadsDoesNotBlock(Isolation isolation) throws Exception {
        Ended ended = Programs.run(isolation, python("print(1)"), new byte[3_000_000]);
        assertEquals("1\n", Programs.text(ended.output()));
    }

    @Test
    void aConversationTakesTurns() throws Exception {
        try (Execution execution = withGroups.start(
                python("import sys\nfor line in sys.stdin: print(int(line) + 1, flush=True)\nprint('bye')"))) {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(execution.output(), StandardCharsets.UTF_8));
            OutputStream input = execution.input();
            for (int i = 0; i < 50; i++) {
                input.write((i + "\n").getBytes(StandardCharsets.UTF_8));
                assertEquals(Integer.toString(i + 1), reader.readLine());
            }
            input.close();
            assertEquals("bye", reader.readLine());
            Ended ended = execution.await();
            assertEquals(Ended.How.EXITED, ended.how());
            assertEquals(0, ended.output().length);
        }
    }

    @Test
    void aConversationEndsAtTheOutputLimit() throws Exception {
        try (Execution execution = withGroups.start(python("while True: print('x' * 1000)"))) {
            byte[] read = execution.output().readAllBytes();
            assertEquals(Programs.LIMITS.outputBytes(), read.length);
            assertEquals(Ended.How.OUTPUT, execution.await().how());
        }
    }

    @Test
    void aConversationEndsWithTheProgramsTime() throws Exception {
        Limits limits = Programs.limits(Duration.ofMillis(300), Duration.ofSeconds(5), 64 * Programs.MIB);
        try (Execution execution = withGroups.start(python("import time; time.sleep(100)", limits, false))) {
            assertEquals(-1, execution.output().read());
            assertThrows(IOException.class, () -> {
                while (true) {
                    execution.input().write(new byte[1000]);
                }
            });
            assertEquals(Ended.How.WALL_TIME, execution.await().how());
        }
    }

    @ParameterizedTest
    @CsvSource({"0,EXITED", "1,EXITED", "128,EXITED", "255,EXITED"})
    void exitCodesAreKept(int code, Ended.How how) throws Exception {
        Ended ended = run(withGroups, python("import os; os._exit(" + code + ")"));
        assertEquals(code, ended.exitCode());
        assertEquals(how, ended.how());
    }

    @ParameterizedTest
    @CsvSource({"SIGSEGV,139", "SIGABRT,134", "SIGTERM,143", "SIGKILL,137", "SIGPIPE,141"})
    void aSignalIsNoExit(String signal, int code) throws Exception {
        Ended ended = run(
                withGroups,
                python(
                        "import os, signal; signal.signal(13, signal.SIG_DFL); os.kill(os.getpid(), signal." + signal
                                + ")",
                        Programs.LIMITS,
                        true));
        assertEquals(code, ended.exitCode());
        assertEquals(Ended.How.SIGNALLED, ended.how());
        assertEquals("", Programs.text(ended.error()));
    }

    @Test
    void theEnvironmentIsClean() throws Exception {
        Command command = new Command(
                List.of("/usr/bin/env"),
                Optional.empty(),
                Optional.empty(),
                Map.of("A", "x y; $(z)", "LANG", "C"),
                false,
                Programs.LIMITS);
        List<String> lines = Programs.text(run(withGroups, command).output())
                .lines()
                .filter(line -> !line.startsWith("PWD="))
                .sorted()
                .toList();
        assertEquals(
                List.of(
                        "A=x y; $(z)",
                        "HOME=/tmp",
                        "LANG=C",
                        "PATH=/usr/bin",
                        "PYTHONDONTWRITEBYTECODE=1",
                        "PYTHONHASHSEED=0"),
                lines);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void argumentsReachTheProgramAsTheyAre(boolean processes) throws Exception {
        List<String> odd = List.of("", " ", "$(touch /tmp/x)", "'\"`;&|", "--", "-c", "a\nb", "*", "ü");
        List<String> line = new ArrayList<>(List.of("/usr/bin/python3", "-I", "-c", "import sys; print(sys.argv[1:])"));
        line.addAll(odd);
        Command command = new Command(line, Optional.empty(), Optional.empty(), Map.of(), processes, Programs.LIMITS);
        assertEquals(
                "['', ' ', '$(touch /tmp/x)', '\\'\"`;&|', '--', '-c', 'a\\nb', '*', 'ü']\n",
                Programs.text(run(withGroups, command).output()));
    }

    @Test
    void aMissingProgramEndsWith127() throws Exception {
        assertEquals(127, run(withGroups, command("/usr/bin/there-is-none")).exitCode());
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("isolations")
    void filesAreReadAndOutputIsWritten(Isolation isolation) throws Exception {
        Path files = Files.createTempDirectory("rlvr4j-files");
        Path output = Files.createTempDirectory("rlvr4j-output");
        Files.createDirectory(files.resolve("sub"));
        Files.writeString(files.resolve("sub/private"), "hello");
        Files.setPosixFilePermissions(files.resolve("sub/private"), PosixFilePermissions.fromString("rw-------"));
        Command command = new Command(
                List.of(
                        "/usr/bin/python3",
                        "-I",
                        "-c",
                        "open('/out/copy', 'w').write(open('/w/sub/private').read() * 2); import os; print(os.getcwd())"),
                Optional.of(files),
                Optional.of(output),
                Map.of(),
                false,
                Programs.LIMITS);
        Ended ended = run(isolation, command);
        assertEquals("/tmp\n", Programs.text(ended.output()), Programs.text(ended.error()));
        assertEquals("hellohello", Files.readString(output.resolve("copy")));
        for (Path path :
                List.of(output.resolve("copy"), output, files.resolve("sub/private"), files.resolve("sub"), files)) {
            Files.delete(path);
        }
    }

    @Test
    void aFolderThatTheSandboxCannotReachIsNamed(@TempDir Path temporary) throws Exception {
        Path inner = Files.createDirectory(temporary.resolve("inner"));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx------"));
        Command command = new Command(
                List.of("/usr/bin/ls", "/w"), Optional.of(inner), Optional.empty(), Map.of(), false, Programs.LIMITS);
        if (System.getProperty("user.name").equals("root")) {
            SandboxException failure = assertThrows(SandboxException.class, () -> withGroups.start(command));
            assertTrue(String.valueOf(failure.getMessage()).contains("chmod o+x " + temporary), failure.toString());
        } else {
            assertEquals(0, run(withGroups, command).exitCode());
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("isolations")
    void timeIsMeasuredAndBounded(Isolation isolation) throws Exception {
        Limits limits = Programs.limits(Duration.ofSeconds(60), Duration.ofMillis(400), 64 * Programs.MIB);
        Ended busy = run(isolation, python("while True: pass", limits, false));
        assertEquals(Ended.How.CPU_TIME, busy.how());
        assertTrue(busy.cpu().toMillis() >= 400, busy.toString());
        Limits brief = Programs.limits(Duration.ofMillis(300), Duration.ofSeconds(9), 64 * Programs.MIB);
        Ended asleep = run(isolation, python("import time; time.sleep(100)", brief, false));
        assertEquals(Ended.How.WALL_TIME, asleep.how());
        assertTrue(asleep.wall().toMillis() >= 300);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("isolations")
    void memoryIsBoundedAndMeasured(BubblewrapIsolation isolation) throws Exception {
        Limits limits = Programs.limits(Duration.ofSeconds(60), Duration.ofSeconds(30), 96 * Programs.MIB);
        String hog = "a = []\nwhile True: a.append(bytearray(1 << 20)); sum(a[-1])";
        Ended hogged = run(isolation, python(hog, limits, false));
        assertEquals(Ended.How.MEMORY, hogged.how());
        assertTrue(hogged.peakMemoryBytes() >= 90 * Programs.MIB, hogged.toString());
        Ended modest = run(isolation, python("import time; a = bytearray(30 << 20); time.sleep(0.3)", limits, false));
        assertEquals(Ended.How.EXITED, modest.how());
        assertTrue(modest.peakMemoryBytes() >= 30 * Programs.MIB, modest.toString());
    }

    @Test
    void withoutControlGroupsAddressSpaceBoundsMemory() throws Exception {
        Limits limits = new Limits(
                Duration.ofSeconds(30), Duration.ofSeconds(20), 96 * Programs.MIB, true, 16, 1024, 64, 10_000);
        Ended ended = run(withoutGroups, python("bytearray(200 << 20)", limits, false));
        assertEquals(1, ended.exitCode());
        assertTrue(Programs.text(ended.error()).contains("MemoryError"));
    }

    @Test
    @SuppressWarnings("try") // closing twice is the point
    void killingEndsAllAndClosingTwiceIsFine() throws Exception {
        try (Execution execution = withGroups.start(
                python("import os, time\nfor _ in range(3): os.fork()\ntime.sleep(100)", Programs.LIMITS, true))) {
            execution.kill();
            assertEquals(Ended.How.KILLED, execution.await().how());
            execution.close();
            execution.kill();
        }
        Execution unawaited = withGroups.start(python("import time; time.sleep(100)"));
        unawaited.close();
        unawaited.close();
    }

    @Test
    void anInterruptKillsAndIsPassedOn() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Execution execution = withGroups.start(python("import time; time.sleep(100)"));
            Future<Ended> waiting = thread.submit(() -> execution.communicate(new byte[0]));
            thread.shutdownNow();
            Exception failure = assertThrows(java.util.concurrent.ExecutionException.class, waiting::get);
            assertInstanceOf(InterruptedException.class, failure.getCause());
            execution.close();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void aClosedIsolationStartsNothingAndEndsWhatRan() throws Exception {
        BubblewrapIsolation isolation = BubblewrapIsolation.open(BubblewrapOptions.defaults());
        Execution execution = isolation.start(python("import time; time.sleep(100)"));
        isolation.close();
        isolation.close();
        assertEquals(Ended.How.KILLED, execution.await().how());
        SandboxException failure = assertThrows(SandboxException.class, () -> isolation.start(python("pass")));
        assertEquals("the isolation is closed", failure.getMessage());
    }

    @Test
    void manyThreadsShareAnIsolation() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> work = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                String program = "print('answer " + i + "')";
                work.add(() -> Programs.text(run(withGroups, python(program)).output()));
            }
            List<Future<String>> answers = threads.invokeAll(work);
            for (int i = 0; i < answers.size(); i++) {
                assertEquals("answer " + i + "\n", answers.get(i).get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void pythonsCommonThingsWork() throws Exception {
        Ended ended = run(withGroups, python("""
                        import asyncio, threading, tempfile, random, decimal, concurrent.futures, re, json, multiprocessing
                        async def f(): await asyncio.sleep(0.01); return 1
                        print(asyncio.run(f()))
                        with concurrent.futures.ThreadPoolExecutor(4) as p: print(sum(p.map(lambda x: x, range(10))))
                        with tempfile.TemporaryFile() as t: t.write(b'x'); print(t.tell())
                        """));
        assertEquals("1\n45\n1\n", Programs.text(ended.output()), Programs.text(ended.error()));
        assertFalse(ended.cpu().isZero());
    }
}
