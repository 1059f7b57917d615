package org.rlvr4j.trainer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.run.RunRecorder;

/**
 * Writes a run's events into its folder: {@code metrics.jsonl}, {@code evaluations/*.json} and {@code
 * rollouts/*.jsonl.gz}, in formats that other tools read.
 */
public final class FileRecorder implements RunRecorder, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunFolder folder;
    private final int logRolloutsEvery;
    private final Writer metrics;
    private final List<ObjectNode> groups = new ArrayList<>();

    /**
     * Opens the files of a run at a step; later lines of an interrupted run are cut off, for they will be written again.
     *
     * @param folder the run's folder
     * @param completed the last completed step
     * @param logRolloutsEvery steps between logs of rollouts; 0 logs none
     * @throws IOException if the files cannot be written
     */
    public FileRecorder(RunFolder folder, long completed, int logRolloutsEvery) throws IOException {
        this.folder = folder;
        this.logRolloutsEvery = logRolloutsEvery;
        cut(folder.metrics(), completed);
        if (logRolloutsEvery > 0) {
            Files.createDirectories(folder.rollouts());
        }
        metrics = Files.newBufferedWriter(
                folder.metrics(), StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void cut(Path metrics, long completed) throws IOException {
        if (!Files.exists(metrics)) {
            return;
        }
        List<String> kept = new ArrayList<>();
        for (String line : Files.readAllLines(metrics, StandardCharsets.UTF_8)) {
            try {
                if (JSON.readTree(line).path("step").asLong(Long.MAX_VALUE) <= completed) {
                    kept.add(line);
                }
            } catch (JsonProcessingException e) {
                // the torn last line of a killed run
                break;
            }
        }
        Path temporary = metrics.resolveSibling(metrics.getFileName() + ".tmp");
        Files.write(temporary, kept, StandardCharsets.UTF_8);
        Files.move(temporary, metrics, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void record(RunEvent event) {
        try {
            if (event instanceof RunEvent.GroupDecided decided) {
                if (logRolloutsEvery > 0 && decided.step() % logRolloutsEvery == 0) {
                    groups.add(toJson(decided));
                }
            } else if (event instanceof RunEvent.StepCompleted completed) {
                writeLine(toJson(completed));
                flushRollouts(completed.step());
            } else if (event instanceof RunEvent.Evaluated evaluated) {
                writeEvaluation(evaluated);
            } else if (event instanceof RunEvent.Notice notice) {
                ObjectNode line = JSON.createObjectNode();
                line.put("event", "notice");
                line.put("step", notice.step());
                line.put("message", notice.message());
                writeLine(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the run folder " + folder.path() + " cannot be written: " + e.getMessage(), e);
        }
    }

    private void writeLine(ObjectNode line) throws IOException {
        metrics.write(JSON.writeValueAsString(line) + "\n");
        metrics.flush();
    }

    private static ObjectNode toJson(RunEvent.StepCompleted event) {
        ObjectNode line = JSON.createObjectNode();
        line.put("event", "step");
        line.put("step", event.step());
        line.put("waves", event.batch().waves());
        line.put("judgedGroups", event.batch().judged());
        line.put("activeGroups", event.batch().active());
        line.put("targetGroups", event.batch().target());
        line.put("rollouts", event.batch().rollouts());
        line.put("correct", event.batch().correct());
        line.put("unparseable", event.batch().unparseable());
        line.put("failures", event.batch().failures());
        line.put("meanResponseTokens", event.batch().meanResponseTokens());
        line.put("loss", event.update().loss());
        line.put("gradientNorm", event.update().gradientNorm());
        line.put("kl", event.update().kl());
        if (!Double.isNaN(event.update().entropy())) {
            line.put("entropy", event.update().entropy());
        }
        line.put("clipShare", event.update().clipShare());
        line.put("meanRatio", event.update().meanRatio());
        line.put("learningRate", event.update().learningRate());
        line.put("sequences", event.update().sequences());
        line.put("tokens", event.update().tokens());
        line.put("generateSeconds", event.batch().generateSeconds());
        line.put("verifySeconds", event.batch().verifySeconds());
        line.put("updateSeconds", event.update().seconds());
        return line;
    }

    private static ObjectNode toJson(RunEvent.GroupDecided event) {
        VerifiedGroup group = event.group();
        ObjectNode line = JSON.createObjectNode();
        line.put("step", event.step());
        line.put("problem", group.problem().id());
        line.put("prompt", group.problem().prompt());
        line.put("successes", group.successes());
        line.put("size", group.size());
        line.put("failures", group.failures());
        line.put("gate", event.decision().reason());
        line.put("taken", event.taken());
        ArrayNode rollouts = line.putArray("rollouts");
        double[] weights = event.decision().weights();
        for (int i = 0; i < group.size(); i++) {
            ObjectNode rollout = rollouts.addObject();
            rollout.put("text", group.rollouts().get(i).text());
            rollout.put(
                    "verdict",
                    group.verdicts().get(i).getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
            rollout.put("reason", group.verdicts().get(i).reason());
            rollout.put("weight", weights[i]);
            double logProb = 0;
            for (float tokenLogProb : group.rollouts().get(i).behaviourLogProbs()) {
                logProb += tokenLogProb;
            }
            rollout.put("logProb", logProb);
        }
        return line;
    }

    private void flushRollouts(long step) throws IOException {
        if (groups.isEmpty()) {
            return;
        }
        Path file = folder.rollouts().resolve(String.format("step-%08d.jsonl.gz", step));
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            for (ObjectNode group : groups) {
                out.write(JSON.writeValueAsString(group));
                out.write('\n');
            }
        }
        groups.clear();
    }

    private void writeEvaluation(RunEvent.Evaluated event) throws IOException {
        ObjectNode root = EvaluationFile.toJson(event);
        Path file = folder.evaluations().resolve(String.format("step-%08d.json", event.step()));
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(temporary, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        ObjectNode line = JSON.createObjectNode();
        line.put("event", "evaluation");
        line.put("step", event.step());
        line.put("samples", event.samples());
        for (Curve curve : event.curves()) {
            ObjectNode values = line.putObject(curve.metric());
            curve.points().forEach(point -> values.put(Integer.toString(point.k()), point.value()));
        }
        writeLine(line);
    }

    @Override
    public void close() throws IOException {
        metrics.close();
    }
}
