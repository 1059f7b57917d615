package org.rlvr4j.verifiers.code.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.spi.ProcessEnd;

/** Kills a JVM while its sandboxes run, and looks whether they are gone too. */
class JvmDeathTest {

    /** The JVM that is killed: starts sandboxes, says so, and waits. */
    static final class Victim {

        private Victim() {}

        public static void main(String[] arguments) throws Exception {
            BubblewrapIsolation isolation = BubblewrapIsolation.open(BubblewrapOptions.defaults());
            for (boolean processes : new boolean[] {true, false}) {
                Command command = new Command(
                        List.of(
                                "/usr/bin/python3",
                                "-I",
                                "-c",
                                "print('up', flush=True); import time; time.sleep(1000)"),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        processes,
                        Programs.limits(java.time.Duration.ofHours(1), java.time.Duration.ofMinutes(9), 64 << 20));
                Execution execution = isolation.start(command);
                execution.output().read();
            }
            System.out.println("running");
            Thread.sleep(1_000_000);
        }
    }

    /** Asked to end while a program is judged. */
    static final class Leaver {

        private Leaver() {}

        public static void main(String[] arguments) throws Exception {
            BubblewrapIsolation isolation = BubblewrapIsolation.open(BubblewrapOptions.defaults());
            ProcessEnd.awaitFirst(() -> {
                try {
                    Thread.sleep(500);
                    System.out.println(new String(python(isolation), StandardCharsets.UTF_8).strip());
                } catch (Exception e) {
                    System.out.println(e);
                }
            });
            System.exit(0);
        }

        private static byte[] python(BubblewrapIsolation isolation) throws Exception {
            Command command = new Command(
                    List.of("/usr/bin/python3", "-I", "-c", "print('judged')"),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    false,
                    Programs.limits(java.time.Duration.ofMinutes(1), java.time.Duration.ofMinutes(1), 64 << 20));
            try (Execution execution = isolation.start(command)) {
                return execution.output().readAllBytes();
            }
        }
    }

    @Test
    void sandboxesWorkUntilTheWorkInHandIsDone() throws Exception {
        Process jvm = start(Leaver.class);
        try (BufferedReader reader = jvm.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("judged", reader.readLine());
            assertEquals(0, jvm.waitFor());
        } finally {
            jvm.destroyForcibly();
        }
    }

    private static Process start(Class<?> program) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        location(program) + ":" + location(BubblewrapIsolation.class) + ":"
                                + location(ProcessEnd.class),
                        program.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void sandboxesEndWhenTheJvmIsKilled() throws Exception {
        Process jvm = start(Victim.class);
        try (BufferedReader reader = jvm.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("running", reader.readLine());
            List<ProcessHandle> sandboxes = jvm.descendants().toList();
            assertTrue(sandboxes.size() >= 4, sandboxes.toString());
            jvm.destroyForcibly();
            for (ProcessHandle process : sandboxes) {
                process.onExit().get(20, TimeUnit.SECONDS);
            }
        } finally {
            jvm.destroyForcibly();
        }
    }

    private static String location(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
