package org.rlvr4j.evaluation.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/**
 * A file of JSON objects, one a line, to which lines are only added.
 *
 * <p>Each line ends with the CRC-32C of what stands before it, so that what a kill, a full disk or a broken one left
 * behind is never taken for a value: a torn last line is cut off when the file is opened, other damaged lines are passed
 * over and counted. Lines reach the operating system one by one, and the disk at least every {@value #SYNC_LINES} lines or
 * at the first line after a second.
 */
public final class ChecksummedLines implements AutoCloseable {

    private static final int SYNC_LINES = 64;
    private static final long SYNC_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_LINE_BYTES = 256 << 20;
    private static final String SUM = ",\"crc32c\":\"";
    private static final int SUM_LENGTH = SUM.length() + 8 + 2;
    private static final HexFormat HEX = HexFormat.of();

    /** What is not ASCII is escaped, so that no text of a model reaches a terminal or editor as it is. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Path file;
    private final FileChannel channel;
    private final long damaged;
    private long end;
    private int unsynced;
    private long lastSync = System.nanoTime();

    /**
     * Where a line is.
     *
     * @param offset of its first byte
     * @param length in bytes, without the line's end
     */
    public record Place(long offset, int length) {}

    /** Receives the lines that are in a file when it is opened. */
    @FunctionalInterface
    public interface Reader {

        /**
         * Takes a line.
         *
         * @param line its object
         * @param place where it is
         */
        void line(ObjectNode line, Place place);
    }

    private ChecksummedLines(Path file, FileChannel channel, long end, long damaged) {
        this.file = file;
        this.channel = channel;
        this.end = end;
        this.damaged = damaged;
    }

    /**
     * Opens a file, making it where it is missing, and reads what is in it. One process at a time may do so.
     *
     * @param file the file
     * @param reader receives its good lines, in their order
     * @return the file, ready for more lines
     * @throws IOException if it cannot be read or written; the message names it
     */
    public static ChecksummedLines open(Path file, Reader reader) throws IOException {
        long damaged = 0;
        long end = 0;
        if (Files.exists(file)) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                ByteArrayOutputStream line = new ByteArrayOutputStream();
                for (int b = in.read(); b >= 0; b = in.read()) {
                    if (b != '\n') {
                        if (line.size() == MOST_LINE_BYTES) {
                            throw new IOException(file + " has a line of more than " + MOST_LINE_BYTES + " bytes");
                        }
                        line.write(b);
                        continue;
                    }
                    Optional<ObjectNode> object = parse(line.toByteArray());
                    if (object.isPresent()) {
                        reader.line(object.get(), new Place(end, line.size()));
                    } else {
                        damaged++;
                    }
                    end += line.size() + 1L;
                    line.reset();
                }
            }
        }
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            channel.truncate(end);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new ChecksummedLines(file, channel, end, damaged);
    }

    /**
     * Returns how many whole lines could not be used.
     *
     * @return at least 0
     */
    public long damaged() {
        return damaged;
    }

    /**
     * Adds a line.
     *
     * @param line its object, not empty
     * @return where it is
     * @throws IOException if it cannot be written, such as on a full disk; nothing that was added before is lost
     */
    public synchronized Place append(ObjectNode line) throws IOException {
        byte[] bytes = format(line);
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            long at = end;
            while (buffer.hasRemaining()) {
                at += channel.write(buffer, at);
            }
        } catch (IOException e) {
            throw new IOException(file + " cannot be written: " + e.getMessage(), e);
        }
        Place place = new Place(end, bytes.length - 1);
        end += bytes.length;
        if (++unsynced >= SYNC_LINES || System.nanoTime() - lastSync > SYNC_NANOS) {
            sync();
        }
        return place;
    }

    /**
     * Reads a line again.
     *
     * @param place where {@link #open} or {@link #append} said it is
     * @return its object
     * @throws IOException if it cannot be read, or was changed meanwhile
     */
    public ObjectNode read(Place place) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(place.length());
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, place.offset() + buffer.position()) < 0) {
                throw new IOException(file + " was cut while it was in use");
            }
        }
        return parse(buffer.array())
                .orElseThrow(
                        () -> new IOException(file + " was changed while it was in use, at byte " + place.offset()));
    }

    /**
     * Brings all lines to the disk.
     *
     * @throws IOException if that fails
     */
    public synchronized void sync() throws IOException {
        if (unsynced > 0) {
            channel.force(false);
            unsynced = 0;
        }
        lastSync = System.nanoTime();
    }

    /**
     * Brings all lines to the disk and closes the file.
     *
     * @throws IOException if that fails
     */
    @Override
    public synchronized void close() throws IOException {
        if (channel.isOpen()) {
            try (channel) {
                sync();
            }
        }
    }

    private static byte[] format(ObjectNode line) throws IOException {
        byte[] plain = JSON.writeValueAsBytes(line);
        String sum = SUM + sum(plain, plain.length - 1) + "\"}\n";
        byte[] end = sum.getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[plain.length - 1 + end.length];
        System.arraycopy(plain, 0, all, 0, plain.length - 1);
        System.arraycopy(end, 0, all, plain.length - 1, end.length);
        return all;
    }

    private static String sum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return HEX.toHexDigits((int) crc.getValue());
    }

    private static Optional<ObjectNode> parse(byte[] line) {
        int content = line.length - SUM_LENGTH;
        if (content < 1) {
            return Optional.empty();
        }
        String end = new String(line, content, SUM_LENGTH, StandardCharsets.ISO_8859_1);
        if (!end.equals(SUM + sum(line, content) + "\"}")) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(line);
            return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
