package org.rlvr4j.evaluation.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.evaluation.cache.EvaluationFolder;

/**
 * One side of a comparison.
 *
 * @param name what it is called
 * @param outcomes the counts of its problems by id, without those that have no judged sample
 * @param facts how it was made, as far as its file says: verifier, settings of sampling, data, failures
 */
public record ComparedEvaluation(String name, Map<String, ProblemOutcome> outcomes, SortedMap<String, String> facts) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST_BYTES = 512L << 20;

    /**
     * Reads an evaluation.
     *
     * @param path the folder of an evaluation, the file of one, or a run's folder, whose last evaluation it is
     * @return the evaluation
     * @throws IOException if there is none, or it cannot be read; the message names it
     */
    public static ComparedEvaluation read(Path path) throws IOException {
        Path file = Files.isDirectory(path) ? fileIn(path) : path;
        if (!Files.isRegularFile(file)) {
            throw new IOException(path + ": there is no such file or folder");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " has more than " + (MOST_BYTES >> 20) + " MB");
        }
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (root.has("withheld")) {
                throw new IOException(
                        file + " gives no numbers: " + root.path("withheld").asText());
            }
            return new ComparedEvaluation(path.toString(), outcomes(file, root), facts(root));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException(
                    file + " is not an evaluation: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    private static Path fileIn(Path folder) throws IOException {
        Path result = folder.resolve(EvaluationFolder.RESULT);
        if (Files.exists(result)) {
            return result;
        }
        Path evaluations = folder.resolve("evaluations");
        TreeMap<String, Path> files = new TreeMap<>();
        if (Files.isDirectory(evaluations)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(evaluations, "step-*.json")) {
                found.forEach(file -> files.put(String.valueOf(file.getFileName()), file));
            }
        }
        if (files.isEmpty()) {
            throw new IOException(folder + " holds neither " + EvaluationFolder.RESULT + " nor evaluations of a run");
        }
        return files.lastEntry().getValue();
    }

    private static Map<String, ProblemOutcome> outcomes(Path file, JsonNode root) throws IOException {
        Map<String, ProblemOutcome> outcomes = new LinkedHashMap<>();
        for (JsonNode node : root.path("problems")) {
            ProblemOutcome outcome = new ProblemOutcome(
                    node.required("id").asText(),
                    node.required("samples").asInt(),
                    node.required("correct").asInt());
            if (outcome.samples() > 0 && outcomes.put(outcome.problemId(), outcome) != null) {
                throw new IOException(file + " has two problems with the id " + outcome.problemId());
            }
        }
        if (outcomes.isEmpty()) {
            throw new IOException(file + " is not an evaluation: it has no \"problems\" with samples");
        }
        return outcomes;
    }

    private static SortedMap<String, String> facts(JsonNode root) {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("samples", root.path("samples").asText());
        root.path("source")
                .path("settings")
                .properties()
                .forEach(entry ->
                        facts.put("sampling " + entry.getKey(), entry.getValue().asText()));
        root.path("verifier")
                .properties()
                .forEach(entry ->
                        facts.put("verifier " + entry.getKey(), entry.getValue().asText()));
        root.path("data")
                .properties()
                .forEach(entry ->
                        facts.put("data " + entry.getKey(), entry.getValue().asText()));
        if (root.has("seed")) {
            facts.put("seed", root.path("seed").asText());
        }
        if (root.path("allocation").has("kind")) {
            facts.put("allocation", root.path("allocation").path("kind").asText());
        }
        long failed = 0;
        for (JsonNode problem : root.path("problems")) {
            failed += problem.path("failed").asLong();
        }
        facts.put("failed samples", Long.toString(failed));
        return facts;
    }
}
