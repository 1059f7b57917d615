package org.rlvr4j.runtime.spark.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.rpc.RpcEnv;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.spi.InvalidOptionException;

/** Spark's own master, in this process, is asked by workers and drivers that have its secret and by such that have another. */
class WorkerNodeTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";
    private static final String LOOPBACK = "127.0.0.1";

    private static RpcEnv environment;
    private static String master;

    @TempDir
    Path folder;

    private final List<Process> workers = new ArrayList<>();

    private static SparkConf conf(String secret) {
        return new SparkConf(false)
                .set("spark.authenticate", "true")
                .set("spark.authenticate.secret", secret)
                .set("spark.network.crypto.enabled", "true")
                .set("spark.master.rest.enabled", "false")
                .set("spark.ui.enabled", "false");
    }

    @BeforeAll
    static void startMaster() {
        environment =
                Master.startRpcEnvAndEndpoint(LOOPBACK, 0, 0, conf(SECRET))._1();
        master = "spark://" + environment.address().hostPort();
    }

    @AfterAll
    static void endMaster() {
        environment.shutdown();
        environment.awaitTermination();
    }

    @AfterEach
    void endWorkers() throws InterruptedException {
        for (Process worker : workers) {
            worker.destroyForcibly();
            // it writes into the folder
            worker.waitFor();
        }
    }

    private Process worker(String name, String of, String secret) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dspark.authenticate=true",
                        "-Dspark.network.crypto.enabled=true",
                        "-Dorg.slf4j.simpleLogger.log.org.apache.spark.deploy=info",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerNode.class.getName(),
                        "--host",
                        LOOPBACK,
                        "--webui-port",
                        "0",
                        "--cores",
                        "1",
                        "--memory",
                        "512m",
                        "--work-dir",
                        folder.resolve(name).toString(),
                        of)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("_SPARK_AUTH_SECRET", secret);
        Process worker = builder.start();
        workers.add(worker);
        return worker;
    }

    private String words(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }

    private void awaitWords(String name, String expected) throws IOException, InterruptedException {
        for (int tries = 0; tries < 600 && !words(name).contains(expected); tries++) {
            Thread.sleep(100);
        }
        assertTrue(words(name).contains(expected), words(name));
    }

    private static String absentMaster() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "spark://" + LOOPBACK + ":" + free.getLocalPort();
        }
    }

    @Test
    void aWorkerJoinsOrIsRefusedOrWaitsForItsMaster() throws IOException, InterruptedException {
        Process joins = worker("joins", master, SECRET);
        Process refused = worker("refused", master, OTHER);
        Process waits = worker("waits", absentMaster(), SECRET);
        assertTrue(refused.waitFor(60, TimeUnit.SECONDS));
        assertEquals(2, refused.exitValue(), words("refused"));
        List<String> said = words("refused").strip().lines().toList();
        assertEquals(1, said.size(), said::toString);
        assertTrue(
                said.get(0).contains("the master at " + master + " does not take this process's secret"), said.get(0));
        awaitWords("joins", "Successfully registered with master " + master);
        awaitWords("waits", "Failed to connect to master");
        assertTrue(joins.isAlive() && waits.isAlive());
    }

    @Test
    void aDriverIsToldWhatTheMasterDoesNotTake() throws IOException {
        assertDoesNotThrow(() -> StandaloneMaster.require(master, conf(SECRET)));
        InvalidOptionException e =
                assertThrows(InvalidOptionException.class, () -> StandaloneMaster.require(master, conf(OTHER)));
        assertEquals("secret-file", e.mistakes().get(0).option());
        // of several masters one is active, and the others may be down
        String absent = absentMaster();
        assertDoesNotThrow(
                () -> StandaloneMaster.require(absent + "," + master.substring("spark://".length()), conf(SECRET)));
    }
}
