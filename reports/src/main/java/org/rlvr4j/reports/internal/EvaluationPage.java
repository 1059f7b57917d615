package org.rlvr4j.reports.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.estimators.bootstrap.PairedBootstrap.Difference;
import org.rlvr4j.reports.page.Axis;
import org.rlvr4j.reports.page.Figure;
import org.rlvr4j.reports.page.Format;
import org.rlvr4j.reports.page.Page;
import org.rlvr4j.reports.page.Panel;
import org.rlvr4j.reports.page.Series;
import org.rlvr4j.reports.page.Tab;

/** The page of one evaluation, and what the pages of runs say of theirs. */
public final class EvaluationPage {

    /** The file of an evaluation in its folder. */
    public static final String RESULT = "evaluation.json";

    private EvaluationPage() {}

    /**
     * Makes the page of an evaluation.
     *
     * @param file its file
     * @param base another evaluation, or a run folder, to compare with
     * @return the page
     * @throws IOException if a file cannot be read or is no evaluation
     */
    public static Page read(Path file, Optional<Path> base) throws IOException {
        JsonNode root = Json.read(file);
        if (ComparisonPage.isComparison(root)) {
            return ComparisonPage.read(file, root);
        }
        Evaluation now = Evaluation.read(file);
        Optional<Evaluation> then = base.isPresent() ? Optional.of(evaluationIn(base.get())) : Optional.empty();
        Optional<Change> change =
                then.filter(now::isComparableWith).map(known -> Change.between(known, now, prompts(file)));
        boolean inFolder = String.valueOf(file.getFileName()).equals(RESULT);
        Path named = inFolder ? file.toAbsolutePath().normalize().getParent() : file;
        String name = RolloutFiles.bounded(String.valueOf(named == null ? file : named.getFileName()), 120);
        Optional<ModelEvaluation> details = ModelEvaluation.read(file);
        TabBuilder outcome = new TabBuilder("outcome", "Outcome");
        curves(outcome, now, then, "this policy", "base");
        TabBuilder problems = new TabBuilder("problems", "Problems");
        if (change.isPresent()) {
            outcome.add(difference(change.get(), "Difference from the base"));
            problems(problems, change.get(), "the base");
        } else {
            outcome.absent(
                    then.isEmpty()
                            ? "Differences, transitions, entries and losses: name an evaluation of the base with --base."
                            : "Differences, transitions, entries and losses: the base was evaluated on other problems"
                                    + " or with another number of samples.");
            problems.add(counts(now));
        }
        if (details.isEmpty()) {
            outcome.absent("Training curves and rollouts: an evaluation has none; the report of a run has them.");
        }
        List<Tab> tabs = new ArrayList<>();
        details.ifPresent(known -> known.addTo(outcome, problems));
        outcome.build().ifPresent(tabs::add);
        problems.build().ifPresent(tabs::add);
        details.flatMap(ModelEvaluation::samples).ifPresent(tabs::add);
        details.map(ModelEvaluation::provenance).ifPresent(tabs::add);
        List<String> lede = new ArrayList<>();
        details.ifPresent(known -> lede.addAll(known.sentences()));
        change.ifPresent(known -> lede.addAll(sentences(known, "the base")));
        lede.add(Words.plural(now.outcomes().size(), "problem", "problems") + ", "
                + (details.isPresent() ? "up to " : "")
                + Words.plural(now.samples(), "sample", "samples") + " each.");
        return new Page(
                name,
                "evaluation",
                change.map(known -> headline(name, known)).orElseGet(() -> headline(name, now)),
                lede,
                change.map(EvaluationPage::figures).orElseGet(() -> figures(now)),
                tabs);
    }

    /** The prompts of the run in whose folder an evaluation lies. */
    private static Map<String, String> prompts(Path file) {
        return HeldOut.prompts(file.toAbsolutePath().resolve("../..").normalize());
    }

