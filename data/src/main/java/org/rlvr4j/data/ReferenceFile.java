package org.rlvr4j.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The references of one file of rows, one after the other as UTF-8, so that they need not be in memory.
 *
 * <p>The file appears whole or not at all. It is written once: its name is a hash of the file of rows and of what its columns
 * mean, and its last 32 bytes tell whether what is read now is what was written then. Processes that want the same file at
 * the same time wait for the first.
 */
final class ReferenceFile implements AutoCloseable {

    /** The file cannot be made, written, or compared with what it should hold; the message says why. */
    static final class UnwritableException extends UncheckedIOException {
        private static final long serialVersionUID = 1;

        UnwritableException(IOException cause) {
            super(
                    cause instanceof FileSystemException named && named.getReason() == null
                            ? named.getClass().getSimpleName().replace("Exception", "") + " " + named.getFile()
                            : String.valueOf(cause.getMessage()),
                    cause);
        }
    }

    /** What a reference adds to the digest: its length and half its hash. */
    private static final int DESCRIPTION_BYTES = 20;

    private static final int NAME_BYTES = 12;
    private static final int BUFFER_BYTES = 1 << 20;

    /** A lock on a file is of the whole process. */
    private static final ReentrantLock IN_PROCESS = new ReentrantLock();

    private final Path file;
    private final Path part;
    private final FileChannel lock;
    private final MessageDigest digest = Hash.sha256();
    private final @Nullable FileChannel written;
    private final @Nullable OutputStream out;
    private long length;

    private ReferenceFile(Path file, boolean anew) throws IOException {
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        // a file of its own that stays, for a lock belongs to a file and not to its name
        this.lock = FileChannel.open(
                file.resolveSibling(file.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock.lock();
            if (anew || !Files.exists(file)) {
                written = FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                out = new BufferedOutputStream(Channels.newOutputStream(written), BUFFER_BYTES);
            } else {
                written = null;
                out = null;
            }
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Opens the file for the references of a file of rows; to be closed in the same thread.
     *
     * @param folder where these files are; made where it is missing
     * @param label what the name begins with
     * @param identity hash of the rows and of what their columns mean
     * @param anew whether to write it though it is there
     * @throws UnwritableException if the folder cannot be made or written to
     */
    static ReferenceFile open(Path folder, String label, byte[] identity, boolean anew) {
        Path absolute = folder.toAbsolutePath().normalize();
        String name = label + "-" + HexFormat.of().formatHex(Arrays.copyOf(identity, NAME_BYTES)) + ".references";
        IN_PROCESS.lock();
        try {
            Files.createDirectories(absolute);
            return new ReferenceFile(absolute.resolve(name), anew);
        } catch (IOException e) {
            IN_PROCESS.unlock();
            throw new UnwritableException(e);
        } catch (RuntimeException e) {
            IN_PROCESS.unlock();
            throw e;
        }
    }

    /**
     * Takes the next reference; all must be taken in the rows' order.
     *
     * @param text the reference
     * @return where it will be once {@link #finish} has returned true
     * @throws UnwritableException if it cannot be written
     */
    StoredReference add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StoredReference reference = new StoredReference(file.toString(), length, bytes.length, Hash.ofBytes(bytes));
        ByteBuffer description = ByteBuffer.allocate(DESCRIPTION_BYTES);
        reference.describe(description);
        digest.update(description.array());
        length += bytes.length;
        if (out != null) {
            try {
                out.write(bytes);
            } catch (IOException e) {
                throw new UnwritableException(e);
            }
        }
        return reference;
    }

    /**
     * Ends the file.
     *
     * @return false if one that was there before is not of these references, and must be written anew
     * @throws UnwritableException if it cannot be written
     */
    boolean finish() {
        byte[] end = digest.digest();
        try {
            if (out == null || written == null) {
                return isOf(end);
            }
            out.write(end);
            out.flush();
            written.force(true);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            throw new UnwritableException(e);
        }
    }

    private boolean isOf(byte[] end) throws IOException {
        try (FileChannel there = FileChannel.open(file, StandardOpenOption.READ)) {
            if (there.size() != length + end.length) {
                return false;
            }
            ByteBuffer last = ByteBuffer.allocate(end.length);
            while (last.hasRemaining() && there.read(last, length + last.position()) >= 0) {
                // until it is full
            }
            return Arrays.equals(last.array(), end);
        }
    }

    /** Lets others go on; what was not finished is deleted. */
    @Override
    public void close() throws IOException {
        try (lock) {
            if (written != null) {
                written.close();
                Files.deleteIfExists(part);
            }
        } finally {
            IN_PROCESS.unlock();
        }
    }
}
