package org.rlvr4j.trainer.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.run.BatchReport;
import org.rlvr4j.api.run.BucketReport;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.verify.Verdict;

class FileRecorderTest {

    private static final String HOSTILE = "\u0000\u001b[2J\r\n\u0085\u2028\ud800\u009b31m\uD83D\uDE00é\"\\";

    private static final List<BucketReport> BUCKETS =
            List.of(new BucketReport(0, 8, 1, 1, 8, 12, 1.5), new BucketReport(3, 8, 1, 0, 0, 0, 0));

    @TempDir
    Path temp;

    private @Nullable RunFolder folder;

    @BeforeEach
    void open() throws IOException {
        folder = RunFolder.open(temp.resolve("run"), RunFolder.Existing.REFUSE);
    }

    @AfterEach
    void close() throws IOException {
        folder().close();
    }

    private RunFolder folder() {
        return Objects.requireNonNull(folder);
    }

    private static RunEvent.StepCompleted step(long step) {
        return new RunEvent.StepCompleted(
                step, 9, new BatchReport(1, 2, 1, 1, 8, 3, 1, 0, 5.5, 0.1, 0.2, BUCKETS), StepReport.empty(1e-3));
    }

    private static RunEvent.Evaluated evaluated(long step) {
        return new RunEvent.Evaluated(
                step,
                2,
                List.of(new Curve("pass@k", 0.9, List.of(new Curve.Point(1, 0.25, 0, 0.5)))),
                List.of(new ProblemOutcome("p" + HOSTILE, 2, 1)));
    }

    private static RunEvent.GroupDecided group(long step) {
        Rollout rollout = new Rollout(new int[] {1}, new float[] {-0.5f}, 0, StopReason.LENGTH, HOSTILE);
        return new RunEvent.GroupDecided(
                step,
                new VerifiedGroup(
                        new Problem("p", "prompt" + HOSTILE, ""),
                        new int[] {1},
                        List.of(rollout, rollout),
                        List.of(new Verdict.Correct("", HOSTILE), new Verdict.Unparseable("")),
                        List.of(new Verdict.Failed(HOSTILE))),
                GateDecision.keep(2, 0.5, "kept"),
                true);
    }

