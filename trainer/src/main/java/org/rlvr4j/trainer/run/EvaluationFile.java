package org.rlvr4j.trainer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.run.RunEvent;

/** Evaluations as JSON files: the curves with their intervals, and every problem's counts. */
public final class EvaluationFile {

    private static final ObjectMapper JSON = Json.MAPPER;

    private EvaluationFile() {}

    /**
     * Writes an evaluation as JSON.
     *
     * @param evaluated the evaluation
     * @return the document
     */
    public static ObjectNode toJson(RunEvent.Evaluated evaluated) {
        ObjectNode root = JSON.createObjectNode();
        root.put("step", evaluated.step());
        root.put("samples", evaluated.samples());
        ArrayNode curves = root.putArray("curves");
        for (Curve curve : evaluated.curves()) {
            ObjectNode node = curves.addObject();
            node.put("metric", curve.metric());
            node.put("level", curve.level());
            node.put("meanOverK", curve.meanOverK());
            ArrayNode points = node.putArray("points");
            for (Curve.Point point : curve.points()) {
                ObjectNode p = points.addObject();
                p.put("k", point.k());
                p.put("value", point.value());
                p.put("low", point.low());
                p.put("high", point.high());
            }
        }
        ArrayNode problems = root.putArray("problems");
        for (ProblemOutcome outcome : evaluated.outcomes()) {
            ObjectNode node = problems.addObject();
            node.put("id", outcome.problemId());
            node.put("samples", outcome.samples());
            node.put("correct", outcome.correct());
        }
        return root;
    }

    /**
     * Reads the counts of an evaluation's problems.
     *
     * @param file a file that {@link #toJson} made
     * @return one outcome for each problem, without answers
     * @throws IOException if the file is missing or is no evaluation
     */
    public static List<ProblemOutcome> readOutcomes(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        List<ProblemOutcome> outcomes = new ArrayList<>();
        try {
            for (JsonNode node : JSON.readTree(content).required("problems")) {
                outcomes.add(new ProblemOutcome(
                        node.required("id").asText(),
                        node.required("samples").asInt(),
                        node.required("correct").asInt()));
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException(file + " is not an evaluation: " + Json.firstLine(e), e);
        }
        return outcomes;
    }
}
