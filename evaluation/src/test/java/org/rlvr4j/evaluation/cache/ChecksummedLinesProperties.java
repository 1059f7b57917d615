package org.rlvr4j.evaluation.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ChecksummedLinesProperties {

    private static Path write(Path folder, List<String> texts) throws IOException {
        Path file = folder.resolve("lines.jsonl");
        try (ChecksummedLines lines = ChecksummedLines.open(file, (line, place) -> {})) {
            for (String text : texts) {
                ObjectNode line = JsonNodeFactory.instance.objectNode().put("text", text);
                assertEquals(line.path("text"), lines.read(lines.append(line)).path("text"));
            }
        }
        return file;
    }

    private static List<String> read(Path file) throws IOException {
        List<String> texts = new ArrayList<>();
        try (ChecksummedLines lines = ChecksummedLines.open(
                file, (line, place) -> texts.add(line.path("text").asText()))) {
            assertEquals(0, lines.damaged());
        }
        return texts;
    }

    /** A kill leaves a prefix of the bytes: the whole lines of it are there, and writing goes on after them. */
    @Property(tries = 60)
    void aCutAtAnyByteLeavesTheLinesBefore(
            @ForAll @Size(min = 1, max = 6) List<String> texts, @ForAll @IntRange(min = 0, max = 10_000) int cut)
            throws IOException {
        Path folder = Files.createTempDirectory("lines");
        Path file = write(folder, texts);
        byte[] all = Files.readAllBytes(file);
        int kept = Math.min(all.length, cut * (all.length + 1) / 10_001);
        Files.write(file, Arrays.copyOf(all, kept));
        int whole = 0;
        for (int i = 0; i < kept; i++) {
            whole += all[i] == '\n' ? 1 : 0;
        }
        assertEquals(texts.subList(0, whole), read(file));
        try (ChecksummedLines lines = ChecksummedLines.open(file, (line, place) -> {})) {
            lines.append(JsonNodeFactory.instance.objectNode().put("text", "after"));
        }
        List<String> expected = new ArrayList<>(texts.subList(0, whole));
        expected.add("after");
        assertEquals(expected, read(file));
    }

    /** A flipped byte costs the lines that it touches, and is never taken for a value. */
    @Property(tries = 60)
    void aChangedByteIsNeverAValue(
            @ForAll @Size(min = 1, max = 5) List<String> texts,
            @ForAll @IntRange(min = 0, max = 10_000) int where,
            @ForAll @IntRange(min = 1, max = 255) int flip)
            throws IOException {
        Path folder = Files.createTempDirectory("lines");
        Path file = write(folder, texts);
        byte[] all = Files.readAllBytes(file);
        all[(int) ((long) where * (all.length - 1) / 10_000)] ^= (byte) flip;
        Files.write(file, all);
        List<String> left = new ArrayList<>();
        try (ChecksummedLines lines = ChecksummedLines.open(
                file, (line, place) -> left.add(line.path("text").asText()))) {
            assertTrue(lines.damaged() <= 2);
        }
        List<String> rest = new ArrayList<>(texts);
        for (String text : left) {
            assertTrue(rest.remove(text), () -> "invented: " + text);
        }
        assertTrue(rest.size() >= 1 && rest.size() <= 2);
    }
}
