package org.rlvr4j.evaluation.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one evaluation, held by a lock while it is open. The lock dies with its owner, so that a killed evaluation
 * can go on.
 *
 * <pre>
 * samples.jsonl     every sample that was drawn
 * verdicts.jsonl    every verdict that was given
 * evaluation.json   the numbers
 * shown.json        some samples with their verdicts, for the report
 * report.html       the report
 * </pre>
 */
public final class EvaluationFolder implements AutoCloseable {

    /** The file of the numbers. */
    public static final String RESULT = "evaluation.json";

    /** The file of samples for the report. */
    public static final String SHOWN = "shown.json";

    private static final String SAMPLES = "samples.jsonl";
    private static final String VERDICTS = "verdicts.jsonl";
    private static final String LOCK = ".lock";

    /** On POSIX systems closing any channel of a file gives up every lock of the process on it, so it is asked first. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Path realPath;
    private final FileChannel lock;
    private final SampleCache samples;
    private final VerdictCache verdicts;

    private EvaluationFolder(Path path, Path realPath, FileChannel lock, SampleCache samples, VerdictCache verdicts) {
        this.path = path;
        this.realPath = realPath;
        this.lock = lock;
        this.samples = samples;
        this.verdicts = verdicts;
    }

    /**
     * Opens a folder, making it where it is missing.
     *
     * @param path the folder
     * @return the folder, locked
     * @throws FolderInUseException if another process works in it, it is a file, or it holds something else
     * @throws IOException if it cannot be made, read or written
     */
    public static EvaluationFolder open(Path path) throws IOException {
        requireEvaluation(path);
        Files.createDirectories(path.toAbsolutePath());
        Path realPath = path.toRealPath();
        if (!HELD.add(realPath)) {
            throw new FolderInUseException("another evaluation of this process works in " + path);
        }
        @Nullable FileChannel channel = null;
        @Nullable SampleCache samples = null;
        try {
            channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock(path, channel);
            samples = SampleCache.open(path.resolve(SAMPLES));
            return new EvaluationFolder(path, realPath, channel, samples, VerdictCache.open(path.resolve(VERDICTS)));
        } catch (IOException | RuntimeException e) {
            if (samples != null) {
                samples.close();
            }
            if (channel != null) {
                channel.close();
            }
            HELD.remove(realPath);
            throw e;
        }
    }

    private static void requireEvaluation(Path path) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new FolderInUseException(path + " is a file, not a folder of an evaluation");
        }
        if (!Files.isDirectory(path) || Files.exists(path.resolve(SAMPLES))) {
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
            for (Path child : children) {
                if (!String.valueOf(child.getFileName()).equals(LOCK)) {
                    throw new FolderInUseException(path + " is not empty and holds no evaluation; name another folder");
                }
            }
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
            throw new FolderInUseException(
                    "another process works in " + path + "; wait for it, or name another folder");
        }
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
     * Returns the samples.
     *
     * @return the cache
     */
    public SampleCache samples() {
        return samples;
    }

    /**
     * Returns the verdicts.
     *
     * @return the cache
     */
    public VerdictCache verdicts() {
        return verdicts;
    }

    /**
     * Writes a file whole or not at all: under a temporary name, synced, renamed. An earlier one is replaced.
     *
     * @param name the file's name in the folder
     * @param content what it shall hold
     * @throws IOException if it cannot be written; the earlier file stays as it is
     */
    public void write(String name, byte[] content) throws IOException {
        Path file = path.resolve(name);
        Path temporary = path.resolve(name + ".tmp");
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
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /**
     * Brings everything to the disk and releases the lock.
     *
     * @throws IOException if that fails
     */
    @Override
    public void close() throws IOException {
        if (!lock.isOpen()) {
            return;
        }
        try (lock;
                samples;
                verdicts) {
            HELD.remove(realPath);
        }
    }
}
