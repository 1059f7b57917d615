package org.rlvr4j.trainer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads {@code metrics.jsonl}, one line at a time however long the run was. */
public final class MetricsFile {

    private MetricsFile() {}

    /**
     * Reads the events of a run.
     *
     * @param file a file of one JSON object a line; a missing one has none
     * @param events receives each object, in order; the torn line of a killed run ends the reading
     * @throws IOException if the file cannot be read
     */
    public static void read(Path file, Consumer<JsonNode> events) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (BufferedReader lines = reader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode event = parse(line);
                if (event == null) {
                    return;
                }
                events.accept(event);
            }
        }
    }

    /** A reader that replaces what is no UTF-8: a torn line may end within a character. */
    private static BufferedReader reader(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** Null where the line is no JSON. */
    private static @Nullable JsonNode parse(String line) {
        try {
            return Json.MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /**
     * What was cut off.
     *
     * @param damaged numbers of the lines before the last that were no JSON, from 1
     * @param later lines of later steps, as they were
     */
    record Cut(List<Integer> damaged, List<String> later) {}

    /**
     * Cuts off the events of steps after the given one, which will be written again, and lines that are no JSON: the last
     * may be torn by a kill, others are damaged, and the file is then kept as it was beside the new one.
     */
    static Cut cut(Path file, long completed) throws IOException {
        List<Integer> damaged = new ArrayList<>();
        List<String> later = new ArrayList<>();
        if (!Files.exists(file)) {
            return new Cut(damaged, later);
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try (OutputStream kept = Files.newOutputStream(temporary);
                BufferedReader lines = reader(file)) {
            int number = 0;
            int torn = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (torn > 0) {
                    damaged.add(torn);
                }
                JsonNode event = parse(line);
                torn = event == null ? number : 0;
                if (event == null) {
                    continue;
                }
                if (event.path("step").asLong(Long.MAX_VALUE) <= completed) {
                    kept.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                } else {
                    later.add(line);
                }
            }
        } catch (UncheckedIOException | IOException e) {
            throw new IOException(file + " cannot be rewritten: " + e.getMessage(), e);
        }
        if (!damaged.isEmpty()) {
            Files.copy(file, file.resolveSibling(file.getFileName() + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
        }
        Checkpoints.sync(temporary);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return new Cut(damaged, later);
    }
}
