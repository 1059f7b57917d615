package org.rlvr4j.reports.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.estimators.bootstrap.PairedBootstrap.CurveDifference;
import org.rlvr4j.estimators.bootstrap.PairedBootstrap.Difference;

/** Reads a demo's {@code summary.json}, and the evaluations of the runs beside it, as an ablation. */
final class DemoFolder {

    private final Path folder;
    private final JsonNode summary;
    private final ObjectNode root = Json.MAPPER.createObjectNode();
    private final List<String> ks = new ArrayList<>();

    /** The last evaluation by arm and seed. */
    private final Map<String, SortedMap<Long, Evaluation>> finals = new LinkedHashMap<>();

    private DemoFolder(Path folder, JsonNode summary) {
        this.folder = folder;
        this.summary = summary;
    }

    static JsonNode read(Path folder) throws IOException {
        JsonNode summary = Json.read(folder.resolve("summary.json"));
        if (!summary.path("arms").isArray()
                || !summary.path("base").path("passAtK").isObject()) {
            throw new IOException(folder.resolve("summary.json") + " is not a demo's summary");
        }
        return new DemoFolder(folder, summary).convert();
    }

    private JsonNode convert() throws IOException {
        ArrayNode k = root.putArray("k");
        summary.path("base").path("passAtK").properties().forEach(value -> {
            ks.add(value.getKey());
            k.add((long) Double.parseDouble(value.getKey()));
        });
        root.set("samples", summary.path("samples"));
        Optional<Evaluation> base = last("base");
        ObjectNode baseCurve = root.putObject("base").putObject("curve");
        putValues(baseCurve, summary.path("base").path("passAtK"));
        base.ifPresent(known -> putIntervals(baseCurve, known));
        ArrayNode seeds = root.putArray("seeds");
        summary.path("arms").path(0).path("seeds").forEach(seed -> seeds.add(seed.path("seed")));
        ArrayNode arms = root.putArray("arms");
        ArrayNode comparisons = root.putArray("comparisons");
        for (JsonNode arm : summary.path("arms")) {
            arm(arm, arms.addObject(), base);
            String name = arm.path("name").asText();
            for (String at : ks) {
                comparison(
                        comparisons.addObject().put("k", (long) Double.parseDouble(at)),
                        name,
                        arm.path("differenceFromBase").path("passAtK").path(at));
            }
            comparison(
                    comparisons.addObject().put("k", "mean"),
                    name,
                    arm.path("differenceFromBase").path("meanOverK"));
        }
        between(comparisons);
        return root;
    }

    /** Compares the arms with one another over the seeds that both have. */
    private void between(ArrayNode comparisons) {
        List<String> names = List.copyOf(finals.keySet());
        for (int left = names.size() - 1; left > 0; left--) {
            for (int right = left - 1; right >= 0; right--) {
                between(comparisons, names.get(left), names.get(right));
            }
        }
    }

    private void between(ArrayNode comparisons, String left, String right) {
        SortedMap<Long, Evaluation> of = new TreeMap<>(finals.getOrDefault(left, new TreeMap<>()));
        SortedMap<Long, Evaluation> from = new TreeMap<>(finals.getOrDefault(right, new TreeMap<>()));
        of.keySet().retainAll(from.keySet());
        from.keySet().retainAll(of.keySet());
        if (of.isEmpty() || of.keySet().stream().anyMatch(seed -> !sameProblems(of.get(seed), from.get(seed)))) {
            return;
        }
        CurveDifference difference = Change.difference(
                outcomes(of), outcomes(from), summary.path("samples").asInt());
        difference
                .atK()
                .points()
                .forEach(point -> comparison(
                        comparisons.addObject().put("k", point.k()),
                        left,
                        right,
                        new Difference(point.value(), point.low(), point.high())));
        comparison(comparisons.addObject().put("k", "mean"), left, right, difference.meanOverK());
    }

    private static boolean sameProblems(@Nullable Evaluation left, @Nullable Evaluation right) {
        return left != null && right != null && left.isComparableWith(right);
    }

    private static List<List<ProblemOutcome>> outcomes(SortedMap<Long, Evaluation> seeds) {
        return seeds.values().stream()
                .map(evaluation -> evaluation.outcomes().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .toList())
                .toList();
    }

    private static void comparison(ObjectNode node, String left, String right, Difference difference) {
        node.put("a", left);
        node.put("b", right);
        node.put("difference", difference.mean());
        node.put("low", difference.low());
        node.put("high", difference.high());
        node.put("verdict", difference.low() > 0 ? "better" : difference.high() < 0 ? "worse" : "no difference found");
    }

    private void putValues(ObjectNode curve, JsonNode passAtK) {
        ArrayNode values = curve.putArray("value");
        ks.forEach(k -> values.add(passAtK.path(k)));
    }

    private static void putIntervals(ObjectNode curve, Evaluation evaluation) {
        ArrayNode low = curve.putArray("low");
        ArrayNode high = curve.putArray("high");
        evaluation.passAtK().forEach(point -> {
            low.add(point[2]);
            high.add(point[3]);
        });
    }

    private static void comparison(ObjectNode node, String arm, JsonNode difference) {
        comparison(
                node,
                arm,
                "base",
                new Difference(
                        difference.path("difference").asDouble(),
                        difference.path("low").asDouble(),
                        difference.path("high").asDouble()));
    }

