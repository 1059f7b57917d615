package org.rlvr4j.trackers.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * A TensorBoard event file: TFRecords (length, masked CRC-32C of the length, data, masked CRC-32C of the data; all little
 * endian) of {@code Event} messages. Of the protocol buffers three messages with seven fields are written, so they are
 * encoded here and no library is drawn in.
 */
final class EventFile implements AutoCloseable {

    // fields of tensorflow.Event
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;
    // of tensorflow.Summary and tensorflow.Summary.Value
    private static final int VALUE = 1;
    private static final int TAG = 1;
    private static final int SIMPLE_VALUE = 2;
    // of tensorflow.SessionLog
    private static final int STATUS = 1;
    private static final int START = 1;

    // wire types
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final FileChannel channel;

    private EventFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Begins a file.
     *
     * @param file the file, which must not exist
     * @param millis the time, since 1970
     */
    static EventFile create(Path file, long millis) throws IOException {
        EventFile created =
                new EventFile(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        Message event = new Message().fixed64(WALL_TIME, millis / 1000.0);
        created.write(List.of(event.text(FILE_VERSION, "brain.Event:2")));
        return created;
    }

    /** Says that the run goes on from a step: readers drop what earlier files have of this and later ones. */
    void restartAt(long step, long millis) throws IOException {
        write(List.of(restart(step, millis)));
    }

    private static Message restart(long step, long millis) {
        return new Message()
                .fixed64(WALL_TIME, millis / 1000.0)
                .varint(STEP, step)
                .message(SESSION_LOG, new Message().varint(STATUS, START));
    }

    /** Appends values whole or not at all, so that a failed attempt can be repeated. */
    void write(Iterable<Message> events) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Message event : events) {
            byte[] data = event.bytes();
            byte[] length = little(8).putLong(data.length).array();
            bytes.writeBytes(length);
            bytes.writeBytes(little(4).putInt(Crc32c.masked(length)).array());
            bytes.writeBytes(data);
            bytes.writeBytes(little(4).putInt(Crc32c.masked(data)).array());
        }
        long before = channel.size();
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
            channel.position(before);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            channel.truncate(before);
            throw e;
        }
    }

    static Message event(Values values) {
        if (values.isRestart()) {
            return restart(values.step(), values.millis());
        }
        Message summary = new Message();
        for (Map.Entry<String, Double> value : values.byName().entrySet()) {
            summary.message(
                    VALUE,
                    new Message()
                            .text(TAG, value.getKey())
                            .fixed32(SIMPLE_VALUE, value.getValue().floatValue()));
        }
        return new Message()
                .fixed64(WALL_TIME, values.millis() / 1000.0)
                .varint(STEP, values.step())
                .message(SUMMARY, summary);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A protocol-buffer message. */
    static final class Message {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private void raw(long value) {
            long left = value;
            while ((left & ~0x7FL) != 0) {
                bytes.write((int) ((left & 0x7F) | 0x80));
                left >>>= 7;
            }
            bytes.write((int) left);
        }

        private void tag(int field, int wireType) {
            raw(((long) field << 3) | wireType);
        }

        Message varint(int field, long value) {
            tag(field, VARINT);
            raw(value);
            return this;
        }

        Message fixed64(int field, double value) {
            tag(field, FIXED_64);
            bytes.writeBytes(little(8).putDouble(value).array());
            return this;
        }

        Message fixed32(int field, float value) {
            tag(field, FIXED_32);
            bytes.writeBytes(little(4).putFloat(value).array());
            return this;
        }

        Message text(int field, String text) {
            return bytes(field, text.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message message) {
            return bytes(field, message.bytes());
        }

        private Message bytes(int field, byte[] content) {
            tag(field, BYTES);
            raw(content.length);
            bytes.writeBytes(content);
            return this;
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
