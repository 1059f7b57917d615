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
import org.jspecify.annotations.Nullable;
import org.rlvr4j.estimators.bootstrap.PairedBootstrap.Difference;
import org.rlvr4j.reports.page.Axis;
import org.rlvr4j.reports.page.Figure;
import org.rlvr4j.reports.page.Format;
import org.rlvr4j.reports.page.Page;
import org.rlvr4j.reports.page.Panel;
import org.rlvr4j.reports.page.Series;
import org.rlvr4j.reports.page.Tab;

/** The page of an ablation: arms with paired seeds, compared with their base and with one another. */
public final class AblationPage {

    private static final String BASE = "base";
    private static final int MOST_ARMS = 40;
    private static final int MOST_ROWS = 400;
    private static final int MOST_POINTS = 800;

    /** Of more pairs than this a chart shows those with the best arm; the table has all. */
    private static final int MOST_PAIRS = 6;

    private final Path folder;
    private final JsonNode root;
    private final String kind;
    private final List<JsonNode> arms = new ArrayList<>();
    private @Nullable Map<String, String> prompts;

    /** What is written of an arm in a chart. */
    private interface Points {
        List<double[]> of(JsonNode arm);
    }

    private AblationPage(Path folder, JsonNode root, String kind) {
        this.folder = folder;
        this.root = root;
        this.kind = kind;
        root.path("arms").forEach(arm -> {
            if (arms.size() < MOST_ARMS) {
                arms.add(arm);
            }
        });
    }

    /**
     * Makes the page of an ablation.
     *
     * @param folder the folder with {@code ablation.json}
     * @return the page
     * @throws IOException if the file cannot be read
     */
    public static Page read(Path folder) throws IOException {
        return new AblationPage(folder, Json.read(folder.resolve("ablation.json")), "ablation").page();
    }

    /**
     * Makes the page of a demo's folder.
     *
     * @param folder the folder with {@code summary.json}
     * @return the page
     * @throws IOException if the file cannot be read
     */
    public static Page readDemo(Path folder) throws IOException {
        return new AblationPage(folder, DemoFolder.read(folder), "demo").page();
    }

    private Page page() throws IOException {
        List<Tab> tabs = new ArrayList<>();
        outcome().build().ifPresent(tabs::add);
        problems().build().ifPresent(tabs::add);
        training().build().ifPresent(tabs::add);
        rollouts().build().ifPresent(tabs::add);
        made().build().ifPresent(tabs::add);
        String name = RolloutFiles.bounded(
                String.valueOf(folder.toAbsolutePath().normalize().getFileName()), 120);
        return new Page(name, kind, headline(name), lede(), figures(), tabs);
    }

    private static String name(JsonNode arm) {
        return RolloutFiles.bounded(arm.path("name").asText("?"), 80);
    }

    // ---- words

    private Optional<JsonNode> comparison(String a, String b, String k) {
        for (JsonNode comparison : root.path("comparisons")) {
            if (comparison.path("a").asText().equals(a)
                    && comparison.path("b").asText().equals(b)
                    && comparison.path("k").asText().equals(k)) {
                return Optional.of(comparison);
            }
        }
        return Optional.empty();
    }

    private Optional<JsonNode> best() {
        JsonNode best = null;
        for (JsonNode arm : arms) {
            double value = Json.number(arm.path("meanOverK"), "value");
            if (Double.isFinite(value) && (best == null || value > Json.number(best.path("meanOverK"), "value"))) {
                best = arm;
            }
        }
        return Optional.ofNullable(best);
    }

    private String headline(String name) {
        Optional<JsonNode> best = best();
        if (best.isEmpty()) {
            return name + ": no arm is finished yet";
        }
        String arm = name(best.get());
        Optional<JsonNode> first = comparison(arm, BASE, String.valueOf(leastK()));
        Optional<JsonNode> last = comparison(arm, BASE, String.valueOf(greatestK()));
        if (first.isEmpty() || last.isEmpty()) {
            return arm + " has the highest mean over k: "
                    + Words.share(Json.number(best.get().path("meanOverK"), "value"));
        }
        return arm + ": Pass@" + leastK() + " "
                + Words.change(Json.number(first.get(), "difference")) + ", Pass@" + greatestK() + " "
                + Words.change(Json.number(last.get(), "difference")) + " over base";
    }

