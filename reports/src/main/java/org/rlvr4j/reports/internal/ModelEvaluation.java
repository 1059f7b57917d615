package org.rlvr4j.reports.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rlvr4j.reports.page.Format;
import org.rlvr4j.reports.page.Panel;
import org.rlvr4j.reports.page.RolloutSample;
import org.rlvr4j.reports.page.Tab;

/** What an evaluation on files of problems has beside its curves: groups, precision, samples with verdicts, provenance. */
final class ModelEvaluation {

    private static final int MOST_ROWS = 200;
    private static final int MOST_GROUPS = 100;
    private static final int MOST_CHARACTERS = 4000;

    private final JsonNode root;
    private final Optional<JsonNode> shown;

    private ModelEvaluation(JsonNode root, Optional<JsonNode> shown) {
        this.root = root;
        this.shown = shown;
    }

    /** Reads what is beside the curves; empty for the evaluations of recipes. */
    static Optional<ModelEvaluation> read(Path file) throws IOException {
        JsonNode root = Json.read(file);
        if (!root.has("source") || !root.has("verifier")) {
            return Optional.empty();
        }
        Path samples = file.resolveSibling("shown.json");
        return Optional.of(new ModelEvaluation(
                root, Files.isRegularFile(samples) ? Optional.of(Json.read(samples)) : Optional.empty()));
    }

