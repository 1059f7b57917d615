package org.rlvr4j.trainer.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.learning.ImportanceReport;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.run.RunRecorder;
import org.rlvr4j.api.verify.Verdict;

/**
 * Writes a run's events into its folder: {@code metrics.jsonl}, {@code evaluations/*.json} and {@code
 * rollouts/*.jsonl.gz}, in formats that other tools read.
 */
public final class FileRecorder implements RunRecorder, AutoCloseable {

    private static final String EVALUATION = "evaluation";

    private static final ObjectMapper JSON = Json.MAPPER;
    private static final Pattern STEP_FILE = Pattern.compile("step-(\\d{8,18})(\\.json|\\.jsonl\\.gz)?");

    private final RunFolder folder;
    private final int logRolloutsEvery;
    private final boolean rolloutsElsewhere;
    private final List<ObjectNode> groups = new ArrayList<>();
    private final NavigableMap<Long, JsonNode> evaluations = new TreeMap<>();
    private final Set<String> said = new HashSet<>();
    private final List<String> losses = new ArrayList<>();
    private FileChannel metrics;

    /**
     * Opens the files of a run at a step; later lines of an interrupted run are cut off, for they will be written again.
     *
     * @param folder the run's folder
     * @param completed the last completed step
     * @param logRolloutsEvery steps between logs of rollouts; 0 logs none
     * @throws IOException if the files cannot be written
     */
    public FileRecorder(RunFolder folder, long completed, int logRolloutsEvery) throws IOException {
        this(folder, new LoopState(completed, 0, Map.of()), logRolloutsEvery, false, Optional.empty());
    }

    /**
     * Opens the files of a run at a state; later lines of an interrupted run are cut off, for they will be written again.
     *
     * @param folder the run's folder
     * @param state from which the run goes on
     * @param logRolloutsEvery steps between logs of rollouts; 0 logs none
     * @param rolloutsElsewhere whether those who sample write the rollouts themselves; decisions alone are then written here
     * @param archive where lines go that are cut off, if they are to be kept; an earlier file stays as it is
     * @throws IOException if the files cannot be written
     */
    public FileRecorder(
            RunFolder folder, LoopState state, int logRolloutsEvery, boolean rolloutsElsewhere, Optional<Path> archive)
            throws IOException {
        this.folder = folder;
        this.logRolloutsEvery = logRolloutsEvery;
        this.rolloutsElsewhere = rolloutsElsewhere;
        cut(state, archive);
        metrics = open();
    }

