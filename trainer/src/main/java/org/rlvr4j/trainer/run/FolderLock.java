package org.rlvr4j.trainer.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to write into a folder, held by one process at a time. The operating system gives it up when its owner ends,
 * however that comes about; the file {@code .lock} says who the owner is, and stays.
 */
public final class FolderLock implements AutoCloseable {

    /** The file that is locked, in the folder. */
    public static final String FILE = ".lock";

    private static final int MOST_OWNER_BYTES = 300;

    /**
     * The folders locked by this process. They are looked up before the lock file is touched, for on POSIX systems closing
     * any channel of a file gives up every lock that the process holds on it.
     */
    private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

    private final String name;
    private final FileChannel channel;

    private FolderLock(String name, FileChannel channel) {
        this.name = name;
        this.channel = channel;
    }

    /**
     * Takes the lock of a folder.
     *
     * @param folder the folder, which exists
     * @return the lock
     * @throws RunFolderException if another process holds it, or this one does; the message says which
     * @throws IOException if the folder cannot be written
     */
    public static FolderLock take(Path folder) throws IOException {
        String name = folder.toRealPath().toString();
        if (!HELD.add(name)) {
            throw new RunFolderException("another run of this process works in " + folder);
        }
        boolean taken = false;
        try {
            FolderLock lock = new FolderLock(name, open(folder));
            taken = true;
            return lock;
        } finally {
            if (!taken) {
                HELD.remove(name);
            }
        }
    }

    private static FileChannel open(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            if (tryLock(channel) == null) {
                throw new RunFolderException("another process works in " + folder + ": " + owner(file));
            }
            channel.truncate(0);
            byte[] self = self().getBytes(StandardCharsets.US_ASCII);
            channel.write(ByteBuffer.wrap(self));
            taken = true;
            return channel;
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String self() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "an unnamed host";
        }
        return "process " + ProcessHandle.current().pid() + " on " + host.replaceAll("[^A-Za-z0-9._ -]", "?")
                + ", since " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n";
    }

    /** What the owner wrote of itself; the file is anybody's to write, so what is shown of it is bounded. */
    private static String owner(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String text = new String(bytes, 0, Math.min(bytes.length, MOST_OWNER_BYTES), StandardCharsets.US_ASCII);
            String line = text.lines().findFirst().orElse("").replaceAll("[^ -~]", "?");
            return line.isEmpty() ? "it does not say which" : line;
        } catch (IOException e) {
            return "which one cannot be read: " + e.getMessage();
        }
    }

    /** Gives the lock up; does nothing the second time. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            try {
                channel.close();
            } finally {
                HELD.remove(name);
            }
        }
    }
}
