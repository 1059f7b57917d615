package org.rlvr4j.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.ReferenceText;

/** A reference in a {@link ReferenceFile}. Equal to another with the same bytes, in whichever file. */
final class StoredReference implements ReferenceText {

    private static final long serialVersionUID = 1;

    private final String file;
    private final long offset;
    private final int length;
    private final long hash;
    private final long moreHash;

    /**
     * Describes where a reference is.
     *
     * @param file absolute path of the file
     * @param offset where it begins, in bytes
     * @param length how many bytes of UTF-8 it has
     * @param sha256 of these bytes, of which the first 16 are kept
     */
    StoredReference(String file, long offset, int length, byte[] sha256) {
        this.file = file;
        this.offset = offset;
        this.length = length;
        ByteBuffer first = ByteBuffer.wrap(sha256);
        this.hash = first.getLong();
        this.moreHash = first.getLong();
    }

    @Override
    public String read() {
        byte[] bytes = new byte[length];
        try (FileChannel channel = FileChannel.open(Path.of(file), StandardOpenOption.READ)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                if (channel.read(rest, offset + rest.position()) < 0) {
                    throw changed(new EOFException("ends after " + channel.size() + " bytes"));
                }
            }
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(
                    file + " is not there; references-in must be at one path of all machines", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
        if (!isOf(Hash.ofBytes(bytes))) {
            throw changed(new IOException("another hash"));
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private UncheckedIOException changed(IOException cause) {
        return new UncheckedIOException(
                file + " is not what was written: delete it, and the next run makes it anew", cause);
    }

    private boolean isOf(byte[] sha256) {
        ByteBuffer first = ByteBuffer.wrap(sha256);
        return hash == first.getLong() && moreHash == first.getLong();
    }

    /** Adds what tells these bytes from others. */
    void describe(ByteBuffer target) {
        target.putInt(length).putLong(hash).putLong(moreHash);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredReference that
                && length == that.length
                && hash == that.hash
                && moreHash == that.moreHash;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash);
    }

    @Override
    public String toString() {
        return length + " bytes at " + offset + " of " + file;
    }
}
