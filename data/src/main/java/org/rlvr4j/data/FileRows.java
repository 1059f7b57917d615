package org.rlvr4j.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.ReferenceText;
import org.rlvr4j.data.mapping.InvalidRowException;
import org.rlvr4j.data.mapping.MappedRow;
import org.rlvr4j.data.mapping.Mapping;
import org.rlvr4j.data.mapping.Mappings;
import org.rlvr4j.data.row.RowFormat;
import org.rlvr4j.data.row.RowSink;

/** Reads the rows of one file, each with what it means and the prompt that the model sees. */
public final class FileRows {

    private static final int MAX_ID_LENGTH = 200;
    private static final int HASH_BYTES = 8;
    private static final long MAX_CHARACTERS = 1_000_000_000;

    private final FileOptions options;
    private final String sha256;
    private final String mapping;
    private final long count;
    private final List<Row> rows;
    private final long broken;
    private final List<BrokenRow> firstBroken;

    /**
     * A row that could be read.
     *
     * @param where its place in the file
     * @param question the problem as it stands in the file
     * @param prompt the text that the model sees
     * @param reference what the verifier compares with
     * @param id the row's own id, or a hash of its question and reference
     * @param named whether the id is its own
     * @param metadata facts for reports, such as difficulty
     * @param solution the canonical solution as a response, where the reference alone is none; empty, too, where references
     *     are not in memory
     */
    public record Row(
            String where,
            String question,
            String prompt,
            ReferenceText reference,
            String id,
            boolean named,
            Map<String, String> metadata,
            Optional<String> solution) {}

    private FileRows(FileOptions options, String sha256, Collector collector) {
        this.options = options;
        this.sha256 = sha256;
        this.mapping = collector.mapping == null ? "" : collector.mapping.name();
        this.count = collector.count;
        this.rows = List.copyOf(collector.rows);
        this.broken = collector.broken;
        this.firstBroken = List.copyOf(collector.firstBroken);
    }

    /**
     * Reads a file.
     *
     * @param options which file, and what its columns mean
     * @return its rows
     * @throws IOException if it is missing or cannot be read from the disk; the message names it
     */
    public static FileRows read(FileOptions options) throws IOException {
        return collect(options, hash(options), null);
    }

    /**
     * Reads a file whose references go to the disk.
     *
     * @param options which file, and what its columns mean
     * @param references the folder of references, made where it is missing; as large as all references of the file, and
     *     needed as long as its problems are judged
     * @return its rows
     * @throws IOException if the file is missing or cannot be read, or the folder cannot be written; the message names it
     */
    public static FileRows read(FileOptions options, Path references) throws IOException {
        String sha256 = hash(options);
        for (boolean anew : new boolean[] {false, true}) {
            Optional<FileRows> rows = stored(options, sha256, references, anew);
            if (rows.isPresent()) {
                return rows.get();
            }
        }
        throw new IOException(options.path() + " changed while it was read");
    }

