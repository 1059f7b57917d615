package org.rlvr4j.reports.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.rlvr4j.api.evaluation.ProblemOutcome;

/**
 * One evaluation, as its file has it.
 *
 * @param step the policy's step
 * @param samples samples of each problem
 * @param curves by metric, points (k, value, low, high)
 * @param outcomes by problem id, in the file's order
 */
record Evaluation(long step, int samples, Map<String, List<double[]>> curves, Map<String, ProblemOutcome> outcomes) {

    static final String PASS = "pass@k";
    private static final int MOST_EVALUATIONS = 200;

    static Evaluation read(Path file) throws IOException {
        JsonNode root = Json.read(file);
        if (!root.path("curves").isArray() || !root.path("problems").isArray()) {
            throw new IOException(file + " is not an evaluation: it needs \"curves\" and \"problems\"");
        }
        Map<String, List<double[]>> curves = new LinkedHashMap<>();
        for (JsonNode curve : root.path("curves")) {
            List<double[]> points = new ArrayList<>();
            for (JsonNode point : curve.path("points")) {
                double[] values = {
                    Json.number(point, "k"),
                    Json.number(point, "value"),
                    Json.number(point, "low"),
                    Json.number(point, "high")
                };
                if (allFinite(values)) {
                    points.add(values);
                }
            }
            curves.put(RolloutFiles.bounded(curve.path("metric").asText("?"), 60), points);
        }
        Map<String, ProblemOutcome> outcomes = new LinkedHashMap<>();
        for (JsonNode problem : root.path("problems")) {
            String id = problem.path("id").asText();
            int samples = problem.path("samples").asInt();
            int correct = problem.path("correct").asInt();
            if (samples == 0 && problem.path("failed").asInt() > 0) {
                // nothing is known of it; the page says how many there are
                continue;
            }
            if (samples < 1 || correct < 0 || correct > samples) {
                throw new IOException(
                        file + " is not an evaluation: a problem has " + correct + " correct of " + samples);
            }
            outcomes.put(id, new ProblemOutcome(id, samples, correct));
        }
        return new Evaluation(root.path("step").asLong(), root.path("samples").asInt(), curves, outcomes);
    }

    /**
     * Reads the evaluations of a run by step; of very many some, the first and the last among them. A torn one is passed
     * over.
     */
    static NavigableMap<Long, Evaluation> readAll(Path folder) throws IOException {
        TreeMap<String, Path> files = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "step-*.json")) {
                found.forEach(file -> files.put(String.valueOf(file.getFileName()), file));
            }
        }
        List<Path> all = List.copyOf(files.values());
        TreeMap<Long, Evaluation> evaluations = new TreeMap<>();
        int stride = Math.max(1, (all.size() + MOST_EVALUATIONS - 1) / MOST_EVALUATIONS);
        for (int i = 0; i < all.size(); i++) {
            if (i % stride == 0 || i == all.size() - 1) {
                readable(all.get(i)).ifPresent(evaluation -> evaluations.put(evaluation.step(), evaluation));
            }
        }
        return evaluations;
    }

    private static Optional<Evaluation> readable(Path file) {
        try {
            return Optional.of(read(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean allFinite(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    List<double[]> passAtK() {
        return curves.getOrDefault(PASS, List.of());
    }

    /** The point of Pass@k at the least or the greatest k. */
    Optional<double[]> end(boolean greatest) {
        List<double[]> points = passAtK();
        return points.isEmpty() ? Optional.empty() : Optional.of(points.get(greatest ? points.size() - 1 : 0));
    }

    /** Whether both judged the same problems with the same number of samples. */
    boolean isComparableWith(Evaluation other) {
        return outcomes.keySet().equals(other.outcomes.keySet()) && samples == other.samples && !outcomes.isEmpty();
    }
}
