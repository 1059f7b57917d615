package org.rlvr4j.reports.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The prompts of held-out problems, from a run's {@code held-out.jsonl}. */
final class HeldOut {

    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_CHARACTERS = 1000;

    private HeldOut() {}

    /** Prompts by problem id; none where the file is missing or too large. */
    static Map<String, String> prompts(Path run) {
        Map<String, String> prompts = new LinkedHashMap<>();
        Path file = run.resolve("held-out.jsonl");
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return prompts;
            }
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Json.parse(line.getBytes(StandardCharsets.UTF_8))
                            .ifPresent(problem -> prompts.put(
                                    problem.path("id").asText(),
                                    RolloutFiles.bounded(problem.path("prompt").asText(), MOST_CHARACTERS)));
                }
            }
        } catch (IOException e) {
            prompts.clear();
        }
        return prompts;
    }
}
