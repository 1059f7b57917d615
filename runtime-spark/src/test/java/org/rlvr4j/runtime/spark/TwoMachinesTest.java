package org.rlvr4j.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docs/cluster.md, "Two machines", in two network namespaces. Opt-in, as root, some two minutes: {@code mvn
 * test -pl runtime-spark -am -Dtest=TwoMachinesTest -Drlvr4j.test.machines=true -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@EnabledOnOs(OS.LINUX)
class TwoMachinesTest {

    private static final String OPT_IN = "rlvr4j.test.machines";
    private static final String MASTER = "spark://" + TwoMachines.A + ":7077";

    @TempDir
    Path folder;

    private TwoMachines machines;
    private Commands commands;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Boolean.getBoolean(OPT_IN) && TwoMachines.areAllowed(),
                "SKIPPED: it makes network namespaces as root and takes two minutes; -D" + OPT_IN + "=true runs it");
        machines = new TwoMachines();
        commands = new Commands(folder, Map.of("SPARK_LOCAL_IP", TwoMachines.A));
        Files.writeString(folder.resolve("small.conf"), ClusterTraining.text("countdown", "standard", 4));
        secret("cluster.secret", "0123456789abcdef0123456789abcdef");
        node("a", "master", "cluster.secret", TwoMachines.A);
        Commands.await("a leader", () -> commands.read("a-master.log").contains("I have been elected leader"));
        worker("a", TwoMachines.A, "cluster.secret");
        worker("b", TwoMachines.B, "cluster.secret");
        for (String machine : List.of("a", "b")) {
            Commands.await(
                    "its worker",
                    () -> commands.read(machine + "-worker.log").contains("Successfully registered with master"));
        }
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        if (machines != null) {
            machines.remove();
        }
    }

    private void secret(String name, String text) throws IOException {
        Files.setPosixFilePermissions(
                Files.writeString(folder.resolve(name), text + "\n"), PosixFilePermissions.fromString("rw-------"));
    }

    private Process node(String machine, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(TwoMachines.on(machine, Commands.script("rlvr4j-spark")));
        line.addAll(List.of(arguments));
        return commands.start(machine + "-" + arguments[0] + ".log", line);
    }

    private Process worker(String machine, String address, String secret) throws IOException {
        return node(
                machine,
                "worker",
                secret,
                address,
                MASTER,
                "--cores",
                "1",
                "--memory",
                "1g",
                "--work-dir",
                folder.resolve("work-" + machine).toString());
    }

    private Process train(String run, int timeout) throws IOException {
        List<String> settings = List.of(
                "runtime.id=spark",
                "runtime.master=\"" + MASTER + "\"",
                "runtime.secret-file=cluster.secret",
                "runtime.network-timeout-seconds=" + timeout);
        return commands.start(
                run + ".log",
                TwoMachines.on("a", Commands.training(run, settings).toArray(String[]::new)));
    }

    private byte[] expected() throws IOException, InterruptedException {
        List<String> settings = List.of("runtime.id=djl", "runtime.threads=1");
        commands.expect(0, commands.start("one.log", Commands.training("one", settings)), "one.log");
        return commands.weights("one");
    }

    private void awaitStep(String run, int step) throws InterruptedException {
        Path saved = folder.resolve("runs/" + run + "/checkpoints/step-%08d".formatted(step));
        Commands.await("step " + step + " is saved", () -> Files.isDirectory(saved));
    }

    @Test
    void aCableIsPulledAndTheBitsAreThoseOfOneProcess() throws IOException, InterruptedException {
        Process driver = train("back", 20);
        awaitStep("back", 1);
        machines.pull();
        Thread.sleep(4000);
        machines.plug();
        assertFalse(commands.expect(0, driver, "back.log").contains("Lost executor"), commands.read("back.log"));

        driver = train("pulled", 5);
        awaitStep("pulled", 1);
        machines.pull();
        String words = commands.expect(0, driver, "pulled.log");
        assertTrue(words.contains("Lost executor"), words);

        byte[] expected = expected();
        assertArrayEquals(expected, commands.weights("back"));
        assertArrayEquals(expected, commands.weights("pulled"));
    }

    @Test
    void anotherSecretIsRefusedInOneLine() throws IOException, InterruptedException {
        secret("other.secret", "fedcba9876543210fedcba9876543210");
        Process worker = worker("b", TwoMachines.B, "other.secret");
        assertTrue(worker.waitFor(60, TimeUnit.SECONDS));
        String words = commands.expect(2, worker, "b-worker.log");
        assertTrue(
                words.strip().lines().reduce("", (first, last) -> last).contains("does not take this process's secret"),
                words);
    }
}
