package org.rlvr4j.trainer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

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
        // a decoder that replaces: a torn line may end within a character
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode event;
                try {
                    event = Json.MAPPER.readTree(line);
                } catch (JsonProcessingException e) {
                    return;
                }
                events.accept(event);
            }
        }
    }

    /** Cuts off the torn line and the events of steps after the given one, which will be written again. */
    static void cut(Path file, long completed) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try (Writer kept = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8)) {
            read(file, event -> {
                if (event.path("step").asLong(Long.MAX_VALUE) <= completed) {
                    try {
                        kept.write(Json.MAPPER.writeValueAsString(event));
                        kept.write('\n');
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        } catch (UncheckedIOException e) {
            throw new IOException(file + " cannot be rewritten: " + e.getMessage(), e);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
