package org.rlvr4j.data.row;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class JsonRowsProperties {

    /** Counts what is read. */
    private static final class Counted implements RowSink {
        private final List<String> rows = new ArrayList<>();
        private final List<String> broken = new ArrayList<>();

        @Override
        public void row(String where, ObjectNode row) {
            rows.add(where + row);
        }

        @Override
        public void broken(String where, String reason) {
            broken.add(where + ": " + reason);
            assertTrue(reason.length() < 300, reason);
            assertTrue(reason.chars().noneMatch(c -> c < ' ' || c == 0x7f), reason);
        }
    }

    /** Bytes that come near to JSON. */
    @Provide
    Arbitrary<byte[]> bytes() {
        Arbitrary<String> piece = Arbitraries.of(
                "{\"a\": 1}",
                "\n",
                "{",
                "}",
                "[",
                "]",
                ",",
                ":",
                "\"",
                "\\u",
                "\\ud800",
                "null",
                "1e9",
                "\u0000",
                "\uFEFF",
                "ä",
                "𝔸",
                " ",
                "\r");
        Arbitrary<byte[]> text =
                piece.list().ofMaxSize(25).map(pieces -> String.join("", pieces).getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
        return Arbitraries.oneOf(text, any);
    }

    @Property(tries = 2000)
    void anyBytesAreReadToTheirEnd(@ForAll("bytes") byte[] bytes) throws IOException {
        Counted lines = new Counted();
        new JsonLines(lines).read(new ByteArrayInputStream(bytes));
        int most = 1;
        for (byte b : bytes) {
            most += b == '\n' ? 1 : 0;
        }
        assertTrue(lines.rows.size() + lines.broken.size() <= most);
        BufferedInputStream in = new BufferedInputStream(new ByteArrayInputStream(bytes));
        Counted array = new Counted();
        if (JsonArray.begins(in)) {
            new JsonArray(array).read(in);
            assertTrue(array.broken.size() <= bytes.length + 1);
        }
    }

    @Property(tries = 100)
    void anyPackedFileThatIsCutOffSaysSo(@ForAll @IntRange(max = 200) int cut) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 200; i++) {
                gzip.write(("{\"a\": " + i * 7919 % 1000 + "}\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        Path file = Files.createTempFile("cut", ".jsonl.gz");
        try {
            byte[] kept = Arrays.copyOf(packed.toByteArray(), Math.max(0, packed.size() - cut));
            Files.write(file, kept);
            Counted counted = new Counted();
            RowFormat.of(file).orElseThrow().read(file, counted);
            assertEquals(cut == 0, counted.broken.isEmpty(), counted.broken::toString);
            assertTrue(cut > 0 || counted.rows.size() == 200);
        } finally {
            Files.delete(file);
        }
    }

    @Example
    void rowsThatAreTooLongTooDeepOrNotUtf8AreBrokenAndTheNextIsRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("{\"a\": \"".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(new byte[Json.MAX_ROW_BYTES]);
        bytes.writeBytes("\"}\n".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(("{\"a\": " + "[".repeat(101) + "]".repeat(101) + "}\n").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, '"', '}', '\n'});
        bytes.writeBytes(("{\"a\": 1" + "0".repeat(2000) + "}\n").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes("{\"a\": 5} {\"b\": 6}\n{\"a\": 7}".getBytes(StandardCharsets.UTF_8));
        Counted counted = new Counted();
        new JsonLines(counted).read(new ByteArrayInputStream(bytes.toByteArray()));
        assertEquals(List.of("line 6{\"a\":7}"), counted.rows);
        assertEquals(5, counted.broken.size());
        assertTrue(counted.broken.get(0).contains("at most 8388608 are allowed"), counted.broken.get(0));
        assertEquals("line 3: not UTF-8", counted.broken.get(2));
    }
}
