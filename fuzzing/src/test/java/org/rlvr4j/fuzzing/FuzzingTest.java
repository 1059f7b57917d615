package org.rlvr4j.fuzzing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fuzzes each target in a process of its own, beginning with its corpus. By default the same few executions every time, so
 * that a build's result is its sources'; {@code -Dfuzz.seconds=600} searches on, with {@code -Dfuzz.target=parquet} one
 * target alone. A finding fails the test, which names the file with the input.
 */
final class FuzzingTest {

    private static final int EXECUTIONS = 2_000;

    /** In real time, for what never ends; {@link Bounds} measures processor time. */
    private static final int HANG_SECONDS = 120;

    private static final int LONG = Integer.getInteger("fuzz.seconds", 0);
    private static final String ONLY = System.getProperty("fuzz.target", "");

    @ParameterizedTest
    @EnumSource
    void searchFindsNothing(Target target) throws IOException, InterruptedException {
        Assumptions.assumeTrue(ONLY.isEmpty() || ONLY.equals(target.id()), "another target was asked for");
        Path folder = Path.of("target", "fuzzing", target.id()).toAbsolutePath();
        Path found = Files.createDirectories(folder.resolve("found"));
        Path log = folder.resolve("log.txt");
        int status = new ProcessBuilder(command(target, found, folder))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        String said = Files.readString(log);

        assertEquals(0, status, () -> target.id() + ": a finding, see " + log + "\n" + end(said));
        assertTrue(said.contains("DONE"), () -> target.id() + " did not end as it should:\n" + end(said));
    }

    private static List<String> command(Target target, Path found, Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                LONG > 0 ? "-XX:+TieredCompilation" : "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.type().getName(),
                "--instrumentation_includes=org.rlvr4j.**",
                "--custom_hook_includes=org.rlvr4j.**",
                "-timeout=" + HANG_SECONDS,
                "-rss_limit_mb=0",
                "-artifact_prefix=" + folder + "/",
                "-print_final_stats=1"));
        if (LONG > 0) {
            command.add("-max_total_time=" + LONG);
        } else {
            // without what traces comparisons, which takes longer to load than these executions take
            command.add("--hooks=false");
            command.add("-runs=" + EXECUTIONS);
            command.add("-seed=1");
        }
        Path dictionary = target.corpus().resolveSibling(target.id() + ".dict");
        if (Files.exists(dictionary)) {
            command.add("-dict=" + dictionary);
        }
        // new inputs go to the first folder, and only a long search keeps them
        Path kept = LONG > 0 ? found : Files.createTempDirectory(folder, "found");
        command.addAll(List.of(kept.toString(), target.corpus().toString()));
        return command;
    }

    private static String end(String log) {
        return log.substring(Math.max(0, log.length() - 4_000));
    }
}