    private void arm(JsonNode arm, ObjectNode node, Optional<Evaluation> base) throws IOException {
        String name = arm.path("name").asText();
        node.put("name", name);
        ObjectNode curve = node.putObject("curve");
        putValues(curve, arm.path("mean").path("passAtK"));
        node.putObject("meanOverK").set("value", arm.path("meanOverK"));
        ArrayNode runs = node.putArray("runs");
        List<NavigableMap<Long, Evaluation>> evaluations = new ArrayList<>();
        for (JsonNode seed : arm.path("seeds")) {
            String run = name + "-seed" + seed.path("seed").asText();
            runs.addObject().put("folder", run).put("status", "completed").set("seed", seed.path("seed"));
            NavigableMap<Long, Evaluation> of = Evaluation.readAll(inside(run).resolve("evaluations"));
            evaluations.add(of);
            if (!of.isEmpty()) {
                finals.computeIfAbsent(name, missing -> new TreeMap<>())
                        .put(seed.path("seed").asLong(), of.lastEntry().getValue());
            }
        }
        if (evaluations.size() == 1 && !evaluations.get(0).isEmpty()) {
            putIntervals(curve, evaluations.get(0).lastEntry().getValue());
        }
        trajectory(node, evaluations);
        base.ifPresent(known -> boundary(node, known, evaluations));
    }

    private Path inside(String run) throws IOException {
        Path path = folder.resolve(run).normalize();
        if (!path.startsWith(folder.normalize())) {
            throw new IOException(folder.resolve("summary.json") + " names a run outside of its folder");
        }
        return path;
    }

    private Optional<Evaluation> last(String run) throws IOException {
        NavigableMap<Long, Evaluation> evaluations =
                Evaluation.readAll(inside(run).resolve("evaluations"));
        return evaluations.isEmpty()
                ? Optional.empty()
                : Optional.of(evaluations.lastEntry().getValue());
    }

    private void trajectory(ObjectNode node, List<NavigableMap<Long, Evaluation>> seeds) {
        if (seeds.isEmpty()) {
            return;
        }
        ArrayNode trajectory = node.putArray("trajectory");
        for (long step : seeds.get(0).keySet()) {
            double[] sums = new double[ks.size()];
            int complete = 0;
            for (NavigableMap<Long, Evaluation> seed : seeds) {
                Evaluation evaluation = seed.get(step);
                if (evaluation != null && evaluation.passAtK().size() == sums.length) {
                    complete++;
                    for (int k = 0; k < sums.length; k++) {
                        sums[k] += evaluation.passAtK().get(k)[1];
                    }
                }
            }
            if (complete == seeds.size()) {
                ArrayNode values = trajectory.addObject().put("step", step).putArray("value");
                for (double sum : sums) {
                    values.add(sum / complete);
                }
            }
        }
    }

    /** A problem that crossed the boundary, over seeds. */
    private static final class Crossed {
        private int seeds;
        private int successes;
    }

    private static void boundary(ObjectNode node, Evaluation base, List<NavigableMap<Long, Evaluation>> seeds) {
        Buckets buckets = Buckets.of(base.samples());
        double[][] counts = new double[buckets.size()][buckets.size()];
        Map<String, Crossed> entries = new TreeMap<>();
        Map<String, Crossed> losses = new TreeMap<>();
        int compared = 0;
        for (NavigableMap<Long, Evaluation> seed : seeds) {
            if (seed.isEmpty() || !seed.lastEntry().getValue().isComparableWith(base)) {
                continue;
            }
            compared++;
            Change change = Change.between(base, seed.lastEntry().getValue(), Map.of());
            change.entries().forEach(crossing -> add(entries, crossing));
            change.losses().forEach(crossing -> add(losses, crossing));
            double[][] moved = change.transitions("the base").counts();
            for (int from = 0; from < moved.length; from++) {
                for (int to = 0; to < moved.length; to++) {
                    counts[from][to] += moved[from][to] / seeds.size();
                }
            }
        }
        if (compared < seeds.size() || compared == 0) {
            return;
        }
        ObjectNode transitions = node.putObject("transitions");
        ArrayNode names = transitions.putArray("buckets");
        buckets.names().forEach(names::add);
        ArrayNode rows = transitions.putArray("counts");
        for (double[] row : counts) {
            ArrayNode cells = rows.addArray();
            for (double cell : row) {
                cells.add(cell);
            }
        }
        ObjectNode boundary = node.putObject("boundary");
        put(boundary.putArray("entries"), entries, base.samples());
        put(boundary.putArray("losses"), losses, base.samples());
    }

    private static void add(Map<String, Crossed> crossed, Change.Crossing crossing) {
        Crossed of = crossed.computeIfAbsent(crossing.problem(), problem -> new Crossed());
        of.seeds++;
        of.successes += crossing.successes();
    }

    private static void put(ArrayNode to, Map<String, Crossed> crossed, int samples) {
        crossed.entrySet().stream()
                .sorted((a, b) -> Integer.compare(b.getValue().successes, a.getValue().successes))
                .forEach(entry -> {
                    Crossed of = entry.getValue();
                    double mean = (double) of.successes / of.seeds;
                    to.addObject()
                            .put("problem", entry.getKey())
                            .put("seeds", of.seeds)
                            .put("successes", Bins.rounded(mean))
                            .put("noise", Change.noise((int) Math.round(mean), samples));
                });
    }
}