    private int leastK() {
        return root.path("k").path(0).asInt(1);
    }

    private int greatestK() {
        return root.path("k").path(root.path("k").size() - 1).asInt(1);
    }

    private List<String> lede() {
        List<String> lede = new ArrayList<>();
        int seeds = root.path("seeds").size();
        lede.add(Words.plural(arms.size(), "arm", "arms") + ", " + Words.plural(seeds, "paired seed", "paired seeds")
                + (seeds == 1 ? "; one seed says nothing of other seeds." : "."));
        best().ifPresent(best -> lede.add(
                "Of the arms, " + name(best) + " has the highest mean over k; the intervals and verdicts below say"
                        + " whether that is more than luck."));
        for (JsonNode arm : arms) {
            Optional<JsonNode> first = comparison(name(arm), BASE, String.valueOf(leastK()));
            Optional<JsonNode> last = comparison(name(arm), BASE, String.valueOf(greatestK()));
            if (first.isPresent()
                    && last.isPresent()
                    && Json.number(first.get(), "low") > 0
                    && Json.number(last.get(), "high") < 0) {
                lede.add(name(arm) + " collapsed in diversity: Pass@" + leastK() + " rose and Pass@" + greatestK()
                        + " fell below the base.");
            }
        }
        long missing = 0;
        List<String> stopped = new ArrayList<>();
        for (JsonNode arm : arms) {
            for (JsonNode run : arm.path("runs")) {
                String status = run.path("status").asText("completed");
                if (status.equals("stopped")) {
                    stopped.add(name(arm) + ", seed " + run.path("seed").asText() + " (" + stop(run) + ")");
                } else if (!status.equals("completed")) {
                    missing++;
                }
            }
        }
        if (!stopped.isEmpty()) {
            lede.add(Words.plural(stopped.size(), "run was", "runs were")
                    + " stopped by a guard and count in no figure: "
                    + RolloutFiles.bounded(String.join(", ", stopped), 500) + ".");
        }
        if (missing > 0) {
            lede.add(Words.plural(missing, "run is", "runs are") + " failed or missing; the last tab lists them.");
        }
        return lede;
    }

