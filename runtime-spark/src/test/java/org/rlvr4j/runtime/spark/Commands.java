package org.rlvr4j.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Processes in a folder of a test, each with a file of its words. */
final class Commands {

    private final Path folder;
    private final Map<String, String> environment;

    /**
     * Works in a folder.
     *
     * @param folder the folder
     * @param environment what the commands see beside this process's own
     */
    Commands(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
    }

    /** The path of a script of {@code bin}. */
    static String script(String name) {
        return Path.of(System.getProperty("rlvr4j.home"), "bin", name)
                .toAbsolutePath()
                .normalize()
                .toString();
    }

    /** Starts a process, whose words go to a file of the folder. */
    Process start(String log, List<String> line) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile());
        builder.environment().remove("SPARK_HOME");
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The command line of {@code bin/rlvr4j train small.conf --run RUN} with further arguments. */
    static List<String> training(String run, List<String> settings, String... further) {
        List<String> line = new ArrayList<>(List.of(script("rlvr4j"), "train", "small.conf", "--run", run));
        settings.forEach(setting -> line.addAll(List.of("--set", setting)));
        line.addAll(List.of(further));
        return line;
    }

    /** Waits for an exit code and gives the last of the words. */
    String expect(int code, Process process, String log) throws InterruptedException {
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), () -> read(log));
        assertEquals(code, process.exitValue(), () -> read(log));
        return read(log);
    }

    /** The final weights of a run. */
    byte[] weights(String run) throws IOException {
        return Files.readAllBytes(folder.resolve("runs/" + run + "/checkpoints/final/model.safetensors"));
    }

    String read(String log) {
        try {
            return Files.readString(folder.resolve(log));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Waits up to two minutes. */
    static void await(String what, BooleanSupplier reached) throws InterruptedException {
        for (int tries = 0; tries < 1200 && !reached.getAsBoolean(); tries++) {
            Thread.sleep(100);
        }
        assertTrue(reached.getAsBoolean(), what);
    }
}
