package org.rlvr4j.data.row;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.rlvr4j.data.internal.parquet.ParquetRows;

/** The formats of files with rows, told by the ends of their names. */
public enum RowFormat {
    /** One JSON object a line: {@code .jsonl}, {@code .ndjson}. */
    JSON_LINES,
    /** One JSON array of objects: {@code .json}; a file of that name that begins with an object is read as JSON Lines. */
    JSON,
    /** Parquet: {@code .parquet}. */
    PARQUET;

    /** What file names may end with, for messages. */
    public static final String NAMES = ".jsonl, .ndjson, .json (each also with .gz), .parquet";

    private static final int BUFFER_BYTES = 1 << 16;
    private static final String GZIP = ".gz";

    /**
     * Tells a file's format by its name.
     *
     * @param file the file
     * @return the format; empty where the name's end is not known
     */
    public static Optional<RowFormat> of(Path file) {
        String name = name(file);
        if (name.endsWith(".parquet")) {
            return Optional.of(PARQUET);
        }
        if (name.endsWith(GZIP)) {
            name = name.substring(0, name.length() - GZIP.length());
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return Optional.of(JSON_LINES);
        }
        return name.endsWith(".json") ? Optional.of(JSON) : Optional.empty();
    }

    /**
     * Reads a file to its end, or to where nothing more can be read; never throws for what is in it.
     *
     * @param file a file whose name tells this format
     * @param sink receives the rows
     * @throws IOException if the file cannot be opened or read from the disk
     */
    public void read(Path file, RowSink sink) throws IOException {
        if (this == PARQUET) {
            ParquetRows.read(file, sink);
            return;
        }
        try (InputStream raw = Files.newInputStream(file)) {
            if (!name(file).endsWith(GZIP)) {
                read(raw, sink);
                return;
            }
            InputStream unpacked;
            try {
                unpacked = new GZIPInputStream(raw, BUFFER_BYTES);
            } catch (IOException e) {
                sink.broken("the file", "is not gzip: " + Shown.text(String.valueOf(e.getMessage())));
                return;
            }
            read(unpacked, sink);
        }
    }

    private void read(InputStream bytes, RowSink sink) throws IOException {
        BufferedInputStream in = new BufferedInputStream(bytes, BUFFER_BYTES);
        if (this == JSON && JsonArray.begins(in)) {
            new JsonArray(sink).read(in);
        } else {
            new JsonLines(sink).read(in);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }
}
