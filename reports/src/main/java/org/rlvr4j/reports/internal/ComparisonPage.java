package org.rlvr4j.reports.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rlvr4j.estimators.bootstrap.PairedBootstrap.Difference;
import org.rlvr4j.reports.page.Axis;
import org.rlvr4j.reports.page.Figure;
import org.rlvr4j.reports.page.Format;
import org.rlvr4j.reports.page.Page;
import org.rlvr4j.reports.page.Panel;
import org.rlvr4j.reports.page.Series;
import org.rlvr4j.reports.page.Tab;

/** The page of a comparison of two evaluations. */
public final class ComparisonPage {

    private static final int MOST_ROWS = 300;

    private ComparisonPage() {}

    /**
     * Tells whether a file is a comparison.
     *
     * @param root its content
     */
    static boolean isComparison(JsonNode root) {
        return root.path("kind").asText().equals("comparison")
                && root.path("points").isArray();
    }

    /**
     * Makes the page.
     *
     * @param file a file of {@code compare}
     * @param root its content
     * @throws IOException if it has no point
     */
    static Page read(Path file, JsonNode root) throws IOException {
        List<double[]> a = new ArrayList<>();
        List<double[]> b = new ArrayList<>();
        List<double[]> differences = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        for (JsonNode point : root.path("points")) {
            double k = Json.number(point, "k");
            double difference = Json.number(point, "difference");
            double low = Json.number(point, "low");
            double high = Json.number(point, "high");
            if (!Double.isFinite(k + difference)) {
                throw new IOException(file + " is no comparison: a point has no k or no difference");
            }
            a.add(new double[] {k, Bins.rounded(Json.number(point, "a"))});
            b.add(new double[] {k, Bins.rounded(Json.number(point, "b"))});
            if (Double.isFinite(low + high)) {
                differences.add(new double[] {k, Bins.rounded(difference), Bins.rounded(low), Bins.rounded(high)});
                figures.add(
                        EvaluationPage.figure("Pass@" + (long) k, new Difference(difference, low, high), "B over A "));
            } else {
                differences.add(new double[] {k, Bins.rounded(difference)});
            }
        }
        TabBuilder outcome = new TabBuilder("outcome", "Outcome");
        outcome.lines(
                "difference",
                "Difference of Pass@k",
                "B − A on the common problems. Above 0 B is better. The band is the interval over problems.",
                Axis.K,
                Axis.linear("difference of Pass@k", Format.DIFFERENCE),
                List.of(Series.plain("B − A", differences)),
                "Differences: there are none.");
        outcome.lines(
                "pass-at-k",
                "Pass@k",
                "On the common problems.",
                Axis.K,
                Axis.linear("Pass@k", Format.SHARE),
                List.of(new Series("A", Series.Role.BASE, a), Series.plain("B", b)),
                "Pass@k: there is none.");
        TabBuilder problems = new TabBuilder("problems", "Problems");
        problems.add(crossings(root, "entries", "Entries", "Problems that A never solved and B did."));
        problems.add(crossings(root, "losses", "Losses", "Problems that A solved and B never did."));
        problems.add(only(root));
        List<Tab> tabs = new ArrayList<>();
        outcome.build().ifPresent(tabs::add);
        problems.build().ifPresent(tabs::add);
        tabs.add(settings(root));
        List<Figure> ends = figures.size() < 2 ? figures : List.of(figures.get(0), figures.get(figures.size() - 1));
        return new Page(
                bounded(root.path("a")) + " and " + bounded(root.path("b")),
                "comparison",
                headline(root),
                sentences(root),
                ends,
                tabs);
    }

    private static String headline(JsonNode root) {
        JsonNode first = root.path("points").path(0);
        return String.format(
                Locale.ROOT,
                "Pass@%d: %.3f and %.3f",
                first.path("k").asInt(),
                first.path("a").asDouble(),
                first.path("b").asDouble());
    }

    private static List<String> sentences(JsonNode root) {
        List<String> sentences = new ArrayList<>();
        sentences.add("A is " + bounded(root.path("a")) + ", B is " + bounded(root.path("b")) + "; "
                + root.path("commonProblems").asInt() + " common problems, paired by id.");
        sentences.add("B is better on " + root.path("better").asInt() + " of them and worse on "
                + root.path("worse").asInt() + "; it enters "
                + root.path("entries").size() + " and loses "
                + root.path("losses").size() + ".");
        if (!root.path("differentSettings").isEmpty()) {
            sentences.add("The evaluations were not made alike: see What differs.");
        }
        return sentences;
    }

    private static Panel crossings(JsonNode root, String key, String title, String note) {
        List<List<Object>> rows = new ArrayList<>();
        for (JsonNode crossing : root.path(key)) {
            if (rows.size() < MOST_ROWS) {
                rows.add(List.of(
                        bounded(crossing.path("problem")),
                        crossing.path("successes").asInt(),
                        crossing.path("samples").asInt(),
                        Bins.rounded(crossing.path("noise").asDouble())));
            }
        }
        return new Panel.Table(
                key,
                title,
                note + " Noise is the chance that all successes fall on one side by luck: near 0.5 it says nothing.",
                List.of(
                        new Panel.Column("problem", Format.CODE),
                        new Panel.Column("successes", Format.WHOLE),
                        new Panel.Column("samples", Format.WHOLE),
                        new Panel.Column("noise", Format.NUMBER)),
                rows,
                root.path(key).size());
    }

    private static Panel only(JsonNode root) {
        List<List<Object>> rows = new ArrayList<>();
        for (String side : List.of("A", "B")) {
            for (JsonNode id : root.path("only" + side)) {
                if (rows.size() < MOST_ROWS) {
                    rows.add(List.of(bounded(id), side));
                }
            }
        }
        return new Panel.Table(
                "only",
                "Problems that are left out",
                "They are in one evaluation only.",
                List.of(new Panel.Column("problem", Format.CODE), new Panel.Column("only in", Format.TEXT)),
                rows,
                root.path("onlyA").size() + root.path("onlyB").size());
    }

    private static Tab settings(JsonNode root) {
        Map<String, String> facts = new LinkedHashMap<>();
        root.path("differentSettings")
                .properties()
                .forEach(entry -> facts.put(
                        RolloutFiles.bounded(entry.getKey(), 80),
                        "A: " + bounded(entry.getValue().path(0)) + "; B: "
                                + bounded(entry.getValue().path(1))));
        return facts.isEmpty()
                ? new Tab("settings", "What differs", List.of(), List.of("Nothing that the files tell."))
                : new Tab(
                        "settings",
                        "What differs",
                        List.of(new Panel.Facts(
                                "settings", "In what the evaluations differ", "Apart from the model.", facts)),
                        List.of());
    }

    private static String bounded(JsonNode node) {
        return RolloutFiles.bounded(node.asText(), 200);
    }
}