    /** The evaluation of a file, or of a run folder: that of its base where it has one, else its last. */
    static Evaluation evaluationIn(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return Evaluation.read(path);
        }
        if (Files.isRegularFile(path.resolve(RESULT))) {
            return Evaluation.read(path.resolve(RESULT));
        }
        var evaluations = Evaluation.readAll(path.resolve("evaluations"));
        if (evaluations.isEmpty()) {
            throw new IOException(path + " holds no evaluation to compare with");
        }
        Evaluation base = evaluations.get(0L);
        return base != null ? base : evaluations.lastEntry().getValue();
    }

    static String headline(String name, Change change) {
        List<Curve.Point> points = change.difference().atK().points();
        Curve.Point first = points.get(0);
        Curve.Point last = points.get(points.size() - 1);
        return name + ": Pass@" + first.k() + " " + Words.change(first.value()) + ", Pass@" + last.k() + " "
                + Words.change(last.value()) + " over base";
    }

    static String headline(String name, Evaluation evaluation) {
        Optional<double[]> first = evaluation.end(false);
        Optional<double[]> last = evaluation.end(true);
        if (first.isEmpty() || last.isEmpty()) {
            return name + ": evaluated, without Pass@k";
        }
        return name + ": " + at(first.get()) + ", " + at(last.get());
    }

    private static String at(double[] point) {
        return String.format(Locale.ROOT, "Pass@%d %.2f", (long) point[0], point[1]);
    }

    /** What happened, in sentences. */
    static List<String> sentences(Change change, String than) {
        List<Curve.Point> points = change.difference().atK().points();
        Curve.Point first = points.get(0);
        Curve.Point last = points.get(points.size() - 1);
        List<String> sentences = new ArrayList<>();
        if (first.low() > 0 && last.high() < 0) {
            sentences.add("Diversity collapsed: more is right at the first try, and fewer problems are solved in "
                    + last.k() + ".");
        } else if (first.low() > 0 && last.low() > 0) {
            sentences.add("Better at both ends: more is right at the first try, and more problems are solved in "
                    + last.k() + ".");
        } else if (first.low() > 0) {
            sentences.add("More is right at the first try; at Pass@" + last.k() + " no difference from " + than
                    + " was found.");
        } else if (first.high() < 0) {
            sentences.add("Less is right at the first try than by " + than + ".");
        } else {
            sentences.add("No difference from " + than + " was found at Pass@" + first.k() + ".");
        }
        sentences.add(Words.plural(change.entries().size(), "problem", "problems") + " that " + than
                + " never solved " + (change.entries().size() == 1 ? "is" : "are") + " solved now, "
                + Words.count(change.losses().size()) + " of those it solved "
                + (change.losses().size() == 1 ? "is" : "are") + " lost, of "
                + Words.count(change.now().outcomes().size()) + " with "
                + change.now().samples() + " samples each.");
        return sentences;
    }

    static List<Figure> figures(Change change) {
        List<Figure> figures = new ArrayList<>();
        List<Curve.Point> points = change.difference().atK().points();
        for (Curve.Point point : List.of(points.get(0), points.get(points.size() - 1))) {
            figures.add(figure(
                    "Pass@" + point.k(), new Difference(point.value(), point.low(), point.high()), "over base "));
        }
        figures.add(figure("Mean over k", change.difference().meanOverK(), "over base "));
        figures.add(new Figure(
                "Entries − losses",
                Words.count(change.entries().size()) + " − "
                        + Words.count(change.losses().size()),
                "problems that crossed the boundary",
                Figure.Tone.PLAIN));
        return figures;
    }

    static Figure figure(String label, Difference difference, String note) {
        return new Figure(
                label,
                String.format(Locale.ROOT, "%+.3f", difference.mean()).replace('-', '−'),
                note + Words.interval(difference.low(), difference.high()),
                difference.low() > 0
                        ? Figure.Tone.BETTER
                        : difference.high() < 0 ? Figure.Tone.WORSE : Figure.Tone.PLAIN);
    }

    static List<Figure> figures(Evaluation evaluation) {
        List<Figure> figures = new ArrayList<>();
        evaluation.end(false).ifPresent(point -> figures.add(figure(point)));
        evaluation.end(true).ifPresent(point -> figures.add(figure(point)));
        return figures;
    }

    private static Figure figure(double[] point) {
        return new Figure(
                "Pass@" + (long) point[0],
                Words.share(point[1]),
                "[" + Words.share(point[2]) + ", " + Words.share(point[3]) + "]",
                Figure.Tone.PLAIN);
    }

    /** Adds the curves of every metric. */
    static void curves(
            TabBuilder tab, Evaluation evaluation, Optional<Evaluation> base, String title, String baseTitle) {
        int index = 0;
        for (var curve : evaluation.curves().entrySet()) {
            List<Series> series = new ArrayList<>();
            base.map(then -> then.curves().getOrDefault(curve.getKey(), List.of()))
                    .filter(points -> !points.isEmpty())
                    .ifPresent(points -> series.add(new Series(baseTitle, Series.Role.BASE, rounded(points))));
            series.add(Series.plain(title, rounded(curve.getValue())));
            boolean pass = curve.getKey().equals(Evaluation.PASS);
            tab.lines(
                    pass ? "pass-at-k" : "metric-" + ++index,
                    pass ? "Pass@k" : curve.getKey(),
                    (pass ? "Chance that at least one of k samples is right. " : "")
                            + "Bands: 95 % intervals over problems.",
                    Axis.K,
                    Axis.linear(pass ? "Pass@k" : curve.getKey(), Format.SHARE),
                    series,
                    curve.getKey() + ": the evaluation has no points of it.");
        }
        if (evaluation.curves().isEmpty()) {
            tab.absent("Pass@k: the evaluation has no curves.");
        }
    }

    private static List<double[]> rounded(List<double[]> points) {
        return points.stream()
                .map(point ->
                        new double[] {point[0], Bins.rounded(point[1]), Bins.rounded(point[2]), Bins.rounded(point[3])})
                .toList();
    }

    static Panel difference(Change change, String title) {
        return new Panel.Lines(
                "difference",
                title,
                "Above 0 is better. The band is the 95 % interval of a paired bootstrap over problems; one run says"
                        + " nothing of other seeds.",
                Axis.K,
                Axis.linear("difference of Pass@k", Format.DIFFERENCE),
                List.of(Series.plain(
                        "difference", RunPage.points(change.difference().atK()))));
    }

    static TabBuilder problems(TabBuilder tab, Change change, String than) {
        tab.add(change.transitions(than));
        tab.add(change.coverage(than));
        if (change.entries().isEmpty()) {
            tab.absent("Entries: no problem that " + than + " never solved is solved now.");
        } else {
            tab.add(change.entriesTable(than));
        }
        if (change.losses().isEmpty()) {
            tab.absent("Losses: every problem that " + than + " solved is still solved.");
        } else {
            tab.add(change.lossesTable(than));
        }
        return tab;
    }

    private static Panel counts(Evaluation evaluation) {
        Buckets buckets = Buckets.of(evaluation.samples());
        int[] counts = new int[buckets.size()];
        evaluation.outcomes().values().forEach(outcome -> counts[buckets.index(outcome.correct())]++);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            rows.add(List.of(buckets.names().get(i), counts[i]));
        }
        return new Panel.Table(
                "counts",
                "Problems by successes",
                "Of " + evaluation.samples() + " samples.",
                List.of(new Panel.Column("successes", Format.TEXT), new Panel.Column("problems", Format.WHOLE)),
                rows,
                rows.size());
    }
}
