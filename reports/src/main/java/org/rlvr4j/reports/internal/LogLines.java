package org.rlvr4j.reports.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The objects of a compressed log, one a line; lines that are too long or no objects are passed over. */
final class LogLines implements AutoCloseable {

    private static final long MOST_BYTES_OF_A_FILE = 128L << 20;
    private static final int MOST_LINE_BYTES = 8 << 20;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long left = MOST_BYTES_OF_A_FILE;

    LogLines(Path log) throws IOException {
        in = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(log)));
    }

    /** The next object; none at the end of the file, or of what is read of it. */
    Optional<JsonNode> next() throws IOException {
        line.reset();
        for (int b = in.read(); b >= 0 && left > 0; b = in.read(), left--) {
            if (b != '\n') {
                if (line.size() <= MOST_LINE_BYTES) {
                    line.write(b);
                }
                continue;
            }
            Optional<JsonNode> parsed =
                    line.size() <= MOST_LINE_BYTES ? Json.parse(line.toByteArray()) : Optional.empty();
            if (parsed.isPresent()) {
                return parsed;
            }
            line.reset();
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
