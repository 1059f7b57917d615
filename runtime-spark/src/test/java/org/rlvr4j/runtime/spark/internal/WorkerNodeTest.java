package org.rlvr4j.runtime.spark.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.spi.InvalidOptionException;

/** Spark's own master is asked by workers and drivers that have its secret and by such that have another. */
@EnabledOnOs(OS.LINUX)
class WorkerNodeTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";
    private static final String LOOPBACK = "127.0.0.1";

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly();
            // it writes into the folder
            process.waitFor();
        }
    }

    private Process java(String name, String secret, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dspark.authenticate=true",
                "-Dspark.network.crypto.enabled=true",
                "-Dspark.master.rest.enabled=false",
                "-Dorg.slf4j.simpleLogger.log.org.apache.spark.network=off",
                "-Dorg.slf4j.simpleLogger.log.org.apache.spark.deploy=info",
                "-cp",
                System.getProperty("java.class.path")));
        line.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("_SPARK_AUTH_SECRET", secret);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private Process node(String name, String secret, Class<?> node, String... further) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(node.getName(), "--host", LOOPBACK, "--webui-port", "0"));
        arguments.addAll(Arrays.asList(further));
        return java(name, secret, arguments.toArray(String[]::new));
    }

    private Process worker(String name, String secret, String masters) throws IOException {
        return node(
                name,
                secret,
                WorkerNode.class,
                "--cores",
                "1",
                "--memory",
                "512m",
                "--work-dir",
                folder.resolve(name).toString(),
                "spark://" + masters);
    }

    private Process driver(String name, String secret, String master) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".secret"), secret + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Path recipe = Files.writeString(folder.resolve(name + ".conf"), """
                model = "builtin:countdown-base"
                problems { id = countdown }
                verifier { id = countdown }
                gate { id = uniform }
                advantage { id = grpo }
                optimizer { learning-rate = 1e-4 }
                trainer { steps = 1, problems-per-wave = 2, rollouts-per-problem = 4, effective-groups = 2, max-response-tokens = 16 }
                evaluation { samples = 2 }
                runtime { id = spark, master = "spark://%s", secret-file = "%s", start-timeout-seconds = 1 }
                """.formatted(master, file));
        return java(name, "", "org.rlvr4j.cli.Main", "train", recipe.toString());
    }

    private static SparkConf conf(String secret) {
        return new SparkConf(false)
                .set("spark.authenticate", "true")
                .set("spark.authenticate.secret", secret)
                .set("spark.network.crypto.enabled", "true");
    }

    private String words(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }

    private void awaitWords(String name, String expected) throws IOException, InterruptedException {
        for (int tries = 0; tries < 1200 && !words(name).contains(expected); tries++) {
            Thread.sleep(100);
        }
        assertTrue(words(name).contains(expected), words(name));
    }

    private String end(String name, Process process, int code) throws IOException, InterruptedException {
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), words(name));
        assertEquals(code, process.exitValue(), words(name));
        return words(name);
    }

    private static String address() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return LOOPBACK + ":" + free.getLocalPort();
        }
    }

    @Test
    void whoHasTheSecretJoinsAndWhoHasAnotherIsToldSo() throws IOException, InterruptedException {
        String master = address();
        String absent = address();
        node("master", SECRET, Master.class, "--port", master.substring(master.indexOf(':') + 1));
        awaitWords("master", "elected leader");

        Process refused = worker("refused", OTHER, master);
        Process refusedDriver = driver("refusedDriver", OTHER, master);
        // of several masters one is active, and the others may be down
        Process joins = worker("joins", SECRET, absent + "," + master);
        Process waits = worker("waits", SECRET, absent);

        List<String> said = end("refused", refused, 2).strip().lines().toList();
        assertEquals(1, said.size(), said::toString);
        String reason = "the master at spark://" + master + " does not take this process's secret";
        assertTrue(said.get(0).contains(reason), said.get(0));
        String driver = end("refusedDriver", refusedDriver, 2);
        assertTrue(driver.contains("runtime.secret-file: " + reason), driver);
        // in one process, whatever cluster it asked before
        StandaloneMaster.require("spark://" + master, conf(SECRET));
        assertThrows(InvalidOptionException.class, () -> StandaloneMaster.require("spark://" + master, conf(OTHER)));
        StandaloneMaster.require("spark://" + master, conf(SECRET));
        awaitWords("joins", "Successfully registered with master spark://" + master);
        // it may be started later
        awaitWords("waits", "Failed to connect to master");
        assertTrue(joins.isAlive() && waits.isAlive());
    }
}
