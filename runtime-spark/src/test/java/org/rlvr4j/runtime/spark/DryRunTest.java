package org.rlvr4j.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.trainer.config.TrainingRecipe;

/** A look at a recipe needs no cluster, and knocks at none. */
class DryRunTest {

    @TempDir
    Path folder;

    /** Something listens at the master's address, and takes connections without a word. */
    private static ServerSocket master() throws IOException {
        ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listening.setSoTimeout(200);
        return listening;
    }

    private static String runtime(ServerSocket master) {
        return "id = spark, master = \"spark://127.0.0.1:" + master.getLocalPort() + "\", secret-file = nowhere";
    }

    private static void assertNobodyKnocked(ServerSocket master) {
        assertThrows(SocketTimeoutException.class, master::accept);
    }

    @Test
    void thePolicyIsOpenedInThisProcess() throws IOException {
        try (ServerSocket master = master()) {
            TrainingRecipe recipe = new ClusterTraining(folder).recipe(runtime(master));
            try (PolicyRuntime runtime = recipe.runtime().openHere(recipe.policy())) {
                assertFalse(runtime.description().contains("Spark"), runtime.description());
                String prompt = recipe.recipe().problems().training().get(0).prompt();
                assertEquals(prompt, runtime.decode(runtime.encodePrompt(prompt)));
            }
            assertNobodyKnocked(master);
        }
    }

    @Test
    void theCommandSaysWhatItWouldDo() throws IOException, InterruptedException {
        try (ServerSocket master = master()) {
            Files.writeString(
                    folder.resolve("small.conf"),
                    ClusterTraining.text("countdown", "standard", 4) + "runtime { " + runtime(master) + " }\n");
            Commands commands = new Commands(folder, Map.of());
            Process dry = commands.start(
                    "dry.log",
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "org.rlvr4j.cli.Main",
                            "train",
                            "small.conf",
                            "--dry-run"));
            String words = commands.expect(0, dry, "dry.log");
            assertTrue(words.contains("spark"), words);
            assertNobodyKnocked(master);
        }
    }
}
