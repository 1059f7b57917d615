package org.rlvr4j.reports;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Run folders as training writes them, with texts that nobody should trust. */
final class SampleRun {

    /** What a page must show as text and never run. */
    static final String HOSTILE =
            "<script>window.broken=1</script></script><img src=x onerror=\"window.broken=2\">&amp;{a|b}\u2028\u2029<!--";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SAMPLES = 16;
    private static final int PROBLEMS = 12;

    private final Path folder;

    private SampleRun(Path folder) {
        this.folder = folder;
    }

    /** A finished run of so many steps, its base evaluated with it. */
    static Path write(Path folder, int steps) throws IOException {
        SampleRun run = new SampleRun(folder);
        Files.createDirectories(folder.resolve("evaluations"));
        Files.createDirectories(folder.resolve("rollouts"));
        run.recipe(steps);
        run.evaluation(0);
        run.evaluation(steps / 2);
        run.evaluation(steps);
        run.metrics(steps);
        run.rollouts(steps);
        return folder;
    }

    private void recipe(int steps) throws IOException {
        Files.writeString(folder.resolve("recipe.conf"), """
                gate {
                    id=bbg
                    reference-k=64
                    threshold=0.01
                }
                # %s
                trainer {
                    steps=%d
                }
                """.formatted(HOSTILE, steps));
        ObjectNode manifest = JSON.createObjectNode();
        manifest.put("model", HOSTILE);
        manifest.put("seed", "1");
        ObjectNode heldOut = JSON.createObjectNode().put("id", problem(0)).put("prompt", "held out " + HOSTILE);
        Files.writeString(folder.resolve("held-out.jsonl"), heldOut + "\n");
        Files.writeString(folder.resolve("manifest.json"), manifest.toString());
    }

    static String problem(int index) {
        return index == 0 ? "<b onmouseover=alert(1)>p0</b>" : "problem-" + index;
    }

