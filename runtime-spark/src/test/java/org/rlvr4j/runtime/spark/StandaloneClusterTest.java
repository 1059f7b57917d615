package org.rlvr4j.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/cluster.md, "Two machines", with two loopback addresses for the machines. */
@EnabledOnOs(OS.LINUX)
class StandaloneClusterTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String OPT_IN = "rlvr4j.test.standalone";

    @TempDir
    Path folder;

    private final List<Process> nodes = new ArrayList<>();

    @AfterEach
    void endNodes() {
        nodes.forEach(Process::destroy);
    }

    private String refusal(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(Commands.script("rlvr4j-spark")));
        line.addAll(List.of(arguments));
        return commands().expect(2, commands().start("refused.log", line), "refused.log");
    }

    private Path secret(String text, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("cluster.secret"), text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aNodeThatCannotBeStartedSaysWhy() throws IOException, InterruptedException {
        assertTrue(refusal("master", "none", "127.0.0.1").contains("none is not there"));
        secret(SECRET, "rw-r-----");
        assertTrue(refusal("master", "cluster.secret", "127.0.0.1").contains("open to others"));
        secret("short", "rw-------");
        assertTrue(refusal("master", "cluster.secret", "127.0.0.1").contains("at least 32"));
        secret(SECRET, "rw-------");
        assertTrue(refusal("worker", "cluster.secret", "127.0.0.1").contains("its master's address"));
        assertTrue(refusal("slave", "cluster.secret", "127.0.0.1").contains("not slave"));
    }

    @Test
    void aMasterAndTwoWorkersTrainToTheBitsOfOneProcess() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Boolean.getBoolean(OPT_IN),
                "SKIPPED: it builds bin/rlvr4j and takes a minute; -D" + OPT_IN + "=true runs it");
        secret(SECRET, "rw-------");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String master = "spark://127.0.0.1:" + port;
        String node = Commands.script("rlvr4j-spark");
        nodes.add(commands()
                .start(
                        "master.log",
                        List.of(
                                node,
                                "master",
                                "cluster.secret",
                                "127.0.0.1",
                                "--port",
                                "" + port,
                                "--webui-port",
                                "0")));
        for (String address : List.of("127.0.0.1", "127.0.0.2")) {
            nodes.add(commands()
                    .start(
                            address + ".log",
                            List.of(
                                    node,
                                    "worker",
                                    "cluster.secret",
                                    address,
                                    master,
                                    "--cores",
                                    "1",
                                    "--memory",
                                    "1g",
                                    "--work-dir",
                                    folder.resolve("work-" + address).toString(),
                                    "--webui-port",
                                    "0")));
        }
        Commands.await("a leader", () -> commands().read("master.log").contains("I have been elected leader"));
        Files.writeString(folder.resolve("small.conf"), ClusterTraining.text("countdown", "standard", 4));
        train("cluster", "runtime.id=spark", "runtime.master=\"" + master + "\"", "runtime.secret-file=cluster.secret");
        train("one", "runtime.id=djl", "runtime.threads=1");
        assertArrayEquals(commands().weights("one"), commands().weights("cluster"));
    }

    private Commands commands() {
        return new Commands(folder, Map.of());
    }

    private void train(String run, String... settings) throws IOException, InterruptedException {
        Process process = commands().start(run + ".log", Commands.training(run, List.of(settings)));
        commands().expect(0, process, run + ".log");
    }
}