    /** Rows whose references are in a file; empty if one that was there is not of these rows. */
    private static Optional<FileRows> stored(FileOptions options, String sha256, Path references, boolean anew)
            throws IOException {
        byte[] identity = Hash.of(sha256, options.mapping(), options.fields().toString());
        try (ReferenceFile file = ReferenceFile.open(references, options.label(), identity, anew)) {
            FileRows rows = collect(options, sha256, file);
            return file.finish() ? Optional.of(rows) : Optional.empty();
        } catch (ReferenceFile.UnwritableException e) {
            throw new IOException(
                    "references-in: the references of " + options.path() + " cannot be written to " + references + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static String hash(FileOptions options) throws IOException {
        if (!Files.isRegularFile(options.path())) {
            throw new IOException(options.path() + (Files.exists(options.path()) ? " is no file" : " does not exist"));
        }
        try {
            return Hash.of(options.path());
        } catch (IOException e) {
            throw unreadable(options, e);
        }
    }

    private static FileRows collect(FileOptions options, String sha256, @Nullable ReferenceFile references)
            throws IOException {
        RowFormat format = RowFormat.of(options.path()).orElseThrow();
        Collector collector = new Collector(options, references);
        try {
            format.read(options.path(), collector);
        } catch (IOException e) {
            throw unreadable(options, e);
        }
        return new FileRows(options, sha256, collector);
    }

    private static IOException unreadable(FileOptions options, IOException cause) {
        return new IOException(options.path() + " cannot be read: " + cause.getMessage(), cause);
    }

    /**
     * Returns the file's options.
     *
     * @return as given
     */
    public FileOptions options() {
        return options;
    }

    /**
     * Returns the hash of the file's bytes.
     *
     * @return SHA-256 in hexadecimal
     */
    public String sha256() {
        return sha256;
    }

    /**
     * Returns the name of the mapping that was used.
     *
     * @return such as {@code gsm8k}; empty where no row could be mapped
     */
    public String mapping() {
        return mapping;
    }

    /**
     * Returns how many rows there are.
     *
     * @return good and broken ones
     */
    public long count() {
        return count;
    }

    /**
     * Returns the rows that could be read.
     *
     * @return in the file's order
     */
    public List<Row> rows() {
        return rows;
    }

    /**
     * Returns how many rows are broken.
     *
     * @return at least 0
     */
    public long broken() {
        return broken;
    }

    /**
     * Returns the first broken rows.
     *
     * @return at most {@value FileReport#MOST_KEPT}
     */
    public List<BrokenRow> firstBroken() {
        return firstBroken;
    }

    private static final class Collector implements RowSink {
        private final PromptTemplate template;
        private final List<Row> rows = new ArrayList<>();
        private final List<BrokenRow> firstBroken = new ArrayList<>();
        private @Nullable Mapping mapping;
        private long count;
        private long broken;
        private final @Nullable ReferenceFile references;
        private long characters;

        Collector(FileOptions options, @Nullable ReferenceFile references) {
            this.references = references;
            this.template = PromptTemplate.parse(options.promptTemplate());
            Optional<? extends Mapping> given = options.fields().mapping().isPresent()
                    ? options.fields().mapping()
                    : Mappings.find(options.mapping());
            this.mapping = given.orElse(null);
        }

        @Override
        public void row(String where, ObjectNode row) {
            count++;
            try {
                if (mapping == null) {
                    mapping = Mappings.recognise(row)
                            .orElseThrow(() -> new InvalidRowException("no mapping is known for columns such as these; "
                                    + "name one (" + String.join(", ", Mappings.names()) + ") or the fields"));
                }
                MappedRow meaning = mapping.map(row);
                if (meaning.id().isPresent() && meaning.id().get().length() > MAX_ID_LENGTH) {
                    throw new InvalidRowException("the id is longer than " + MAX_ID_LENGTH + " characters");
                }
                keep(where, meaning, template.render(meaning.prompt(), row));
            } catch (InvalidRowException e) {
                note(where, String.valueOf(e.getMessage()));
            }
        }

        private void keep(String where, MappedRow meaning, String prompt) throws InvalidRowException {
            boolean stored = references != null;
            take(prompt.length() + (stored ? 0 : meaning.reference().length()));
            rows.add(new Row(
                    where,
                    meaning.prompt(),
                    prompt,
                    references == null ? ReferenceText.of(meaning.reference()) : references.add(meaning.reference()),
                    meaning.id().orElseGet(() -> hash(meaning)),
                    meaning.id().isPresent(),
                    meaning.metadata(),
                    stored ? Optional.empty() : meaning.solution()));
        }

        /** A small packed file may unpack to more than any memory holds. */
        private void take(int length) throws InvalidRowException {
            if (characters + length > MAX_CHARACTERS) {
                throw new InvalidRowException("the problems before have " + characters
                        + " characters in memory; a file may have " + MAX_CHARACTERS
                        + (references == null ? " (references-in keeps references on the disk)" : ""));
            }
            characters += length;
        }

        private static String hash(MappedRow meaning) {
            return HexFormat.of().formatHex(Arrays.copyOf(Hash.of(meaning.prompt(), meaning.reference()), HASH_BYTES));
        }

        @Override
        public void broken(String where, String reason) {
            count++;
            note(where, reason);
        }

        private void note(String where, String reason) {
            broken++;
            if (firstBroken.size() < FileReport.MOST_KEPT) {
                firstBroken.add(new BrokenRow(where, reason));
            }
        }
    }
}