    private void evaluation(int step) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("step", step);
        root.put("samples", SAMPLES);
        ObjectNode curve = root.putArray("curves").addObject();
        curve.put("metric", "pass@k").put("level", 0.95).put("meanOverK", 0.5);
        ArrayNode points = curve.putArray("points");
        for (int k = 1; k <= SAMPLES; k *= 2) {
            double value = Math.min(0.9, 0.1 * k + 0.001 * step);
            points.addObject()
                    .put("k", k)
                    .put("value", value)
                    .put("low", value - 0.05)
                    .put("high", value + 0.05);
        }
        ArrayNode problems = root.putArray("problems");
        for (int i = 0; i < PROBLEMS; i++) {
            // problem 0 enters, problem 1 is lost
            int correct =
                    i == 0 ? (step == 0 ? 0 : 3) : i == 1 ? (step == 0 ? 2 : 0) : Math.min(SAMPLES, i + step / 10);
            problems.addObject().put("id", problem(i)).put("samples", SAMPLES).put("correct", correct);
        }
        Files.writeString(
                folder.resolve("evaluations").resolve(String.format(Locale.ROOT, "step-%08d.json", step)),
                root.toString());
    }

    private void metrics(int steps) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int step = 1; step <= steps; step++) {
            lines.append(line(step)).append('\n');
        }
        ObjectNode notice = JSON.createObjectNode();
        notice.put("event", "notice").put("step", steps).put("message", HOSTILE);
        lines.append(notice).append('\n');
        Files.writeString(folder.resolve("metrics.jsonl"), lines);
    }

    static String line(int step) {
        ObjectNode line = JSON.createObjectNode();
        line.put("event", "step").put("step", step).put("waves", 1 + step % 3);
        line.put("judgedGroups", 64).put("activeGroups", 60).put("targetGroups", 64);
        line.put("rollouts", 512)
                .put("correct", 100 + step % 50)
                .put("unparseable", 3)
                .put("failures", 0);
        line.put("meanResponseTokens", 9.5).put("loss", 1.0 / step).put("gradientNorm", 0.4);
        line.put("kl", 0.0).put("entropy", 0.8).put("clipShare", 0.0).put("meanRatio", 1.0);
        line.put("learningRate", 1e-4).put("sequences", 512).put("tokens", 4000);
        line.put("generateSeconds", 0.5).put("verifySeconds", 0.01).put("updateSeconds", 0.7);
        ObjectNode buckets = line.putObject("buckets");
        buckets.putArray("m").add(0).add(8);
        buckets.putArray("n").add(8).add(8);
        buckets.putArray("judged").add(30).add(34);
        buckets.putArray("trained").add(240).add(80);
        buckets.putArray("signal").add(3.0).add(1.0);
        return line.toString();
    }

    private void rollouts(int step) throws IOException {
        ObjectNode group = JSON.createObjectNode();
        group.put("step", step).put("problem", problem(0)).put("prompt", "prompt " + HOSTILE);
        group.put("successes", 1)
                .put("size", 2)
                .put("failures", 0)
                .put("gate", "m=1/2 <i>")
                .put("taken", true);
        ArrayNode rollouts = group.putArray("rollouts");
        rollouts.addObject()
                .put("text", "right " + HOSTILE)
                .put("verdict", "correct")
                .put("reason", HOSTILE)
                .put("weight", 0.5);
        rollouts.addObject()
                .put("text", "wrong " + HOSTILE)
                .put("verdict", "incorrect")
                .put("reason", "no")
                .put("weight", 0);
        Path file = folder.resolve("rollouts").resolve(String.format(Locale.ROOT, "step-%08d.jsonl.gz", step));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((group + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** An ablation of three arms, after the schema of ablation.json. */
    static Path ablation(Path folder) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("schemaVersion", 1).put("level", 0.95).put("samples", 4);
        root.putArray("seeds").add(101).add(102);
        root.putArray("k").add(1).add(2).add(4);
        curve(root.putObject("base").put("name", "base"), 0.2);
        ArrayNode arms = root.putArray("arms");
        ArrayNode comparisons = root.putArray("comparisons");
        for (String name : new String[] {"uniform", "bbg", "<u>arm</u>"}) {
            ObjectNode arm = arms.addObject().put("name", name);
            arm.putObject("overrides").put("gate.id", name);
            write(folder.resolve("run-" + arms.size()), 20);
            arm.putArray("runs")
                    .addObject()
                    .put("seed", 101)
                    .put("status", "completed")
                    .put("folder", "run-" + arms.size());
            arm.withArray("runs")
                    .addObject()
                    .put("seed", 102)
                    .put("status", "failed")
                    .put("folder", "../..")
                    .put("message", HOSTILE);
            curve(arm, 0.2 + 0.1 * arms.size());
            ArrayNode trajectory = arm.putArray("trajectory");
            for (int step = 0; step <= 20; step += 10) {
                trajectory
                        .addObject()
                        .put("step", step)
                        .putArray("value")
                        .add(0.1 + 0.01 * step)
                        .add(0.3)
                        .add(0.5 + 0.002 * step * arms.size());
            }
            ObjectNode transitions = arm.putObject("transitions").put("step", 20);
            transitions.putArray("buckets").add("0").add("1-4");
            transitions.putArray("counts").addArray().add(3.5).add(1);
            transitions.withArray("counts").addArray().add(0).add(7);
            ObjectNode boundary = arm.putObject("boundary");
            boundary.putArray("perEvaluation")
                    .addObject()
                    .put("step", 10)
                    .put("entries", 1)
                    .put("losses", 2);
            boundary.withArray("perEvaluation")
                    .addObject()
                    .put("step", 20)
                    .put("entries", 2)
                    .put("losses", 1);
            boundary.putArray("entries")
                    .addObject()
                    .put("problem", HOSTILE)
                    .put("seeds", 2)
                    .put("successes", 3)
                    .put("noise", 0.1)
                    .put("persistent", true);
            boundary.putArray("losses");
            ObjectNode overtraining = arm.putObject("overtraining")
                    .put("referenceK", 16)
                    .put("threshold", 0.01)
                    .put("updates", 0.4)
                    .put("weight", 0.3);
            overtraining
                    .putArray("perStep")
                    .addObject()
                    .put("step", 1)
                    .put("updates", 0.2)
                    .put("weight", 0.1);
            arm.putArray("coverageByDifficulty")
                    .addObject()
                    .put("difficulty", "0")
                    .put("problems", 5)
                    .put("base", 0.0)
                    .put("value", 0.4);
            for (int k = 1; k <= 4; k *= 2) {
                comparisons
                        .addObject()
                        .put("a", name)
                        .put("b", "base")
                        .put("k", k)
                        .put("difference", 0.1 * k)
                        .put("low", 0.05)
                        .put("high", 0.2 * k)
                        .put("p", 0.01)
                        .put("pAdjusted", 0.02)
                        .put("verdict", "better")
                        .put("detectable", 0.03);
            }
            comparisons
                    .addObject()
                    .put("a", name)
                    .put("b", "base")
                    .put("k", "mean")
                    .put("difference", 0.1)
                    .put("low", -0.1)
                    .put("high", 0.2)
                    .put("verdict", "underpowered");
        }
        for (int k = 1; k <= 4; k *= 2) {
            comparisons
                    .addObject()
                    .put("a", "bbg")
                    .put("b", "uniform")
                    .put("k", k)
                    .put("difference", -0.1)
                    .put("low", -0.2)
                    .put("high", -0.05)
                    .put("verdict", "worse");
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("ablation.json"), root.toString());
        return folder;
    }

    private static void curve(ObjectNode of, double at) {
        ObjectNode curve = of.putObject("curve");
        curve.putArray("value").add(at).add(at + 0.1).add(at + 0.2);
        curve.putArray("low").add(at - 0.05).add(at + 0.05).add(at + 0.15);
        curve.putArray("high").add(at + 0.05).add(at + 0.15).add(at + 0.25);
        of.putObject("meanOverK").put("value", at + 0.1).put("low", at).put("high", at + 0.2);
    }
}
