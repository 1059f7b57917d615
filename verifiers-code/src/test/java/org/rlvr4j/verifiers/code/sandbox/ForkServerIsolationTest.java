package org.rlvr4j.verifiers.code.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs and attacks in forks of waiting interpreters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForkServerIsolationTest {

    private static final List<String> INTERPRETER = List.of("/usr/bin/python3", "-I");

    private ForkServerIsolation isolation;
    private Programs programs;

    @BeforeAll
    void open() throws Exception {
        programs = new Programs();
        isolation = new ForkServerIsolation(BubblewrapIsolation.open(BubblewrapOptions.defaults()), INTERPRETER);
    }

    @AfterAll
    void nothingIsLeft() throws IOException, InterruptedException {
        isolation.close();
        programs.close();
        HostState.assertNoProcessIsLeft();
    }

    private Ended run(String program, byte[] input, Limits limits) throws Exception {
        Path folder = Files.createTempDirectory("rlvr4j-program");
        Path file = Files.writeString(folder.resolve("main.py"), program);
        try {
            Command command = new Command(
                    List.of("/usr/bin/python3", "-I", "/w/main.py", "a b"),
                    Optional.of(folder),
                    Optional.empty(),
                    Map.of("KEY", "värde \""),
                    false,
                    limits);
            return Programs.run(isolation, command, input);
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    private Ended run(String program) throws Exception {
        return run(program, new byte[0], Programs.LIMITS);
    }

    @Test
    void aProgramRunsAsItWouldByItself() throws Exception {
        Ended ended = run("""
                import sys, os, atexit, threading, time
                atexit.register(lambda: print('exit'))
                threading.Thread(target=lambda: (time.sleep(0.05), print('thread'))).start()
                print(sys.argv, __name__, os.environ['KEY'], sys.stdin.read(), os.getcwd(), flush=True)
                print('error', file=sys.stderr)
                """, "in".getBytes(StandardCharsets.UTF_8), Programs.LIMITS);
        assertEquals(
                "['/w/main.py', 'a b'] __main__ värde \" in /tmp\nthread\nexit\n",
                Programs.text(ended.output()),
                Programs.text(ended.error()));
        assertEquals("error\n", Programs.text(ended.error()));
        assertEquals(0, ended.exitCode());
        assertTrue(ended.peakMemoryBytes() > 0);
    }

    @Test
    void exitCodesSignalsAndErrorsAreReported() throws Exception {
        assertEquals(3, run("import sys; sys.exit(3)").exitCode());
        assertEquals(4, run("import os; os._exit(4)").exitCode());
        assertEquals("bye\n", Programs.text(run("import sys; sys.exit('bye')").error()));
        Ended raised = run("def f():\n  raise ValueError('x')\nf()");
        assertEquals(1, raised.exitCode());
        assertTrue(
                Programs.text(raised.error())
                        .startsWith("Traceback (most recent call last):\n  File \"/w/main.py\", line 3"),
                Programs.text(raised.error()));
        assertTrue(Programs.text(run("x = = 1").error()).contains("SyntaxError"));
        Ended crashed = run("import os; os.abort()");
        assertEquals(134, crashed.exitCode());
        assertEquals(Ended.How.SIGNALLED, crashed.how());
    }

    @Test
    void limitsHold() throws Exception {
        Limits brief = Programs.limits(Duration.ofMillis(400), Duration.ofSeconds(9), 96 * Programs.MIB);
        assertEquals(
                Ended.How.WALL_TIME, run("while True: pass", new byte[0], brief).how());
        Limits busy = Programs.limits(Duration.ofSeconds(60), Duration.ofMillis(500), 96 * Programs.MIB);
        assertEquals(
                Ended.How.CPU_TIME, run("while True: pass", new byte[0], busy).how());
        assertEquals(Ended.How.OUTPUT, run("while True: print('x' * 1000)").how());
        assertEquals(
                Ended.How.MEMORY,
                run("a = []\nwhile True: a.append(bytearray(1 << 20))").how());
        assertEquals("fine\n", Programs.text(run("print('fine')").output()));
    }

    @Test
    void largeInputAndOutputPassWhole() throws Exception {
        byte[] input = new byte[2_000_000];
        new Random(2).nextBytes(input);
        Limits limits = new Limits(
                Duration.ofSeconds(30), Duration.ofSeconds(20), 256 * Programs.MIB, true, 16, 1024, 64, input.length);
        Ended ended = run("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())", input, limits);
        assertArrayEquals(input, ended.output());
        assertEquals("1\n", Programs.text(run("print(1)", input, limits).output()));
        assertEquals(
                "left: ''\n",
                Programs.text(run("print('left:', repr(input()))", "\n".getBytes(StandardCharsets.UTF_8), limits)
                        .output()));
    }

    @Test
    void aConversationTakesTurns() throws Exception {
        Path folder = Files.createTempDirectory("rlvr4j-program");
        Path file = Files.writeString(folder.resolve("main.py"), "while True: print(int(input()) + 1, flush=True)");
        Command command = new Command(
                List.of("/usr/bin/python3", "-I", "/w/main.py"),
                Optional.of(folder),
                Optional.empty(),
                Map.of(),
                false,
                Programs.LIMITS);
        try (Execution execution = isolation.start(command)) {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(execution.output(), StandardCharsets.UTF_8));
            for (int i = 0; i < 20; i++) {
                execution.input().write((i + "\n").getBytes(StandardCharsets.UTF_8));
                assertEquals(Integer.toString(i + 1), reader.readLine());
            }
            execution.input().close();
            assertEquals(1, execution.await().exitCode());
        }
        Files.delete(file);
        Files.delete(folder);
    }

    @Test
    void nothingOfAProgramReachesTheNext() throws Exception {
        run("""
                import os, sys, builtins, math, random
                open('/tmp/answer', 'w').write('42'); os.makedirs('/tmp/a/b'); os.chmod('/tmp/a', 0)
                open('/dev/shm/answer', 'w').write('42')
                builtins.print = None; math.pi = 3; os.environ['SECRET'] = '42'; sys.path.insert(0, '/tmp')
                os.umask(0); os.nice(5) if False else None
                """);
        Ended next = run("""
                import os, sys, math
                print(os.listdir('/tmp'), os.listdir('/dev/shm'), math.pi > 3.1, 'SECRET' in os.environ, '/tmp' in sys.path)
                print(len([p for p in os.listdir('/proc') if p.isdigit()]))
                """);
        assertEquals("[] [] True False False\n2\n", Programs.text(next.output()), Programs.text(next.error()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "writes",
                "memory_in_tmp",
                "sockets",
                "huge_file",
                "proc_and_sys",
                "clock",
                "open_files",
                "tty",
                "deathsig",
                "lock_memory",
                "fork_bomb",
                "thread_bomb"
            })
    void attacksAreRefused(String attack) throws Exception {
        Ended ended = Programs.run(isolation, programs.python(false, Programs.LIMITS, attack));
        String output = Programs.text(ended.output());
        assertFalse(output.contains("SUCCEEDED"), output);
        assertTrue(output.contains("refused"), output + Programs.text(ended.error()));
        assertEquals("fine\n", Programs.text(run("print('fine')").output()));
    }

    @Test
    void theServerCannotBeTouched() throws Exception {
        Ended ended = run("""
                import os, resource, signal
                def attempt(action):
                    try: print('SUCCEEDED', action())
                    except OSError as e: print('refused')
                for number in range(1, 65): os.kill(1, number)
                attempt(lambda: resource.prlimit(1, resource.RLIMIT_CPU, (1, 1)))
                attempt(lambda: os.setpriority(os.PRIO_PROCESS, 1, 19))
                attempt(lambda: os.sched_setaffinity(1, {0}))
                attempt(lambda: open('/proc/1/mem', 'rb'))
                attempt(lambda: open('/proc/1/environ', 'rb').read())
                attempt(lambda: os.listdir('/proc/1/fd'))
                attempt(lambda: os.fork())
                for fd in range(3, 64): attempt(lambda: os.write(fd, b'E' + bytes(24)))
                """);
        assertFalse(Programs.text(ended.output()).contains("SUCCEEDED"), Programs.text(ended.output()));
        assertEquals(0, ended.exitCode(), Programs.text(ended.error()));
        assertEquals("fine\n", Programs.text(run("print('fine')").output()));
    }

    @Test
    void writtenFramesAreOnlyOutput() throws Exception {
        Ended ended = run("import os\nos.write(1, b'E\\0\\0\\0\\x14' + bytes(20)); os._exit(7)");
        assertEquals(7, ended.exitCode());
        assertEquals(25, ended.output().length);
    }

    @Test
    void linksInTheFolderLeadNowhere() throws Exception {
        Path secret = Files.writeString(Files.createTempFile("rlvr4j-secret", ".txt"), "secret");
        Path folder = Files.createTempDirectory("rlvr4j-program");
        Path file = Files.writeString(folder.resolve("main.py"), "import os; print(sorted(os.listdir('/w')))");
        Path link = Files.createSymbolicLink(folder.resolve("link"), secret);
        Command command = new Command(
                List.of("/usr/bin/python3", "-I", "/w/main.py"),
                Optional.of(folder),
                Optional.empty(),
                Map.of(),
                false,
                Programs.LIMITS);
        assertEquals(
                "['main.py']\n", Programs.text(Programs.run(isolation, command).output()));
        for (Path path : List.of(link, file, folder, secret)) {
            Files.delete(path);
        }
    }

    @Test
    void otherCommandsGetAFullSandbox() throws Exception {
        Command command = new Command(
                List.of("/usr/bin/env"), Optional.empty(), Optional.empty(), Map.of(), false, Programs.LIMITS);
        assertTrue(Programs.text(Programs.run(isolation, command).output()).contains("HOME=/tmp"));
        assertEquals(
                Ended.How.EXITED,
                Programs.run(isolation, programs.python(true, Programs.LIMITS, "daemon"))
                        .how());
    }

    @Test
    void manyProgramsAtOnceKeepTheirResults() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<String>> work = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String program = i % 20 == 7 ? "import os; os.abort()" : "print('answer " + i + "')";
                work.add(() -> Programs.text(run(program).output()));
            }
            List<Future<String>> answers = threads.invokeAll(work);
            for (int i = 0; i < answers.size(); i++) {
                assertEquals(
                        i % 20 == 7 ? "" : "answer " + i + "\n", answers.get(i).get());
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