    /** What a reader of the numbers must know. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (root.has("withheld")) {
            sentences.add("No numbers are given: " + bounded(root.path("withheld")) + ".");
        }
        JsonNode accuracy = root.path("accuracy");
        if (accuracy.has("value")) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "Accuracy on these very problems: %.3f, in %.3f – %.3f whenever one stops.",
                    accuracy.path("value").asDouble(),
                    accuracy.path("low").asDouble(),
                    accuracy.path("high").asDouble()));
        }
        root.path("notices").forEach(notice -> sentences.add(bounded(notice) + "."));
        return sentences;
    }

    void addTo(TabBuilder outcome, TabBuilder problems) {
        counts("verdicts", "Verdicts", "How the samples were judged.").ifPresent(outcome::add);
        counts("failures", "Failures", "Samples that are missing; none is counted as wrong.")
                .ifPresent(outcome::add);
        precision().ifPresent(outcome::add);
        groups().ifPresent(problems::add);
    }

    private Optional<Panel> counts(String key, String title, String note) {
        List<List<Object>> rows = new ArrayList<>();
        root.path(key)
                .properties()
                .forEach(entry -> rows.add(List.of(
                        RolloutFiles.bounded(entry.getKey(), 60),
                        entry.getValue().asLong())));
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Panel.Table(
                        key,
                        title,
                        note,
                        List.of(new Panel.Column("kind", Format.TEXT), new Panel.Column("samples", Format.WHOLE)),
                        rows,
                        rows.size()));
    }

    private Optional<Panel> precision() {
        List<List<Object>> rows = new ArrayList<>();
        root.path("precision").properties().forEach(entry -> {
            double problems = Json.number(entry.getValue(), "varianceOfProblems");
            double samples = Json.number(entry.getValue(), "varianceOfSamples");
            double share = problems + samples > 0 ? samples / (problems + samples) : 0;
            rows.add(List.of(
                    RolloutFiles.bounded(entry.getKey(), 20),
                    Bins.rounded(share),
                    entry.getValue().has("samplesToHalve")
                            ? Long.toString(
                                    entry.getValue().path("samplesToHalve").asLong())
                            : "no number suffices",
                    entry.getValue().path("problemsToHalve").asLong()));
        });
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Panel.Table(
                        "precision",
                        "What would halve the interval",
                        "The interval over problems has two sources: the problems' differences, which only more problems"
                                + " shrink, and the samples' noise.",
                        List.of(
                                new Panel.Column("k", Format.TEXT),
                                new Panel.Column("share of the samples' noise", Format.SHARE),
                                new Panel.Column("samples a problem", Format.TEXT),
                                new Panel.Column("or problems", Format.WHOLE)),
                        rows,
                        rows.size()));
    }

    private Optional<Panel> groups() {
        List<List<Object>> rows = new ArrayList<>();
        for (JsonNode group : root.path("groups")) {
            for (JsonNode point : group.path("curve").path("points")) {
                double value = Json.number(point, "value");
                double low = Json.number(point, "low");
                double high = Json.number(point, "high");
                if (rows.size() < MOST_ROWS && Double.isFinite(value + low + high)) {
                    rows.add(List.of(
                            bounded(group.path("by")),
                            bounded(group.path("value")),
                            group.path("problems").asInt(),
                            point.path("k").asInt(),
                            Bins.rounded(value),
                            Bins.rounded(low),
                            Bins.rounded(high)));
                }
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Panel.Table(
                        "groups",
                        "Pass@k by what is known of the problems",
                        "Intervals are over problems.",
                        List.of(
                                new Panel.Column("by", Format.TEXT),
                                new Panel.Column("value", Format.TEXT),
                                new Panel.Column("problems", Format.WHOLE),
                                new Panel.Column("k", Format.WHOLE),
                                new Panel.Column("Pass@k", Format.SHARE),
                                new Panel.Column("low", Format.SHARE),
                                new Panel.Column("high", Format.SHARE)),
                        rows,
                        rows.size()));
    }

    /** Samples with their verdicts. */
    Optional<Tab> samples() {
        List<RolloutSample> groups = new ArrayList<>();
        shown.ifPresent(document -> {
            for (JsonNode problem : document.path("problems")) {
                if (groups.size() < MOST_GROUPS) {
                    groups.add(group(problem));
                }
            }
        });
        return groups.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tab(
                        "samples",
                        "Samples",
                        List.of(new Panel.Rollouts(
                                "samples",
                                "Samples with their verdicts",
                                "Some problems, of each some right and wrong samples; samples.jsonl has all.",
                                groups)),
                        List.of()));
    }

    private static RolloutSample group(JsonNode problem) {
        List<RolloutSample.Rollout> right = new ArrayList<>();
        List<RolloutSample.Rollout> wrong = new ArrayList<>();
        for (JsonNode sample : problem.path("shown")) {
            String verdict = bounded(sample.path("verdict"));
            (verdict.equals("correct") ? right : wrong)
                    .add(new RolloutSample.Rollout(
                            RolloutFiles.bounded(sample.path("text").asText(), MOST_CHARACTERS),
                            verdict,
                            bounded(sample.path("reason")),
                            1));
        }
        return new RolloutSample(
                "",
                bounded(problem.path("id")),
                RolloutFiles.bounded(problem.path("prompt").asText(), MOST_CHARACTERS),
                0,
                problem.path("correct").asInt(),
                problem.path("samples").asInt(),
                "reference " + bounded(problem.path("reference")),
                true,
                right,
                wrong);
    }

    /** What made the evaluation. */
    Tab provenance() {
        Map<String, String> facts = new LinkedHashMap<>();
        add(facts, "model ", root.path("source").path("identity"));
        add(facts, "sampling ", root.path("source").path("settings"));
        add(facts, "verifier ", root.path("verifier"));
        add(facts, "data ", root.path("data"));
        add(facts, "allocation ", root.path("allocation"));
        add(facts, "tokens ", root.path("tokens"));
        add(facts, "cost ", root.path("cost"));
        facts.put("seed", bounded(root.path("seed")));
        add(facts, "version ", root.path("versions"));
        add(facts, "run ", root.path("run"));
        return new Tab(
                "provenance",
                "What made it",
                List.of(new Panel.Facts("provenance", "What made this evaluation", "", facts)),
                List.of());
    }

    private static void add(Map<String, String> facts, String prefix, JsonNode node) {
        node.properties()
                .forEach(entry ->
                        facts.put(prefix + RolloutFiles.bounded(entry.getKey(), 60), bounded(entry.getValue())));
    }

    private static String bounded(JsonNode node) {
        return RolloutFiles.bounded(node.asText(), 300);
    }
}
