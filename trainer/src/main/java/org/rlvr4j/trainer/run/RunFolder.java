package org.rlvr4j.trainer.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run, held by a lock while it is open. The lock dies with its owner, so a killed run can be resumed.
 */
public final class RunFolder implements AutoCloseable {

    /** The file of the resolved recipe in a run's folder. */
    public static final String RECIPE = "recipe.conf";

    private static final String METRICS = "metrics.jsonl";
    private static final String CHECKPOINTS = "checkpoints";
    private static final String LOCK = FolderLock.FILE;

    private final Path path;
    private final FolderLock lock;
    private final boolean resumed;

    private RunFolder(Path path, FolderLock lock, boolean resumed) {
        this.path = path;
        this.lock = lock;
        this.resumed = resumed;
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
        refuse(path, existing);
        Files.createDirectories(path.toAbsolutePath());
        FolderLock lock = FolderLock.take(path);
        boolean opened = false;
        try {
            // once more, for another process may have come and gone before the lock was taken
            refuse(path, existing);
            RunFolder folder = new RunFolder(path, lock, existing == Existing.RESUME);
            if (existing == Existing.OVERWRITE) {
                folder.clear();
            }
            Files.createDirectories(folder.checkpoints());
            Files.createDirectories(folder.evaluations());
            opened = true;
            return folder;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    /** Refuses what may not be done; changes nothing. */
    private static void refuse(Path path, Existing existing) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new RunFolderException(path + " is a file, not a run folder");
        }
        boolean hasRun = holdsRun(path);
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
    }

    /**
     * Whether a folder holds a run. A recipe alone is none: the folder may be one in which recipes are kept, which must
     * never be overwritten.
     */
    private static boolean holdsRun(Path path) {
        boolean madeHere = Files.exists(path.resolve(LOCK)) || Files.isDirectory(path.resolve(CHECKPOINTS));
        return madeHere && (Files.exists(path.resolve(RECIPE)) || Files.exists(path.resolve(METRICS)));
    }

    /** Whether a folder holds more than what is made before a run's recipe, after which it may have been killed. */
    private static boolean holdsSomething(Path folder) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                boolean early = switch (String.valueOf(child.getFileName())) {
                    case LOCK, "manifest.json", "manifest.json.tmp", "recipe.conf.tmp" -> true;
                    // a fork has its first checkpoint before its recipe
                    case CHECKPOINTS -> Checkpoints.holdsNothingElse(child);
                    case "evaluations" -> isEmptyFolder(child);
                    default -> false;
                };
                if (!early) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
            return !children.iterator().hasNext();
        }
    }

    /** Deletes the run; its recipe goes last, so that what a kill leaves is still known as a run. */
    private void clear() throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
            for (Path child : children) {
                String name = String.valueOf(child.getFileName());
                if (!name.equals(LOCK) && !name.equals(RECIPE) && !name.equals(METRICS)) {
                    delete(child);
                }
            }
        }
        Files.deleteIfExists(path.resolve(METRICS));
        Files.deleteIfExists(path.resolve(RECIPE));
    }

    /**
     * Writes a file whole or not at all: under a temporary name, synced, renamed. An earlier file is replaced.
     *
     * @param file the file
     * @param content what it shall hold
     * @throws IOException if it cannot be written; the earlier file, if any, stays as it is
     */
    public static void writeWhole(Path file, byte[] content) throws IOException {
        writeWhole(file, content, file.getFileName() + ".tmp");
    }

    /** The same under a temporary name of the caller's, where several processes may write the same file. */
    static void writeWhole(Path file, byte[] content, String temporaryName) throws IOException {
        Path temporary = file.resolveSibling(temporaryName);
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel folder =
                    FileChannel.open(file.toAbsolutePath().resolveSibling("."), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (IOException e) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw named(file, e);
        }
    }

    /** What went wrong with a file, naming it: a full disk is said without any name. */
    static IOException named(Path file, IOException e) {
        if (e instanceof FileSystemException || String.valueOf(e.getMessage()).contains(file.toString())) {
            return e;
        }
        FileSystemException named = new FileSystemException(file.toString(), null, e.getMessage());
        named.initCause(e);
        return named;
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
     * Tells whether the folder was opened to go on with an earlier run.
     *
     * @return whether it was opened with {@link Existing#RESUME}
     */
    public boolean isResumed() {
        return resumed;
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
        return path.resolve(METRICS);
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
     * Returns the file that says how often, and from where to where, training went back.
     *
     * @return {@code rollbacks.json}
     */
    public Path rollbacks() {
        return path.resolve("rollbacks.json");
    }

    /**
     * Returns the folder of metrics that a rollback made void.
     *
     * @return {@code rolled-back}
     */
    public Path rolledBack() {
        return path.resolve("rolled-back");
    }

    /**
     * Returns the folder of checkpoints.
     *
     * @return {@code checkpoints}
     */
    public Path checkpoints() {
        return path.resolve(CHECKPOINTS);
    }

    /**
     * Returns the folder of evaluations.
     *
     * @return {@code evaluations}
     */
    public Path evaluations() {
        return path.resolve("evaluations");
    }

    /** Releases the lock; does nothing the second time. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
