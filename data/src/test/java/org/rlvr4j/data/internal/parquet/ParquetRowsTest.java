package org.rlvr4j.data.internal.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.data.row.RowFormat;
import org.rlvr4j.data.row.RowSink;

/** Against files of pyarrow; src/test/python/make_parquet.py wrote them and what is in them. */
class ParquetRowsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    /** Keeps what is read. */
    private static final class Kept implements RowSink {
        private final List<ObjectNode> rows = new ArrayList<>();
        private final List<String> broken = new ArrayList<>();

        @Override
        public void row(String where, ObjectNode row) {
            rows.add(row);
            assertEquals("row " + rows.size(), where);
        }

        @Override
        public void broken(String where, String reason) {
            broken.add(where + ": " + reason);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ParquetRowsTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private Kept read(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("t.parquet"), bytes);
        Kept kept = new Kept();
        RowFormat.of(file).orElseThrow().read(file, kept);
        return kept;
    }

    /** Numbers by their value: 3.50 is 3.5. */
    private static boolean same(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return a.doubleValue() == b.doubleValue();
        }
        if (a.isContainerNode() && b.isContainerNode() && a.size() == b.size() && a.isArray() == b.isArray()) {
            if (a.isArray()) {
                for (int i = 0; i < a.size(); i++) {
                    if (!same(a.get(i), b.get(i))) {
                        return false;
                    }
                }
                return true;
            }
            return a.properties().stream().allMatch(entry -> same(entry.getValue(), b.path(entry.getKey())));
        }
        return a.equals(b);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "snappy", "gzip", "zstd", "lz4", "v2", "plain", "delta", "old-lists"})
    void everyCodecEncodingAndPageGivesTheRows(String name) throws IOException {
        Kept kept = read(resource(name + ".parquet"));
        assertEquals(List.of(), kept.broken);
        List<String> expected = new String(resource("rows.jsonl"), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(expected.size(), kept.rows.size());
        for (int i = 0; i < expected.size(); i++) {
            JsonNode row = JSON.readTree(expected.get(i));
            assertTrue(same(row, kept.rows.get(i)), "row " + i + " is " + kept.rows.get(i) + ", should be " + row);
        }
    }

    @Test
    void aCodecThatIsNotReadIsNamed() throws IOException {
        Kept kept = read(resource("brotli.parquet"));
        assertEquals(0, kept.rows.size());
        assertTrue(
                kept.broken.get(0).contains("the codec BROTLI is not read; UNCOMPRESSED, SNAPPY"),
                kept.broken::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "v2", "delta", "plain"})
    void damagedFilesAreReportedAndNeverThrow(String name) throws IOException {
        byte[] whole = resource(name + ".parquet");
        Random random = new Random(7);
        int reported = 0;
        for (int i = 0; i < 150; i++) {
            byte[] damaged = whole.clone();
            int flips = 1 + random.nextInt(4);
            for (int k = 0; k < flips; k++) {
                // half of them in the footer, where counts and offsets are
                int at = random.nextBoolean()
                        ? random.nextInt(damaged.length)
                        : damaged.length - 1 - random.nextInt(Math.min(2500, damaged.length));
                damaged[at] = (byte) random.nextInt(256);
            }
            reported += read(damaged).broken.isEmpty() ? 0 : 1;
        }
        assertTrue(reported > 30, reported + " of 150");
    }

    @Test
    void cutOffAndForeignFilesAreReported() throws IOException {
        byte[] whole = resource("snappy.parquet");
        for (int length : new int[] {0, 3, 11, 12, 100, whole.length - 1}) {
            Kept kept = read(java.util.Arrays.copyOf(whole, length));
            assertEquals(0, kept.rows.size());
            assertEquals(1, kept.broken.size());
        }
        assertTrue(read("{\"a\": 1}\n{\"a\": 2}\n".getBytes(StandardCharsets.UTF_8))
                .broken
                .get(0)
                .contains("does not begin and end with PAR1"));
    }
}
