package org.rlvr4j.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows that are made go: written beside the output under a name that ends in {@code .partial}, and renamed when all is there.
 * Whatever ends the work early, the partial file holds whole lines. Standard output and devices are written directly.
 */
final class RowFile implements Closeable {

    private final String what;
    private final String name;
    private final @Nullable Path path;
    private final WritableByteChannel channel;

    private RowFile(String what, String name, @Nullable Path path, WritableByteChannel channel) {
        this.what = what;
        this.name = name;
        this.path = path;
        this.channel = channel;
    }

    /** Writes to standard output. */
    static RowFile standardOutput(String what, PrintWriter out) {
        return new RowFile(what, "standard output", null, new WriterChannel(out));
    }

    /**
     * Creates the file.
     *
     * @param what the rows are, such as {@code verdicts}
     * @throws BadInputException if it or what an earlier run left exists and may not be replaced
     */
    static RowFile create(String what, Path path, boolean overwrite) throws IOException {
        if (Files.isDirectory(path)) {
            throw new BadInputException("--output " + path + " is a folder; name a file");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            return new RowFile(what, path.toString(), null, FileChannel.open(path, StandardOpenOption.WRITE));
        }
        for (Path taken : new Path[] {path, partialOf(path)}) {
            if (!overwrite && Files.exists(taken)) {
                throw new BadInputException(
                        "--output: " + taken + " exists; --overwrite replaces it, or name another file");
            }
        }
        FileChannel channel = FileChannel.open(
                partialOf(path),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        return new RowFile(what, path.toString(), path, channel);
    }

    private static Path partialOf(Path path) {
        return path.resolveSibling(path.getFileName() + ".partial");
    }

    /** Writes whole lines. */
    void write(byte[] lines) throws IOException {
        try {
            if (path != null && channel instanceof FileChannel file) {
                writeOrTakeBack(file, lines);
            } else {
                writeAll(channel, lines);
            }
        } catch (IOException e) {
            throw new IOException(name + " cannot be written: " + e.getMessage() + whatIsLeft(), e);
        }
    }

    private static void writeOrTakeBack(FileChannel file, byte[] lines) throws IOException {
        long before = file.position();
        try {
            writeAll(file, lines);
        } catch (IOException e) {
            file.truncate(before);
            throw e;
        }
    }

    private static void writeAll(WritableByteChannel channel, byte[] lines) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(lines);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    /** Says where the rows so far are. */
    String whatIsLeft() {
        return path == null ? "" : "; the " + what + " so far are in " + partialOf(path);
    }

    /** All rows are written: gives the file its name. */
    void complete() throws IOException {
        channel.close();
        if (path != null) {
            try {
                Files.move(partialOf(path), path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(partialOf(path), path, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Standard output, whose streams keep their failures to themselves until they are asked. */
    private record WriterChannel(PrintWriter out) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer source) throws IOException {
            int count = source.remaining();
            out.print(StandardCharsets.UTF_8.decode(source));
            if (out.checkError() || System.out.checkError()) {
                throw new IOException("it is closed or full");
            }
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