    private List<JsonNode> metrics() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder().metrics())) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    private List<String> steps() throws IOException {
        return metrics().stream()
                .map(line -> line.get("event").asText() + " " + line.get("step"))
                .toList();
    }

    @Test
    void writesEveryEventAsOneLine() throws IOException {
        try (FileRecorder recorder = new FileRecorder(folder(), 0, 0)) {
            recorder.record(new RunEvent.Started(0, 9));
            recorder.record(step(1));
            recorder.record(new RunEvent.Notice(1, HOSTILE));
            assertFalse(recorder.hasEvaluation(1));
            recorder.record(evaluated(1));
            assertTrue(recorder.hasEvaluation(1));
            recorder.sync();
        }
        assertEquals(List.of("step 1", "notice 1", "evaluation 1"), steps());
        assertEquals(3, metrics().get(0).get("correct").asInt());
        assertFalse(metrics().get(0).has("entropy"), "it was not measured");
        assertEquals(HOSTILE, metrics().get(1).get("message").asText());
        assertEquals(0.25, metrics().get(2).get("pass@k").get("1").asDouble());
    }

    @Test
    void theBucketsOfAStepAreReadAsTheyWereWritten() throws IOException {
        try (FileRecorder recorder = new FileRecorder(folder(), 0, 0)) {
            recorder.record(step(1));
            recorder.record(evaluated(1));
        }
        assertEquals(BUCKETS, BucketColumns.read(metrics().get(0)));
        assertEquals(List.of(), BucketColumns.read(metrics().get(1)));
        JsonNode torn = new ObjectMapper().readTree("{\"buckets\":{\"n\":[8,8],\"m\":[0]}}");
        assertThrows(IllegalArgumentException.class, () -> BucketColumns.read(torn));
    }

    @Test
    void nothingButAsciiIsWrittenSoNoTextBreaksAScreen() throws IOException {
        try (FileRecorder recorder = new FileRecorder(folder(), 0, 1)) {
            recorder.record(group(1));
            recorder.record(step(1));
            recorder.record(new RunEvent.Notice(1, HOSTILE));
            recorder.record(evaluated(1));
        }
        for (byte b : Files.readAllBytes(folder().metrics())) {
            assertTrue(b == '\n' || (b >= 0x20 && b < 0x7f), "byte " + b);
        }
        for (byte b : Files.readAllBytes(folder().evaluations().resolve("step-00000001.json"))) {
            assertTrue(b == '\n' || (b >= 0x20 && b < 0x7f), "byte " + b);
        }
    }

    @Test
    void logsRolloutsOfSomeStepsWithHostileTextOnOneLine() throws IOException {
        try (FileRecorder recorder = new FileRecorder(folder(), 0, 2)) {
            for (int i = 1; i <= 4; i++) {
                recorder.record(group(i));
                recorder.record(group(i));
                recorder.record(step(i));
            }
        }
        assertFalse(Files.exists(folder().rollouts().resolve("step-00000001.jsonl.gz")));
        String text;
        try (GZIPInputStream in =
                new GZIPInputStream(Files.newInputStream(folder().rollouts().resolve("step-00000002.jsonl.gz")))) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertEquals(2, text.lines().count());
        assertTrue(text.endsWith("\n"));
        JsonNode line = new ObjectMapper().readTree(text.lines().findFirst().orElseThrow());
        assertEquals("prompt" + HOSTILE, line.get("prompt").asText());
        assertEquals(1, line.get("failureReasons").size());
        assertEquals(HOSTILE, line.get("failureReasons").get(0).asText());
        assertEquals(1, line.get("successes").asInt());
        assertEquals(1, line.get("failures").asInt());
        JsonNode first = line.get("rollouts").get(0);
        assertEquals(HOSTILE, first.get("text").asText());
        assertEquals("correct", first.get("verdict").asText());
        assertEquals(0.5, first.get("weight").asDouble());
        assertEquals(-0.5, first.get("logProb").asDouble());
        assertEquals("unparseable", line.get("rollouts").get(1).get("verdict").asText());
    }

    private static List<JsonNode> lines(Path log) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(log))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                lines.add(new ObjectMapper().readTree(line));
            }
        }
        return lines;
    }

    /** Together the two layouts say the same as one file. */
    @Test
    void whereRolloutsAreWrittenElsewhereDecisionsAloneAreWrittenHere() throws IOException {
        try (FileRecorder recorder = new FileRecorder(folder(), 0, 1)) {
            recorder.record(group(1));
            recorder.record(step(1));
        }
        JsonNode together =
                lines(folder().rollouts().resolve("step-00000001.jsonl.gz")).get(0);
        try (FileRecorder recorder =
                new FileRecorder(folder(), new LoopState(0, 0, Map.of()), 1, true, Optional.empty())) {
            recorder.record(group(1));
            recorder.record(group(1));
            recorder.record(step(1));
        }
        JsonNode decision =
                lines(folder().rollouts().resolve("step-00000001.jsonl.gz")).get(1);
        assertFalse(decision.has("rollouts") || decision.has("prompt"), decision.toString());
        assertEquals(1, decision.get("position").asInt());
        assertEquals(together.get("gate"), decision.get("gate"));
        Path rollouts = folder().rollouts();
        VerifiedGroup group = group(1).group();
        assertThrows(IOException.class, () -> RolloutLog.writePart(rollouts, 1, 1, List.of(group)));
        Files.createDirectory(RolloutLog.parts(rollouts, 1));
        RolloutLog.writePart(rollouts, 1, 1, List.of(group));
        byte[] once = Files.readAllBytes(RolloutLog.part(rollouts, 1, 1));
        RolloutLog.writePart(rollouts, 1, 1, List.of(group));
        assertArrayEquals(once, Files.readAllBytes(RolloutLog.part(rollouts, 1, 1)));
        try (Stream<Path> files = Files.list(RolloutLog.parts(rollouts, 1))) {
            assertEquals(List.of(RolloutLog.part(rollouts, 1, 1)), files.toList());
        }
        JsonNode part = lines(RolloutLog.part(rollouts, 1, 1)).get(0);
        assertEquals(1, part.get("position").asInt());
        assertEquals(together.get("prompt"), part.get("prompt"));
        for (int i = 0; i < 2; i++) {
            ObjectNode rollout = (ObjectNode) part.get("rollouts").get(i);
            rollout.set("weight", decision.get("weights").get(i));
            assertEquals(together.get("rollouts").get(i), rollout);
        }
        // a run that goes on from before the step deletes its parts, too
        new FileRecorder(folder(), 0, 1).close();
        assertFalse(Files.exists(RolloutLog.parts(rollouts, 1)));
    }

    @Test
    void cutsLaterAndTornLinesOfAnInterruptedRun() throws IOException {
        try (FileRecorder recorder = new FileRecorder(folder(), 0, 0)) {
            for (int i = 1; i <= 4; i++) {
                recorder.record(step(i));
                recorder.record(evaluated(i));
            }
        }
        // torn within a character of two bytes
        ByteArrayOutputStream torn = new ByteArrayOutputStream();
        torn.write(Files.readAllBytes(folder().metrics()));
        torn.write("{\"event\":\"notice\",\"step\":1,\"message\":\"caf".getBytes(StandardCharsets.UTF_8));
        torn.write(0xc3);
        Files.write(folder().metrics(), torn.toByteArray());
        try (FileRecorder recorder = new FileRecorder(folder(), 2, 0)) {
            assertTrue(recorder.hasEvaluation(2));
            assertFalse(recorder.hasEvaluation(3));
            recorder.record(step(3));
            recorder.record(evaluated(2));
        }
        assertEquals(List.of("step 1", "evaluation 1", "step 2", "evaluation 2", "step 3"), steps());
    }

    @Test
    void keepsAWholeLastLineThatLacksItsNewline() throws IOException {
        Files.writeString(folder().metrics(), "{\"event\":\"step\",\"step\":1}\n{\"event\":\"step\",\"step\":2}");
        try (FileRecorder recorder = new FileRecorder(folder(), 5, 0)) {
            recorder.record(step(3));
        }
        assertEquals(List.of("step 1", "step 2", "step 3"), steps());
    }

    @Test
    void evaluationsCanBeReadAgain() throws IOException {
        try (FileRecorder recorder = new FileRecorder(folder(), 0, 0)) {
            recorder.record(evaluated(4));
        }
        Path file = folder().evaluations().resolve("step-00000004.json");
        assertEquals(List.of(new ProblemOutcome("p" + HOSTILE, 2, 1)), EvaluationFile.readOutcomes(file));
        for (String wrong : List.of(
                "{}",
                "[]",
                "3",
                "",
                "{",
                "{\"problems\":[{\"id\":\"a\"}]}",
                "{\"problems\":[{\"id\":\"a\",\"samples\":1,\"correct\":2}]}")) {
            Files.writeString(file, wrong);
            IOException e = assertThrows(IOException.class, () -> EvaluationFile.readOutcomes(file), wrong);
            assertTrue(String.valueOf(e.getMessage()).contains(file.toString()), wrong + ": " + e.getMessage());
        }
    }
}
