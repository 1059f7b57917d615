package org.rlvr4j.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs on YARN itself, one node on this machine. Opt-in, some two minutes: {@code mvn test -Pyarn -pl runtime-spark -am
 * -Dtest=YarnTest -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@EnabledOnOs(OS.LINUX)
class YarnTest {

    private static final String PROPERTIES = "runtime.properties=[\"spark.driver.host=127.0.0.1\"%s]";
    private static final List<String> ON_YARN =
            List.of("runtime.id=spark", "runtime.master=yarn", "runtime.executors=2", PROPERTIES.formatted(""));
    private static final List<String> ONE_PROCESS = List.of("runtime.id=djl", "runtime.threads=1");

    @TempDir
    static Path folder;

    private static YarnCluster yarn;
    private static Commands commands;
    private static String plugins;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        String jars = System.getProperty("rlvr4j.test.yarn");
        Assumptions.assumeTrue(jars != null, "SKIPPED: it needs a YARN, which mvn -Pyarn fetches, and two minutes");
        yarn = new YarnCluster(Files.createDirectory(folder.resolve("yarn")), jars);
        commands = new Commands(folder, Map.of("HADOOP_CONF_DIR", yarn.configuration()));
        plugins = StrategyPlugin.write(folder).toString();
        Files.writeString(folder.resolve("small.conf"), ClusterTraining.text("even-length", "warmer", 4));
    }

    @AfterAll
    static void end() {
        if (yarn != null) {
            yarn.close();
        }
    }

    private static Process train(String run, List<String> settings, String... further) throws IOException {
        List<String> line = Commands.training(run, settings, further);
        line.addAll(List.of("--plugins", plugins));
        return commands.start(run + ".log", line);
    }

    private static boolean isSaved(String run, int step) {
        try (Stream<Path> saved = Files.list(folder.resolve("runs/" + run + "/checkpoints"))) {
            return saved.anyMatch(path -> path.endsWith("step-%08d".formatted(step)));
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] expected() throws IOException, InterruptedException {
        if (!Files.isDirectory(folder.resolve("runs/one"))) {
            commands.expect(0, train("one", ONE_PROCESS), "one.log");
        }
        return commands.weights("one");
    }

    @Test
    void aContainerIsKilledAndTheBitsAreThoseOfOneProcess() throws IOException, InterruptedException {
        Process driver = train("killed", ON_YARN);
        Commands.await("step 1 is saved", () -> isSaved("killed", 1));
        List<ProcessHandle> executors = yarn.executors();
        assertEquals(2, executors.size());
        assertTrue(executors.get(0).destroyForcibly());
        assertTrue(commands.expect(0, driver, "killed.log").contains("Exit status: 137"), commands.read("killed.log"));
        assertArrayEquals(expected(), commands.weights("killed"));
        Commands.await("YARN has finished it", () -> yarn.words().contains("from FINISHING to FINISHED"));
    }

    @Test
    void aDriverThatIsAskedToEndSavesAndItsContainersEndWithIt() throws IOException, InterruptedException {
        Process driver = train("ended", ON_YARN);
        Commands.await("step 1 is saved", () -> isSaved("ended", 1));
        driver.destroy();
        assertTrue(driver.waitFor() != 0);
        assertTrue(commands.read("ended.log").contains("--resume"), commands.read("ended.log"));
        Commands.await("no container is left", () -> yarn.executors().isEmpty());
        List<String> elsewhere = List.of("runtime.id=spark", "runtime.master=\"local[1]\"");
        commands.expect(0, train("ended", elsewhere, "--resume"), "ended.log");
        assertArrayEquals(expected(), commands.weights("ended"));
    }

    @Test
    void whatYarnRefusesIsSaidInOneLine() throws IOException, InterruptedException {
        List<String> settings = new ArrayList<>(ON_YARN);
        settings.set(3, PROPERTIES.formatted(", \"spark.yarn.queue=nowhere\""));
        String words = commands.expect(2, train("queue", settings), "queue.log");
        assertTrue(words.contains("runtime.master: Spark at yarn cannot be used: "), words);
        assertTrue(words.contains("unknown queue: nowhere"), words);
        assertEquals(2, words.lines().count(), words);

        settings = new ArrayList<>(ON_YARN);
        settings.add("runtime.executor-memory=20g");
        words = commands.expect(2, train("memory", settings), "memory.log");
        assertTrue(words.contains("Required executor memory (20480 MB)"), words);
        assertEquals(2, words.lines().count(), words);
    }

    @Test
    void whatGetsNoContainerIsWithdrawn() throws IOException, InterruptedException {
        yarn.endNode();
        try {
            List<String> settings = new ArrayList<>(ON_YARN);
            settings.add("runtime.start-timeout-seconds=8");
            String words = commands.expect(2, train("waiting", settings), "waiting.log");
            assertTrue(words.contains("YARN has given it no container for 8 s"), words);
            Commands.await(
                    "it does not wait any more", () -> yarn.words().contains("State change from ACCEPTED to KILLING"));
        } finally {
            yarn.beginNode();
        }
    }
}