    private List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        for (JsonNode arm : arms.subList(0, Math.min(4, arms.size()))) {
            comparison(name(arm), BASE, "mean")
                    .map(AblationPage::difference)
                    .ifPresent(difference ->
                            figures.add(EvaluationPage.figure(name(arm), difference, "mean over k, over base ")));
        }
        return figures;
    }

    private static Difference difference(JsonNode comparison) {
        return new Difference(
                Json.number(comparison, "difference"), Json.number(comparison, "low"), Json.number(comparison, "high"));
    }

    // ---- charts

    private TabBuilder outcome() {
        TabBuilder tab = new TabBuilder("outcome", "Outcome");
        List<Series> curves = new ArrayList<>();
        if (root.has("base")) {
            curves.add(
                    new Series(BASE, Series.Role.BASE, curve(root.path("base").path("curve"))));
        }
        curves.addAll(series(arm -> curve(arm.path("curve"))));
        tab.lines(
                "pass-at-k",
                "Pass@k",
                "Chance that at least one of k samples is right, mean over seeds and held-out problems. Bands,"
                        + " where drawn: " + level() + " intervals.",
                Axis.K,
                Axis.linear("Pass@k", Format.SHARE),
                curves,
                "Pass@k: no arm is finished.");
        tab.lines(
                "difference",
                "Difference from the base",
                "Above 0 is better. Bands: " + level() + " intervals over seeds and problems.",
                Axis.K,
                Axis.linear("difference of Pass@k", Format.DIFFERENCE),
                pairs(true, Optional.empty()),
                "Difference from the base: there is no comparison with it.");
        Optional<String> most =
                arms.size() * (arms.size() - 1) / 2 > MOST_PAIRS ? best().map(AblationPage::name) : Optional.empty();
        tab.lines(
                "between",
                "Difference between arms",
                "Above 0 the first of the two is better. Bands: " + level() + " intervals over seeds and problems."
                        + most.map(arm -> " Drawn are the pairs with " + arm + ", which has the highest mean over k;"
                                        + " the verdicts below have all pairs.")
                                .orElse(""),
                Axis.K,
                Axis.linear("difference of Pass@k", Format.DIFFERENCE),
                pairs(false, most),
                "Difference between arms: there is one arm only, or no comparison.");
        comparisons(tab);
        return tab.lines(
                "trajectory",
                "Pass@" + leastK() + " against Pass@" + greatestK() + " over training",
                "Each dot is an evaluation, its number the step. Right and up is better; right and down is diversity"
                        + " collapse.",
                Axis.linear("Pass@" + leastK(), Format.SHARE),
                Axis.linear("Pass@" + greatestK(), Format.SHARE),
                paths(),
                "Trajectory: the arms were evaluated once only; trainer.evaluate-every evaluates them during training.");
    }

    private String level() {
        return String.format(Locale.ROOT, "%.0f %%", 100 * root.path("level").asDouble(0.95));
    }

    private List<Series> series(Points points) {
        return arms.stream().map(arm -> Series.plain(name(arm), points.of(arm))).toList();
    }

    private List<double[]> curve(JsonNode curve) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < Math.min(root.path("k").size(), MOST_POINTS); i++) {
            add(
                    points,
                    root.path("k").path(i),
                    curve.path("value").path(i),
                    curve.path("low").path(i),
                    curve.path("high").path(i));
        }
        return points;
    }

    /** Adds a point with its interval, or without where there is none. */
    private static void add(List<double[]> points, JsonNode x, JsonNode y, JsonNode low, JsonNode high) {
        if (!finite(x) || !finite(y)) {
            return;
        }
        points.add(
                finite(low) && finite(high)
                        ? new double[] {
                            x.doubleValue(),
                            Bins.rounded(y.doubleValue()),
                            Bins.rounded(low.doubleValue()),
                            Bins.rounded(high.doubleValue())
                        }
                        : new double[] {x.doubleValue(), Bins.rounded(y.doubleValue())});
    }

    private static boolean finite(JsonNode value) {
        return value.isNumber() && Double.isFinite(value.doubleValue());
    }

    /** Differences with the base or between arms; of these, where an arm is named, those that it is one side of. */
    private List<Series> pairs(boolean withBase, Optional<String> arm) {
        Map<String, List<double[]>> pairs = new LinkedHashMap<>();
        for (JsonNode comparison : root.path("comparisons")) {
            String a = RolloutFiles.bounded(comparison.path("a").asText(), 80);
            String b = RolloutFiles.bounded(comparison.path("b").asText(), 80);
            boolean isAsked =
                    b.equals(BASE) == withBase && (arm.isEmpty() || a.equals(arm.get()) || b.equals(arm.get()));
            if (isAsked && comparison.path("k").isNumber() && pairs.size() < MOST_ARMS) {
                add(
                        pairs.computeIfAbsent(withBase ? a : a + " − " + b, t -> new ArrayList<>()),
                        comparison.path("k"),
                        comparison.path("difference"),
                        comparison.path("low"),
                        comparison.path("high"));
            }
        }
        return pairs.entrySet().stream()
                .map(pair -> Series.plain(pair.getKey(), pair.getValue()))
                .toList();
    }

    private List<Series> paths() {
        int last = root.path("k").size() - 1;
        List<Series> paths = new ArrayList<>();
        for (JsonNode arm : arms) {
            List<double[]> path = new ArrayList<>();
            for (JsonNode evaluation : arm.path("trajectory")) {
                JsonNode one = evaluation.path("value").path(0);
                JsonNode most = evaluation.path("value").path(last);
                if (finite(one) && finite(most) && path.size() < MOST_POINTS) {
                    path.add(new double[] {
                        Bins.rounded(one.doubleValue()),
                        Bins.rounded(most.doubleValue()),
                        evaluation.path("step").asLong()
                    });
                }
            }
            if (path.size() > 1) {
                paths.add(new Series(name(arm), Series.Role.PATH, path));
            }
        }
        return paths;
    }

    private void comparisons(TabBuilder tab) {
        List<List<Object>> rows = new ArrayList<>();
        int total = 0;
        for (JsonNode comparison : root.path("comparisons")) {
            total++;
            if (rows.size() < MOST_ROWS) {
                rows.add(List.of(
                        RolloutFiles.bounded(comparison.path("a").asText(), 80),
                        RolloutFiles.bounded(comparison.path("b").asText(), 80),
                        comparison.path("k").asText(),
                        cell(comparison, "difference"),
                        cell(comparison, "low"),
                        cell(comparison, "high"),
                        cell(comparison, "pAdjusted"),
                        cell(comparison, "detectable"),
                        RolloutFiles.bounded(comparison.path("verdict").asText(), 60)));
            }
        }
        if (rows.isEmpty()) {
            tab.absent("Verdicts: there is no comparison.");
            return;
        }
        tab.add(withoutEmptyColumns(new Panel.Table(
                "comparisons",
                "Verdicts",
                "p is adjusted by Holm over arms and k. Detectable is the smallest difference that could have been"
                        + " found.",
                List.of(
                        new Panel.Column("arm", Format.TEXT),
                        new Panel.Column("against", Format.TEXT),
                        new Panel.Column("k", Format.TEXT),
                        new Panel.Column("difference", Format.DIFFERENCE),
                        new Panel.Column("low", Format.DIFFERENCE),
                        new Panel.Column("high", Format.DIFFERENCE),
                        new Panel.Column("p", Format.NUMBER),
                        new Panel.Column("detectable", Format.SHARE),
                        new Panel.Column("verdict", Format.VERDICT)),
                rows,
                total)));
    }

    private static Panel.Table withoutEmptyColumns(Panel.Table table) {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            int column = i;
            if (table.rows().stream().anyMatch(row -> !row.get(column).equals(""))) {
                kept.add(i);
            }
        }
        return new Panel.Table(
                table.id(),
                table.title(),
                table.note(),
                kept.stream().map(table.columns()::get).toList(),
                table.rows().stream()
                        .map(row -> kept.stream().<Object>map(row::get).toList())
                        .toList(),
                table.total());
    }

    /** A number, or an empty text where there is none. */
    private static Object cell(JsonNode node, String key) {
        double value = Json.number(node, key);
        return Double.isFinite(value) ? (Object) Bins.rounded(value) : "";
    }

    private TabBuilder problems() {
        TabBuilder tab = new TabBuilder("problems", "Problems");
        boundary(
                tab, "entries", "Entries over training", "Problems without a success of the base that the arm solves.");
        boundary(tab, "losses", "Losses over training", "Problems that the base solved and the arm does not.");
        int index = 0;
        for (JsonNode arm : arms) {
            index++;
            transitions(tab, arm, index);
            coverage(tab, arm, index);
            crossings(tab, arm, index, "entries", "Entries");
            crossings(tab, arm, index, "losses", "Losses");
        }
        return tab;
    }

    private void boundary(TabBuilder tab, String key, String title, String note) {
        List<Series> series = series(arm -> {
            List<double[]> points = new ArrayList<>();
            for (JsonNode evaluation : arm.path("boundary").path("perEvaluation")) {
                if (points.size() < MOST_POINTS) {
                    add(points, evaluation.path("step"), evaluation.path(key), arm.path("none"), arm.path("none"));
                }
            }
            return points;
        });
        boolean several = series.stream().anyMatch(one -> one.points().size() > 1);
        tab.lines(
                key + "-over-time",
                title,
                note,
                Axis.STEPS,
                Axis.linear("problems", Format.NUMBER),
                several ? series : List.of(),
                title + ": it takes more than one evaluation.");
    }

    private static void transitions(TabBuilder tab, JsonNode arm, int index) {
        JsonNode transitions = arm.path("transitions");
        List<String> buckets = new ArrayList<>();
        transitions.path("buckets").forEach(bucket -> buckets.add(RolloutFiles.bounded(bucket.asText(), 20)));
        int size = Math.min(buckets.size(), 64);
        if (size == 0 || transitions.path("counts").size() < size) {
            tab.absent(name(arm) + ": where problems moved is not known.");
            return;
        }
        double[][] counts = new double[size][size];
        for (int from = 0; from < size; from++) {
            for (int to = 0; to < size; to++) {
                counts[from][to] = Bins.rounded(Math.max(
                        0, transitions.path("counts").path(from).path(to).asDouble()));
            }
        }
        tab.add(new Panel.HeatMap(
                "transitions-" + index,
                name(arm) + ": where problems moved",
                "Rows: successes of the base. Columns: of the arm at its end, mean over seeds. Right of the diagonal a"
                        + " problem got easier.",
                "successes, base",
                "successes, " + name(arm),
                buckets.subList(0, size),
                buckets.subList(0, size),
                counts));
    }

    private void coverage(TabBuilder tab, JsonNode arm, int index) {
        List<List<Object>> rows = new ArrayList<>();
        for (JsonNode row : arm.path("coverageByDifficulty")) {
            if (rows.size() < MOST_ROWS) {
                rows.add(List.of(
                        RolloutFiles.bounded(row.path("difficulty").asText(), 60),
                        cell(row, "problems"),
                        cell(row, "base"),
                        cell(row, "value")));
            }
        }
        if (!rows.isEmpty()) {
            tab.add(new Panel.Table(
                    "coverage-" + index,
                    name(arm) + ": by difficulty",
                    "Pass@" + greatestK() + " of problems by what the base makes of them.",
                    List.of(
                            new Panel.Column("successes of the base", Format.TEXT),
                            new Panel.Column("problems", Format.NUMBER),
                            new Panel.Column("base", Format.SHARE),
                            new Panel.Column(name(arm), Format.SHARE)),
                    rows,
                    rows.size()));
        }
    }

    /** The held-out problems, which all runs share. */
    private Map<String, String> prompts() {
        Map<String, String> known = prompts;
        if (known == null) {
            known = arms.stream()
                    .map(this::firstRun)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .map(HeldOut::prompts)
                    .orElse(Map.of());
            prompts = known;
        }
        return known;
    }

    private void crossings(TabBuilder tab, JsonNode arm, int index, String key, String title) {
        JsonNode crossings = arm.path("boundary").path(key);
        Map<String, String> prompts = prompts();
        List<Panel.Column> columns = new ArrayList<>();
        columns.add(new Panel.Column("problem", Format.CODE));
        if (!prompts.isEmpty()) {
            columns.add(new Panel.Column("prompt", Format.CODE));
        }
        columns.add(new Panel.Column("seeds", Format.WHOLE));
        columns.add(new Panel.Column("successes", Format.NUMBER));
        columns.add(new Panel.Column("noise", Format.NUMBER));
        columns.add(new Panel.Column("persistent", Format.TEXT));
        List<List<Object>> rows = new ArrayList<>();
        for (JsonNode crossing : crossings) {
            if (rows.size() >= MOST_ROWS) {
                break;
            }
            List<Object> row = new ArrayList<>();
            row.add(RolloutFiles.bounded(crossing.path("problem").asText(), 200));
            if (!prompts.isEmpty()) {
                row.add(prompts.getOrDefault(crossing.path("problem").asText(), ""));
            }
            row.add(cell(crossing, "seeds"));
            row.add(cell(crossing, "successes"));
            row.add(cell(crossing, "noise"));
            row.add(crossing.path("persistent").asBoolean() ? "yes" : "no");
            rows.add(row);
        }
        if (rows.isEmpty()) {
            tab.absent(name(arm) + ": no " + key + (crossings.isArray() ? "." : " are known."));
            return;
        }
        tab.add(new Panel.Table(
                key + "-" + index,
                name(arm) + ": " + title.toLowerCase(Locale.ROOT),
                "Seeds: in how many runs. Noise: the chance that so many successes fall on one side by luck alone."
                        + " Persistent: at two evaluations in a row.",
                columns,
                rows,
                crossings.size()));
    }

    // ---- training

    private TabBuilder training() throws IOException {
        TabBuilder tab = new TabBuilder("training", "Training");
        overtraining(tab);
        Map<String, RunMetrics> metrics = new LinkedHashMap<>();
        for (JsonNode arm : arms) {
            Optional<Path> run = firstRun(arm);
            if (run.isPresent()) {
                RunMetrics of = new RunMetrics(
                        run.get().resolve("metrics.jsonl"),
                        ResolvedRecipe.saturation(ResolvedRecipe.read(run.get().resolve("recipe.conf"))));
                of.follow();
                if (of.lastStep() > 0) {
                    metrics.put(name(arm), of);
                }
            }
        }
        if (metrics.isEmpty()) {
            return tab.absent("Curves of training: no run folder with metrics is beside this file.");
        }
        compared(
                tab, metrics, RunMetrics.Curve.SUCCESS, "success", "Success on training problems", "share of rollouts");
        compared(tab, metrics, RunMetrics.Curve.JUDGED, "judged", "Groups judged a step (gate and refill)", "groups");
        compared(tab, metrics, RunMetrics.Curve.ACTIVE, "active", "Groups in the batch", "groups");
        compared(tab, metrics, RunMetrics.Curve.ENTROPY, "entropy", "Entropy", "nats per token");
        compared(tab, metrics, RunMetrics.Curve.LOSS, "loss", "Loss", "loss");
        compared(tab, metrics, RunMetrics.Curve.GRADIENT_NORM, "gradient-norm", "Gradient norm", "norm");
        if (metrics.values().stream().allMatch(of -> of.of(RunMetrics.Curve.KL).isConstant(0))) {
            tab.absent("KL: no reference policy was kept (loss.kl-coefficient = 0).");
        } else {
            compared(tab, metrics, RunMetrics.Curve.KL, "kl", "KL from the base", "nats per token");
        }
        compared(
                tab,
                metrics,
                RunMetrics.Curve.ROLLOUTS_PER_SECOND,
                "throughput",
                "Throughput",
                "rollouts per second of generation");
        return tab;
    }

    private static void compared(
            TabBuilder tab,
            Map<String, RunMetrics> metrics,
            RunMetrics.Curve curve,
            String id,
            String title,
            String unit) {
        tab.lines(
                id,
                title,
                "The first seed of each arm.",
                Axis.STEPS,
                Axis.linear(unit, Format.NUMBER),
                metrics.entrySet().stream()
                        .map(entry -> Series.plain(
                                entry.getKey(), entry.getValue().of(curve).points()))
                        .toList(),
                title + ": the metrics have none.");
    }

    private void overtraining(TabBuilder tab) {
        List<List<Object>> rows = new ArrayList<>();
        for (JsonNode arm : arms) {
            if (arm.has("overtraining")) {
                rows.add(List.of(
                        name(arm),
                        cell(arm.path("overtraining"), "updates"),
                        cell(arm.path("overtraining"), "weight")));
            }
        }
        if (rows.isEmpty()) {
            tab.absent("Overtraining: the runs have no counts by bucket.");
            return;
        }
        JsonNode first = arms.stream()
                .map(arm -> arm.path("overtraining"))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(root.path("none"));
        String note = "Saturated: one more success moves Pass@"
                + first.path("referenceK").asInt() + " by almost nothing (share of boundary utility below "
                + first.path("threshold").asDouble() + ").";
        tab.add(new Panel.Table(
                "overtraining-in-all",
                "Overtraining in all",
                note,
                List.of(
                        new Panel.Column("arm", Format.TEXT),
                        new Panel.Column("share of trained rollouts", Format.SHARE),
                        new Panel.Column("share of gradient weight", Format.SHARE)),
                rows,
                rows.size()));
        tab.lines(
                "overtraining-updates",
                "Trained rollouts spent on saturated problems",
                note,
                Axis.STEPS,
                Axis.linear("share", Format.SHARE),
                series(arm -> perStep(arm, "updates")),
                "Overtraining over time: it is not known step by step.");
        tab.lines(
                "overtraining-weight",
                "Gradient weight spent on saturated problems",
                note,
                Axis.STEPS,
                Axis.linear("share", Format.SHARE),
                series(arm -> perStep(arm, "weight")),
                "Overtraining by weight over time: it is not known step by step.");
    }

    private static List<double[]> perStep(JsonNode arm, String key) {
        Bins bins = new Bins();
        for (JsonNode step : arm.path("overtraining").path("perStep")) {
            bins.add(step.path("step").asLong(), Json.number(step, key));
        }
        return bins.points();
    }

    /** The first completed run of an arm that lies in this folder. */
    private Optional<Path> firstRun(JsonNode arm) {
        for (JsonNode run : arm.path("runs")) {
            Optional<Path> path = inside(run.path("folder").asText());
            if (path.isPresent() && run.path("status").asText("completed").equals("completed")) {
                return path;
            }
        }
        return Optional.empty();
    }

    /** A folder below this one; empty where the text leads elsewhere, for the file may be anybody's. */
    private Optional<Path> inside(String relative) {
        try {
            Path root = folder.toRealPath();
            Path path = root.resolve(relative).toRealPath();
            return !path.equals(root) && path.startsWith(root) && Files.isDirectory(path)
                    ? Optional.of(path)
                    : Optional.empty();
        } catch (IOException | java.nio.file.InvalidPathException e) {
            return Optional.empty();
        }
    }

    private TabBuilder rollouts() throws IOException {
        TabBuilder tab = new TabBuilder("rollouts", "Rollouts");
        List<org.rlvr4j.reports.page.RolloutSample> samples = new ArrayList<>();
        for (JsonNode arm : arms.subList(0, Math.min(6, arms.size()))) {
            Optional<Path> run = firstRun(arm);
            if (run.isPresent()) {
                samples.addAll(RolloutFiles.sample(run.get().resolve("rollouts"), name(arm), 1));
            }
        }
        return samples.isEmpty()
                ? tab.absent("Rollouts: the runs logged none, or their folders are not beside this file.")
                : tab.add(new Panel.Rollouts(
                        "samples",
                        "Right and wrong, side by side",
                        "Groups of the last log of each arm's first seed, those with both verdicts first.",
                        samples));
    }

    /** Which guard stopped a run, and when, where that is known. */
    private static String stop(JsonNode run) {
        return run.has("guard")
                ? RolloutFiles.bounded(run.path("guard").asText(), 60) + " at step "
                        + run.path("step").asText()
                : "it is not known which";
    }

    private TabBuilder made() throws IOException {
        TabBuilder tab = new TabBuilder("recipe", "Recipe");
        List<List<Object>> overrides = new ArrayList<>();
        List<List<Object>> runs = new ArrayList<>();
        for (JsonNode arm : arms) {
            arm.path("overrides")
                    .properties()
                    .forEach(override -> overrides.add(List.of(
                            name(arm),
                            RolloutFiles.bounded(override.getKey(), 200),
                            RolloutFiles.bounded(
                                    override.getValue().isTextual()
                                            ? override.getValue().asText()
                                            : override.getValue().toString(),
                                    400))));
            arm.path("runs")
                    .forEach(run -> runs.add(List.of(
                            name(arm),
                            run.path("seed").asText(),
                            RolloutFiles.bounded(
                                    run.path("status").asText() + (run.has("guard") ? ": " + stop(run) : ""), 120),
                            RolloutFiles.bounded(run.path("folder").asText(), 200),
                            RolloutFiles.bounded(run.path("message").asText(""), 400))));
        }
        table(tab, "overrides", "Arms", "What each arm changes in the recipe.", overrides, "arm", "key", "value");
        table(tab, "runs", "Runs", "", runs, "arm", "seed", "status", "folder", "message");
        Optional<Path> first =
                arms.stream().map(this::firstRun).flatMap(Optional::stream).findFirst();
        if (first.isEmpty()) {
            return tab.absent("Provenance and recipe: no run folder is beside this file.");
        }
        Map<String, String> manifest = RunPage.manifest(first.get().resolve("manifest.json"));
        if (manifest.isEmpty()) {
            tab.absent("Provenance: the first run has no manifest.json.");
        } else {
            tab.add(new Panel.Facts("provenance", "Provenance", "Of the first run.", manifest));
        }
        ResolvedRecipe.read(first.get().resolve("recipe.conf"))
                .ifPresent(found -> tab.add(new Panel.Text(
                        "resolved-recipe",
                        "Resolved recipe",
                        "Of the first run, every default filled in.",
                        found.text())));
        return tab;
    }

    private static void table(
            TabBuilder tab, String id, String title, String note, List<List<Object>> rows, String... columns) {
        if (rows.isEmpty()) {
            tab.absent(title + ": the file lists none.");
            return;
        }
        tab.add(new Panel.Table(
                id,
                title,
                note,
                List.of(columns).stream()
                        .map(column -> new Panel.Column(column, Format.TEXT))
                        .toList(),
                List.copyOf(rows.subList(0, Math.min(MOST_ROWS, rows.size()))),
                rows.size()));
    }
}