    private FileChannel open() throws IOException {
        // before all else: a folder with metrics is known as a run, whatever a kill leaves in it
        FileChannel opened = FileChannel.open(
                folder.metrics(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        if (logRolloutsEvery > 0) {
            Files.createDirectories(folder.rollouts());
        }
        return opened;
    }

    /**
     * Goes back to a state: what was recorded of later steps is cut off.
     *
     * @param state from which the run goes on
     * @param archive where the lines go that are cut off; an earlier file stays as it is
     * @throws IOException if the files cannot be written
     */
    public void goBack(LoopState state, Path archive) throws IOException {
        metrics.close();
        groups.clear();
        cut(state, Optional.of(archive));
        metrics = open();
    }

    private void cut(LoopState state, Optional<Path> archive) throws IOException {
        MetricsFile.Cut cut = MetricsFile.cut(folder.metrics(), state.completed());
        if (archive.isPresent() && !Files.exists(archive.get())) {
            Files.createDirectories(folder.rolledBack());
            RunFolder.writeWhole(
                    archive.get(), (String.join("\n", cut.later()) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        evaluations.clear();
        said.clear();
        StepCount steps = new StepCount(state.start());
        MetricsFile.read(folder.metrics(), event -> {
            String kind = event.path("event").asText();
            if (kind.equals(EVALUATION)) {
                evaluations.put(event.path("step").asLong(), event);
            } else if (kind.equals("step")) {
                steps.add(event.path("step").asLong());
            } else {
                said.add(event.toString());
            }
        });
        if (!cut.damaged().isEmpty()) {
            losses.add(folder.metrics() + " has damaged lines (" + cut.damaged() + "), which are left out; as it was it"
                    + " is in " + folder.metrics() + ".damaged");
        }
        steps.missing(state.completed()).ifPresent(missing -> losses.add(folder.metrics() + " lacks " + missing));
        deleteAfter(folder.evaluations(), state.completed());
        deleteAfter(folder.rollouts(), state.completed());
    }

    /** Which steps a file of metrics has. */
    private static final class StepCount {
        private final List<String> missing = new ArrayList<>();
        private long last;

        StepCount(long start) {
            last = start;
        }

        void add(long step) {
            if (step > last + 1) {
                missing.add(range(last + 1, step - 1));
            }
            last = Math.max(last, step);
        }

        private static String range(long from, long to) {
            return from == to ? "step " + from : "steps " + from + " to " + to;
        }

        Optional<String> missing(long completed) {
            add(completed + 1);
            return missing.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", missing));
        }
    }

    /** Deletes the files of later steps, which a run that goes on otherwise might never write again. */
    private static void deleteAfter(Path files, long completed) throws IOException {
        if (!Files.isDirectory(files)) {
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(files)) {
            for (Path child : children) {
                Matcher name = STEP_FILE.matcher(String.valueOf(child.getFileName()));
                if (name.matches() && Long.parseLong(name.group(1)) > completed) {
                    RunFolder.delete(child);
                }
            }
        }
    }

    /**
     * Says what the files lack of the steps before.
     *
     * @return a line for each loss; none where all is there
     */
    public List<String> losses() {
        return List.copyOf(losses);
    }

    /**
     * Finds a measure in the evaluations so far.
     *
     * @param metric the metric as curves name it, such as {@code pass@k}
     * @param k the k
     * @return its value by step
     */
    public NavigableMap<Long, Double> measured(String metric, int k) {
        NavigableMap<Long, Double> values = new TreeMap<>();
        evaluations.forEach((step, event) -> {
            JsonNode value = event.path(metric).path(Integer.toString(k));
            if (value.isNumber()) {
                values.put(step, value.asDouble());
            }
        });
        return values;
    }

    /**
     * Tells whether the evaluation of a step is in the files, before or after an interruption.
     *
     * @param step the policy's step
     * @return whether it needs no repetition
     */
    public boolean hasEvaluation(long step) {
        return evaluations.containsKey(step);
    }

    /**
     * Forces the metrics to the disk, so that a checkpoint written afterwards never knows more steps than they.
     *
     * @throws IOException if that fails
     */
    public void sync() throws IOException {
        metrics.force(false);
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
                say("notice", notice.step(), notice.message(), line -> {});
            } else if (event instanceof RunEvent.GuardTripped tripped) {
                say("guard", tripped.step(), tripped.message(), line -> {
                    line.put("guard", tripped.guard());
                    line.put("action", tripped.action());
                });
            } else if (event instanceof RunEvent.RolledBack back) {
                say("rollback", back.step(), back.message(), line -> {
                    line.put("number", back.number());
                    line.put("from", back.from());
                    line.put("guard", back.guard());
                    line.put("learningRateScale", back.learningRateScale());
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the run folder " + folder.path() + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Says something once: a run that was killed after it said so says it again when it goes on. */
    private void say(String kind, long step, String message, Consumer<ObjectNode> more) throws IOException {
        ObjectNode line = JSON.createObjectNode();
        line.put("event", kind);
        line.put("step", step);
        line.put("message", message);
        more.accept(line);
        if (said.add(line.toString())) {
            writeLine(line);
        }
    }

    private void writeLine(ObjectNode line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            metrics.write(bytes);
        }
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
        importance(event.update().importance(), line);
        line.put("learningRate", event.update().learningRate());
        line.put("sequences", event.update().sequences());
        line.put("tokens", event.update().tokens());
        line.put("generateSeconds", event.batch().generateSeconds());
        line.put("verifySeconds", event.batch().verifySeconds());
        line.put("updateSeconds", event.update().seconds());
        BucketColumns.write(event.batch().buckets(), line);
        return line;
    }

    private static void importance(ImportanceReport report, ObjectNode line) {
        if (report.measured()) {
            line.put("importanceMean", report.meanWeight());
            line.put("importanceMax", report.maxWeight());
            line.put("importanceTruncatedShare", report.truncatedShare());
            line.put("behaviourKl", report.behaviourKl());
            line.put("effectiveSampleShare", report.effectiveSampleShare());
        }
    }

    private ObjectNode toJson(RunEvent.GroupDecided event) {
        VerifiedGroup group = event.group();
        ObjectNode line = JSON.createObjectNode();
        line.put("step", event.step());
        line.put("problem", group.problem().id());
        if (rolloutsElsewhere) {
            line.put("position", groups.size());
        } else {
            line.put("prompt", group.problem().prompt());
        }
        line.put("successes", group.successes());
        line.put("size", group.size());
        line.put("failures", group.failures());
        if (group.failures() > 0) {
            ArrayNode reasons = line.putArray("failureReasons");
            group.failed().stream().map(Verdict::reason).distinct().forEach(reasons::add);
        }
        line.put("gate", event.decision().reason());
        line.put("taken", event.taken());
        double[] weights = event.decision().weights();
        if (rolloutsElsewhere) {
            ArrayNode all = line.putArray("weights");
            for (double weight : weights) {
                all.add(weight);
            }
            return line;
        }
        ArrayNode rollouts = RolloutLog.rollouts(group, line);
        for (int i = 0; i < weights.length; i++) {
            ((ObjectNode) rollouts.get(i)).put("weight", weights[i]);
        }
        return line;
    }

    private void flushRollouts(long step) throws IOException {
        if (groups.isEmpty()) {
            return;
        }
        Path file = folder.rollouts().resolve(String.format(Locale.ROOT, "step-%08d.jsonl.gz", step));
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(content)) {
            for (ObjectNode group : groups) {
                out.write(JSON.writeValueAsBytes(group));
                out.write('\n');
            }
        }
        groups.clear();
        RunFolder.writeWhole(file, content.toByteArray());
    }

    private void writeEvaluation(RunEvent.Evaluated event) throws IOException {
        ObjectNode root = EvaluationFile.toJson(event);
        Path file = folder.evaluations().resolve(String.format(Locale.ROOT, "step-%08d.json", event.step()));
        RunFolder.writeWhole(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
        if (evaluations.containsKey(event.step())) {
            // a finished run was resumed: its line is there already
            return;
        }
        ObjectNode line = JSON.createObjectNode();
        line.put("event", EVALUATION);
        line.put("step", event.step());
        line.put("samples", event.samples());
        for (Curve curve : event.curves()) {
            ObjectNode values = line.putObject(curve.metric());
            curve.points().forEach(point -> values.put(Integer.toString(point.k()), point.value()));
        }
        writeLine(line);
        evaluations.put(event.step(), line);
    }

    @Override
    public void close() throws IOException {
        metrics.close();
    }
}
