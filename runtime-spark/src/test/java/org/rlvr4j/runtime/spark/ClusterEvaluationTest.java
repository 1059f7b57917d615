package org.rlvr4j.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code evaluate --data} as commands: samples, verdicts and numbers are those of one process, whatever ends meanwhile. A pilot
 * decides the shares and precision the end, of which a cluster is ahead.
 */
class ClusterEvaluationTest {

    private static final int PROBLEMS = 20;
    private static final int SAMPLES = 64;
    private static final List<String> ONE_PROCESS = List.of("--set", "threads=1");
    private static final List<String> LOCAL = List.of("--runtime", "spark", "--set", "master=\"local[2]\"");
    private static final List<String> CLUSTER = List.of(
            "--runtime", "spark", "--set", "master=\"local-cluster[2,1,1024]\"", "--set", "executor-memory=512m");

    @TempDir
    static Path folder;

    private static Path rows;
    private static Path plugin;
    private static Commands commands;

    @BeforeAll
    static void evaluateInOneProcess() throws IOException, InterruptedException {
        rows = folder.resolve("puzzles.jsonl");
        Files.writeString(
                rows,
                IntStream.range(0, PROBLEMS)
                        .mapToObj(i -> "{\"prompt\": \"%d %d %d = %d: \", \"answer\": \"%s\"}\n"
                                .formatted(i % 9 + 1, i % 7 + 1, i % 5 + 1, i + 3, "x".repeat(1 + i)))
                        .collect(Collectors.joining()));
        plugin = StrategyPlugin.write(folder);
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        commands = new Commands(folder, Map.of("SPARK_HOME", System.getenv("SPARK_HOME")));
        run("one", ONE_PROCESS);
    }

    private static Process start(String out, List<String> runtime, String... further) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path").replaceAll("[^" + File.pathSeparator + "]*test-classes", ""),
                "org.rlvr4j.cli.Main",
                "evaluate",
                "--plugins",
                plugin.toString(),
                "--model",
                "builtin:countdown-base",
                "--data",
                rows.toString(),
                "--verifier",
                "even-length",
                "--max-tokens",
                "12",
                "--samples",
                Integer.toString(SAMPLES),
                "--allocation",
                "adaptive",
                "--pilot",
                "6",
                "--until-interval",
                "0.07",
                "--out",
                out));
        line.addAll(runtime);
        line.addAll(List.of(further));
        return commands.start(out + ".log", line);
    }

    private static void run(String out, List<String> runtime, String... further)
            throws IOException, InterruptedException {
        commands.expect(0, start(out, runtime, further), out + ".log");
    }

    private List<String> lines(String out, String file) throws IOException {
        Path path = folder.resolve(out).resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    /** The kept samples, whatever their order. */
    private Set<String> samples(String out) throws IOException {
        return new TreeSet<>(lines(out, "samples.jsonl"));
    }

    /** The result but for when it was made, how, and how much was drawn for it. */
    private ObjectNode numbers(String out) throws IOException {
        ObjectNode document = (ObjectNode) new ObjectMapper()
                .readTree(folder.resolve(out).resolve("evaluation.json").toFile());
        document.remove(List.of("run", "options"));
        return document;
    }

    private void awaitSamples(String out, Process process, int atLeast) throws InterruptedException {
        Commands.await(commands.read(out + ".log"), () -> {
            try {
                return lines(out, "samples.jsonl").size() >= atLeast || !process.isAlive();
            } catch (IOException e) {
                return false;
            }
        });
        assertTrue(process.isAlive(), () -> "it was done too soon: " + commands.read(out + ".log"));
    }

    /** One of two executors is killed; the samples, drawn in the same batches, are those of one process to the bit. */
    @Test
    void aLostExecutorChangesNoBit() throws IOException, InterruptedException {
        Process cluster = start("cluster", CLUSTER);
        awaitSamples("cluster", cluster, 200);
        ProcessHandle executor = cluster.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();
        assertTrue(executor.destroyForcibly());
        commands.expect(0, cluster, "cluster.log");
        assertFalse(executor.isAlive());
        assertEquals(numbers("one"), numbers("cluster"));
        assertTrue(samples("one").size() < PROBLEMS * SAMPLES, "it was not precise before the last sample");
        // to the bits of log-probabilities: batches are the same
        assertTrue(samples("cluster").containsAll(samples("one")));
        assertTrue(numbers("one").path("verdicts").toString().contains("incorrect"));
    }

    /** Killed on one master, asked to end on another, gone on with in one process: nothing that was kept is drawn again. */
    @Test
    void aFolderGoesOnWhereverItWasBegun() throws IOException, InterruptedException {
        Process killed = start("moved", LOCAL);
        awaitSamples("moved", killed, 100);
        killed.destroyForcibly().waitFor();
        int afterKill = samples("moved").size();
        Process stopped = start("moved", LOCAL);
        awaitSamples("moved", stopped, afterKill + 200);
        stopped.destroy();
        String said = commands.expect(143, stopped, "moved.log");
        assertTrue(said.contains("what was drawn is in moved; the same command goes on"), said);
        Set<String> kept = samples("moved");
        run("moved", ONE_PROCESS);
        assertTrue(samples("moved").containsAll(kept));
        assertEquals(samples("moved").size(), lines("moved", "samples.jsonl").size());
        assertEquals(numbers("one"), numbers("moved"));
    }
}
