package org.rlvr4j.verifiers.code.sandbox;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs hostile programs for real, and asserts that each attack failed and that the machine is unharmed.
 *
 * <p>Where bubblewrap or user namespaces are missing these tests fail, with the remedy in the message.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttackTest {

    private static final Duration SHORT = Duration.ofMillis(700);

    private BubblewrapIsolation isolation;
    private Programs programs;
    private Path secret;
    private HostState before;

    @BeforeAll
    void open() throws IOException, SandboxException, InterruptedException {
        before = HostState.now();
        programs = new Programs();
        secret = Files.createTempFile("rlvr4j-secret", ".txt");
        Files.writeString(secret, "the model's weights");
        Files.setPosixFilePermissions(secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-rw-rw-"));
        isolation = BubblewrapIsolation.open(BubblewrapOptions.defaults().withReadOnly(Programs.javaFiles()));
    }

    @AfterEach
    void noProcessIsLeft() throws IOException, InterruptedException {
        HostState.assertNoProcessIsLeft();
        assertEquals("the model's weights", Files.readString(secret));
    }

    @AfterAll
    void theMachineIsAsBefore() throws IOException {
        if (isolation != null) {
            isolation.close();
        }
        Files.deleteIfExists(secret);
        programs.close();
        HostState after = HostState.now();
        assertAll(
                () -> assertEquals(before.mounts(), after.mounts()),
                () -> assertEquals(before.corePattern(), after.corePattern()),
                () -> assertEquals(before.hostname(), after.hostname()),
                () -> assertEquals(before.files(), after.files()),
                () -> assertEquals(before.groups(), after.groups()),
                () -> assertTrue(
                        after.descriptors() <= before.descriptors() + 8,
                        before.descriptors() + " descriptors before, " + after.descriptors() + " after"));
    }

    private static void assertRefused(Ended ended) {
        String output = Programs.text(ended.output());
        assertAll(
                () -> assertFalse(output.contains("SUCCEEDED"), output),
                () -> assertTrue(output.contains("refused"), output + Programs.text(ended.error())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "writes",
                "memory_in_tmp",
                "sockets",
                "huge_file",
                "proc_and_sys",
                "setuid",
                "clock",
                "open_files",
                "tty",
                "many_arguments",
                "deathsig",
                "lock_memory",
                "thread_bomb",
                "pipes"
            })
    void isRefusedFromPython(String attack) throws Exception {
        assertRefused(Programs.run(isolation, programs.python(false, Programs.LIMITS, attack)));
        assertRefused(Programs.run(isolation, programs.python(true, Programs.LIMITS, attack)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingOfTheHostCanBeRead(boolean processes) throws Exception {
        String here = Path.of("").toAbsolutePath().toString();
        String home = System.getProperty("user.home");
        assertRefused(Programs.run(
                isolation, programs.python(processes, Programs.LIMITS, "reads", secret.toString(), here, home)));
        assertRefused(
                Programs.run(isolation, programs.python(processes, Programs.LIMITS, "symlinks", secret.toString())));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theJvmCanBeNeitherSeenNorKilled(boolean processes) throws Exception {
        String jvm = Long.toString(ProcessHandle.current().pid());
        Ended ended = Programs.run(isolation, programs.python(processes, Programs.LIMITS, "kill_host", jvm));
        assertRefused(ended);
        assertTrue(Programs.text(ended.output()).contains("visible " + (processes ? 2 : 1)), "one sees only oneself");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFirstProcessOutlivesItsKillers(boolean processes) throws Exception {
        Ended ended = Programs.run(isolation, programs.python(processes, Programs.LIMITS, "kill_others"));
        assertEquals(Ended.How.EXITED, ended.how());
        assertTrue(Programs.text(ended.output()).contains("still here"));
    }

    @Test
    void theFirstProcessIsNoWayOut() throws Exception {
        assertRefused(Programs.run(isolation, programs.python(true, Programs.LIMITS, "init_memory")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyTheThreeStandardDescriptorsAreInherited(boolean processes) throws Exception {
        Ended ended = Programs.run(isolation, programs.python(processes, Programs.LIMITS, "descriptors"));
        assertRefused(ended);
        // 3 is the listing's own
        assertTrue(Programs.text(ended.output()).contains("descriptors [0, 1, 2, 3]\n"), Programs.text(ended.output()));
    }

    @ParameterizedTest
    @CsvSource({
        "infinite_loop,false",
        "infinite_loop,true",
        "ignore_signals_and_sleep,false",
        "ignore_signals_and_sleep,true",
        "stop_itself,false",
        "stop_itself,true",
        "close_and_go_on,false",
        "close_and_go_on,true"
    })
    void isEndedByTheClock(String attack, boolean processes) throws Exception {
        Limits limits = Programs.limits(SHORT, Duration.ofSeconds(10), Programs.LIMITS.memoryBytes());
        Ended ended = Programs.run(isolation, programs.python(processes, limits, attack));
        assertEquals(Ended.How.WALL_TIME, ended.how());
        assertTrue(ended.wall().compareTo(SHORT) >= 0, ended.wall().toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void processorTimeIsBounded(boolean processes) throws Exception {
        Limits limits = Programs.limits(Duration.ofSeconds(60), SHORT, Programs.LIMITS.memoryBytes());
        Ended ended = Programs.run(isolation, programs.python(processes, limits, "infinite_loop"));
        assertEquals(Ended.How.CPU_TIME, ended.how());
        assertTrue(ended.cpu().compareTo(SHORT) >= 0, ended.cpu().toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void memoryIsBounded(boolean processes) throws Exception {
        assertEquals(
                Ended.How.MEMORY,
                Programs.run(isolation, programs.python(processes, Programs.LIMITS, "memory_hog"))
                        .how());
        assertEquals(
                Ended.How.MEMORY,
                Programs.run(isolation, programs.cpp(processes, Programs.LIMITS, "hog"))
                        .how());
    }

    @Test
    void manySmallFilesEndInALimit() throws Exception {
        Limits limits = Programs.limits(Duration.ofSeconds(3), Duration.ofSeconds(10), Programs.LIMITS.memoryBytes());
        Ended ended = Programs.run(isolation, programs.python(false, limits, "many_small_files"));
        assertTrue(ended.how() != Ended.How.EXITED || ended.exitCode() == 0, ended.toString());
    }

    @Test
    void aForkBombIsRefusedOrEnded() throws Exception {
        assertRefused(Programs.run(isolation, programs.python(false, Programs.LIMITS, "fork_bomb")));
        Limits limits = Programs.limits(SHORT, Duration.ofSeconds(10), Programs.LIMITS.memoryBytes());
        Ended ended = Programs.run(isolation, programs.python(true, limits, "fork_bomb"));
        assertTrue(ended.how() == Ended.How.WALL_TIME || ended.how() == Ended.How.CPU_TIME, ended.toString());
    }

    @Test
    void aDaemonEndsWithItsProgram() throws Exception {
        Ended ended = Programs.run(isolation, programs.python(true, Programs.LIMITS, "daemon"));
        assertEquals(Ended.How.EXITED, ended.how());
        assertEquals("daemon left behind\n", Programs.text(ended.output()));
    }

    @ParameterizedTest
    @CsvSource({"1,false", "2,false", "1,true", "2,true"})
    void aFloodEndsAtTheLimit(String stream, boolean processes) throws Exception {
        Ended ended = Programs.run(isolation, programs.python(processes, Programs.LIMITS, "flood", stream));
        assertEquals(Ended.How.OUTPUT, ended.how());
        assertEquals(Programs.LIMITS.outputBytes(), stream.equals("1") ? ended.output().length : ended.error().length);
    }

    @Test
    void aSetuidProgramGetsNoRights() throws Exception {
        Ended ended = Programs.run(isolation, programs.python(false, Programs.LIMITS, "exec_setuid"));
        assertTrue(ended.exitCode() != 0, ended.toString());
    }

    @Test
    void harmlessThingsAreAllowed() throws Exception {
        assertEquals(
                "harmless\n",
                Programs.text(Programs.run(isolation, programs.python(false, Programs.LIMITS, "lower_priority"))
                        .output()));
        Ended entropy = Programs.run(isolation, programs.python(false, Programs.LIMITS, "entropy"));
        assertEquals(0, entropy.exitCode(), Programs.text(entropy.error()));
        assertFalse(Programs.text(entropy.output()).contains("SUCCEEDED"));
    }

    @Test
    void aZipBombEndsByMemory() throws Exception {
        byte[] zeros = new byte[1 << 20];
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(inner)) {
            for (int i = 0; i < 1024; i++) {
                deflater.write(zeros);
            }
        }
        byte[] bomb = inner.toByteArray();
        for (int i = 0; i < 2; i++) {
            ByteArrayOutputStream outer = new ByteArrayOutputStream();
            try (DeflaterOutputStream deflater = new DeflaterOutputStream(outer)) {
                deflater.write(bomb);
            }
            bomb = outer.toByteArray();
        }
        Ended ended = Programs.run(isolation, programs.python(false, Programs.LIMITS, "zip_bomb"), bomb);
        assertEquals(Ended.How.MEMORY, ended.how(), Programs.text(ended.error()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void systemCallsAreRefused(boolean processes) throws Exception {
        assertRefused(Programs.run(isolation, programs.cpp(processes, Programs.LIMITS, "calls")));
    }

    @Test
    void startingProcessesIsRefusedUnlessAllowed() throws Exception {
        assertRefused(Programs.run(isolation, programs.cpp(false, Programs.LIMITS, "fork")));
    }

    @ParameterizedTest
    @CsvSource({"x32,31", "i386,31", "segv,11", "stack,11"})
    void isKilledByASignal(String attack, int signal) throws Exception {
        if (signal == 31 && !System.getProperty("os.arch").equals("amd64")) {
            return; // other processors have no such modes
        }
        for (boolean processes : new boolean[] {true, false}) {
            Ended ended = Programs.run(isolation, programs.cpp(processes, Programs.LIMITS, attack));
            assertEquals(Ended.How.SIGNALLED, ended.how(), attack);
            assertEquals(128 + signal, ended.exitCode(), attack);
            assertEquals("", Programs.text(ended.output()));
        }
    }

    @Test
    void aJvmIsHeldLikeAnyOther() throws Exception {
        Limits limits = Programs.limits(Duration.ofSeconds(60), Duration.ofSeconds(30), 256 * Programs.MIB);
        Ended hello = Programs.run(isolation, programs.java(false, limits, "hello"));
        assertEquals("hello\n", Programs.text(hello.output()), Programs.text(hello.error()));
        String jvm = Long.toString(ProcessHandle.current().pid());
        assertRefused(Programs.run(isolation, programs.java(false, limits, "calls", jvm)));
        assertRefused(Programs.run(isolation, programs.java(false, limits, "fork")));
        assertTrue(
                Programs.run(isolation, programs.java(false, limits, "crash")).exitCode() != 0);
        assertEquals(
                Ended.How.MEMORY,
                Programs.run(isolation, programs.java(false, limits, "native")).how());
        Ended threads = Programs.run(isolation, programs.java(false, limits, "threads"));
        assertFalse(Programs.text(threads.output()).contains("SUCCEEDED"), Programs.text(threads.output()));
    }

    @Test
    void goodProgramsBesideAttackersKeepTheirResults() throws Exception {
        Limits limits = Programs.limits(Duration.ofSeconds(2), Duration.ofSeconds(2), 64 * Programs.MIB);
        Limits patient = Programs.limits(Duration.ofSeconds(60), Duration.ofSeconds(30), 64 * Programs.MIB);
        List<String> attacks = List.of("fork_bomb", "infinite_loop", "memory_hog", "flood", "daemon", "open_files");
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                String attack = attacks.get(i % attacks.size());
                if (i % 2 == 0) {
                    work.add(() -> {
                        Programs.run(isolation, programs.python(true, limits, attack, "1"));
                        return null;
                    });
                }
                String wanted = "result " + i * i;
                work.add(() -> {
                    Command command = new Command(
                            List.of("/usr/bin/python3", "-I", "-c", "print('result', int(input()) ** 2)"),
                            Optional.empty(),
                            Optional.empty(),
                            Map.of(),
                            false,
                            patient);
                    String number = wanted.substring(7);
                    byte[] input = Integer.toString((int) Math.sqrt(Integer.parseInt(number)))
                            .getBytes(StandardCharsets.US_ASCII);
                    Ended ended = Programs.run(isolation, command, input);
                    assertEquals(wanted + "\n", Programs.text(ended.output()), ended.toString());
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
