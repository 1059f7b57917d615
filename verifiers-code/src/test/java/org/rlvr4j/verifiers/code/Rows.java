package org.rlvr4j.verifiers.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.rlvr4j.api.spi.OptionSchema;

/** Rows of a resource, as {@code verify code} reads them, and what a verifier makes of them. */
final class Rows {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Rows() {}

    /** Whether all rows are run, or a part that is quick enough for every build. */
    static boolean all() {
        return System.getProperty("rlvr4j.suite", "part").equals("all");
    }

    record Row(String id, String language, String want, String program, String json) {
        CodeTask task() {
            try {
                return CodeTaskFormat.read(json);
            } catch (InvalidTaskException e) {
                throw new IllegalStateException(id + ": " + e.getMessage(), e);
            }
        }

        boolean isCompiled() {
            return language.equals("cpp") || language.equals("java");
        }
    }

    /** Wanted of a wrong program: it may be too slow as well. */
    static final String WRONG = "wrong";

    /** A program for a row, and the verdict that it should get. */
    record Trial(String name, CodeTask task, String program, String want) {}

    static List<Row> read(String resource) {
        try (InputStream in = Rows.class.getResourceAsStream(resource)) {
            List<Row> rows = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                JsonNode node = JSON.readTree(line);
                rows.add(new Row(
                        node.get("id").textValue(),
                        node.get("language").textValue(),
                        node.path("want").asText("correct"),
                        node.get("program").textValue(),
                        line));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CodeVerifier verifier() throws Exception {
        return CodeVerifier.open(OptionSchema.of(CodeVerifierOptions.class).defaults());
    }

    /** Judges several at a time; returns what did not get the verdict that it should. */
    static List<String> surprises(CodeVerifier verifier, List<Trial> trials) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<String>> pending = new ArrayList<>();
            for (Trial trial : trials) {
                pending.add(pool.submit(() -> surprise(verifier, trial)));
            }
            List<String> surprises = new ArrayList<>();
            for (Future<String> each : pending) {
                String surprise = each.get();
                if (!surprise.isEmpty()) {
                    surprises.add(surprise);
                }
            }
            return surprises;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a program could not be judged", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static String surprise(CodeVerifier verifier, Trial trial) {
        CodeReport report = verifier.report(trial.task(), trial.program());
        String got = report.verdict().getClass().getSimpleName().toLowerCase(Locale.ROOT);
        boolean wrong = got.equals("incorrect") || got.equals("timedout");
        return (trial.want().equals(WRONG) ? wrong : got.equals(trial.want()))
                ? ""
                : trial.name() + ": " + got + " instead of " + trial.want() + " ("
                        + report.verdict().reason() + ")\n";
    }
}
