package org.rlvr4j.trainer.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run, held by a lock while it is open. The lock dies with its owner, so a killed run can be resumed.
 */
public final class RunFolder implements AutoCloseable {

    private static final String RECIPE = "recipe.conf";

    private final Path path;
    private final FileChannel lockChannel;

    private RunFolder(Path path, FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
    }

    /** What to do where the folder already holds a run. */
    public enum Existing {
        /** Refuse. */
        REFUSE,
        /** Go on with it. */
        RESUME,
        /** Delete it and start anew. */
        OVERWRITE
    }

    /**
     * Opens the folder of a run, making it where it is missing.
     *
     * @param path the folder
     * @param existing what to do with an earlier run
     * @return the locked folder
     * @throws RunFolderException if there is an earlier run and it may not be touched, none to resume, the folder holds
     *     something else, or another process works in it
     * @throws IOException if the folder cannot be made or written
     */
    public static RunFolder open(Path path, Existing existing) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new RunFolderException(path + " is a file, not a run folder");
        }
        boolean hasRun = Files.exists(path.resolve(RECIPE));
        if (existing == Existing.RESUME && !hasRun) {
            throw new RunFolderException("there is no run to resume in " + path);
        }
        if (existing == Existing.REFUSE && hasRun) {
            throw new RunFolderException(
                    path + " holds an earlier run; add --resume to go on with it or --overwrite to delete it");
        }
        if (!hasRun && Files.isDirectory(path) && holdsSomething(path)) {
            throw new RunFolderException(path + " is not empty and holds no run; choose another name");
        }
        Files.createDirectories(path.toAbsolutePath());
        FileChannel channel =
                FileChannel.open(path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        RunFolder folder = new RunFolder(path, channel);
        try {
            lock(path, channel);
            if (existing == Existing.OVERWRITE) {
                folder.clear();
            }
            Files.createDirectories(folder.checkpoints());
            Files.createDirectories(folder.evaluations());
            return folder;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean holdsSomething(Path folder) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                String name = String.valueOf(child.getFileName());
                // these are made before the recipe is written: a run may have been stopped in between
                if (!name.equals(".lock") && !name.equals("checkpoints") && !name.equals("evaluations")) {
                    return true;
                }
            }
            return false;
        }
    }

    private static void lock(Path path, FileChannel channel) throws IOException {
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new RunFolderException("another process works in " + path);
        }
    }

    private void clear() throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
            for (Path child : children) {
                if (!String.valueOf(child.getFileName()).equals(".lock")) {
                    delete(child);
                }
            }
        }
    }

    /** Deletes a file or a folder with all it holds; links are not followed. */
    static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /**
     * Returns the folder.
     *
     * @return its path
     */
    public Path path() {
        return path;
    }

    /**
     * Returns the file of the resolved recipe.
     *
     * @return {@code recipe.conf}
     */
    public Path recipe() {
        return path.resolve(RECIPE);
    }

    /**
     * Returns the file that says what made the run.
     *
     * @return {@code manifest.json}
     */
    public Path manifest() {
        return path.resolve("manifest.json");
    }

    /**
     * Returns the file of metrics, one JSON object a line.
     *
     * @return {@code metrics.jsonl}
     */
    public Path metrics() {
        return path.resolve("metrics.jsonl");
    }

    /**
     * Returns the folder of logged rollouts.
     *
     * @return {@code rollouts}
     */
    public Path rollouts() {
        return path.resolve("rollouts");
    }

    /**
     * Returns the folder of checkpoints.
     *
     * @return {@code checkpoints}
     */
    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /**
     * Returns the folder of evaluations.
     *
     * @return {@code evaluations}
     */
    public Path evaluations() {
        return path.resolve("evaluations");
    }

    /** Releases the lock. */
    @Override
    public void close() throws IOException {
        lockChannel.close();
    }
}
