package org.rlvr4j.runtime.spark.internal;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.rlvr4j.api.spi.PlacedCommand;
import org.rlvr4j.trainer.run.FolderLock;
import org.rlvr4j.trainer.run.RunFolderException;

/**
 * A command that an executor runs as a process of its machine. Executors that come after one that was lost find the folder
 * taken until the process of the lost one, which notices that its parent is gone, has saved and ended.
 *
 * @param javaOptions options of Java
 * @param mainClass of this program
 * @param arguments its command line
 * @param whenBegun further arguments where an earlier process has begun it
 * @param directory the driver's working directory
 * @param mark a file by which the driver's folder is told from another of the same name
 * @param folder that one process at a time may have
 * @param begun the file that is there once it was begun
 * @param log what its words are added to
 */
record PlacedProcess(
        List<String> javaOptions,
        String mainClass,
        List<String> arguments,
        List<String> whenBegun,
        File directory,
        File mark,
        File folder,
        File begun,
        File log)
        implements Serializable {

    private static final long LOCK_PATIENCE_SECONDS = 600;
    private static final long SAVING_SECONDS = 70;

    /** Makes it of the driver's command. */
    static PlacedProcess of(PlacedCommand command, Path mark) {
        return new PlacedProcess(
                new ArrayList<>(command.javaOptions()),
                command.mainClass(),
                new ArrayList<>(command.arguments()),
                new ArrayList<>(command.whenBegun()),
                Path.of("").toAbsolutePath().toFile(),
                mark.toFile(),
                command.folder().toFile(),
                command.begun().toFile(),
                command.log().toFile());
    }

    /**
     * Runs it to its end.
     *
     * @return its exit code
     * @throws IOException if this machine does not share the driver's folders, or the process cannot be started
     * @throws InterruptedException if the driver wants no more of it; the process has then been asked to save and has ended
     */
    int run() throws IOException, InterruptedException {
        for (File needed : List.of(directory, mark)) {
            if (!needed.exists()) {
                throw new IOException(
                        needed + " is not on this machine; whole arms need a file system that all machines share"
                                + " for the working directory, the recipe with its files, and --out");
            }
        }
        awaitFolder();
        Process process = start();
        try {
            return process.waitFor();
        } finally {
            end(process);
        }
    }

    private void awaitFolder() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LOCK_PATIENCE_SECONDS);
        while (isTaken() && System.nanoTime() < deadline) {
            Thread.sleep(500);
        }
    }

    private boolean isTaken() throws IOException {
        if (!folder.isDirectory()) {
            return false;
        }
        try {
            FolderLock.take(folder.toPath()).close();
            return false;
        } catch (RunFolderException e) {
            return true;
        }
    }

    private Process start() throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(javaOptions);
        line.add("--class-path");
        line.add(System.getProperty("java.class.path"));
        line.add(mainClass);
        line.addAll(arguments);
        if (Files.exists(begun.toPath())) {
            line.addAll(whenBegun);
        }
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(directory)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        // the cluster's secret is not the command's
        builder.environment().keySet().removeIf(name -> name.startsWith("_SPARK_"));
        return builder.start();
    }

    private static void end(Process process) throws InterruptedException {
        if (process.isAlive()) {
            // set again where the wait was interrupted, and the end must be waited for
            boolean interrupted = Thread.interrupted();
            process.destroy();
            if (!process.waitFor(SAVING_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
