package org.rlvr4j.reports.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.reports.page.Axis;
import org.rlvr4j.reports.page.Figure;
import org.rlvr4j.reports.page.Format;
import org.rlvr4j.reports.page.Page;
import org.rlvr4j.reports.page.Panel;
import org.rlvr4j.reports.page.RolloutSample;
import org.rlvr4j.reports.page.Series;
import org.rlvr4j.reports.page.Tab;

/** The page of a run folder, finished or under way. */
public final class RunPage {

    private static final String BASE = "the base";
    private static final int LOGS = 3;

    private final Path folder;
    private final String name;
    private final Optional<ResolvedRecipe> recipe;
    private final Saturation saturation;
    private final RunMetrics metrics;
    private final @Nullable Evaluation givenBase;
    private NavigableMap<Long, Evaluation> evaluations = new TreeMap<>();
    private Optional<Change> change = Optional.empty();
    private List<RolloutSample> samples = List.of();
    private @Nullable String evaluationsSeen;
    private @Nullable String rolloutsSeen;

    /**
     * Prepares the page of a run.
     *
     * @param folder the run's folder
     * @param base an evaluation of the base, where the run has none of its own
     * @throws IOException if the recipe cannot be read
     */
    public RunPage(Path folder, Optional<Path> base) throws IOException {
        this.folder = folder;
        this.name = RolloutFiles.bounded(
                String.valueOf(folder.toAbsolutePath().normalize().getFileName()), 120);
        this.recipe = ResolvedRecipe.read(folder.resolve("recipe.conf"));
        this.saturation = ResolvedRecipe.saturation(recipe);
        this.metrics = new RunMetrics(folder.resolve("metrics.jsonl"), saturation);
        this.givenBase = base.isPresent() ? EvaluationPage.evaluationIn(base.get()) : null;
    }

    /**
     * Makes the page of what the folder holds now.
     *
     * @return the page
     * @throws IOException if the folder cannot be read
     */
    public Page read() throws IOException {
        metrics.follow();
        refresh();
        NavigableMap<Long, Evaluation> evaluations = this.evaluations;
        Optional<Evaluation> base = base(evaluations);
        Optional<Evaluation> last = evaluations.isEmpty()
                ? Optional.empty()
                : Optional.of(evaluations.lastEntry().getValue());
        Optional<Change> change = this.change;
        List<Tab> tabs = new ArrayList<>();
        outcome(evaluations, base, last, change).build().ifPresent(tabs::add);
        problems(last, base, change).build().ifPresent(tabs::add);
        new TrainingTab(metrics, saturation).tab().build().ifPresent(tabs::add);
        rollouts().build().ifPresent(tabs::add);
        made().build().ifPresent(tabs::add);
        return new Page(name, "run", headline(last, change), lede(last, base, change), figures(last, change), tabs);
    }

    /** Reads evaluations and logs again where they changed: comparing two takes a while. */
    private void refresh() throws IOException {
        String now = listing("evaluations");
        if (!now.equals(evaluationsSeen)) {
            evaluations = Evaluation.readAll(folder.resolve("evaluations"));
            Optional<Evaluation> base = base(evaluations);
            change = evaluations.isEmpty()
                    ? Optional.empty()
                    : base.filter(evaluations.lastEntry().getValue()::isComparableWith)
                            .map(then ->
                                    Change.between(then, evaluations.lastEntry().getValue(), HeldOut.prompts(folder)));
            evaluationsSeen = now;
        }
        String logs = listing("rollouts");
        if (!logs.equals(rolloutsSeen)) {
            samples = RolloutFiles.sample(folder.resolve("rollouts"), "", LOGS);
            rolloutsSeen = logs;
        }
    }

    /** Names, sizes and times of a folder's files. */
    private String listing(String name) throws IOException {
        StringBuilder listing = new StringBuilder();
        Path listed = folder.resolve(name);
        if (Files.isDirectory(listed)) {
            try (Stream<Path> files = Files.list(listed)) {
                for (Path file : files.sorted().toList()) {
                    listing.append(file.getFileName())
                            .append(' ')
                            .append(stamp(file))
                            .append('\n');
                }
            }
        }
        return listing.toString();
    }

    private static String stamp(Path file) {
        try {
            return Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return "gone";
        }
    }

    /**
     * Tells in a text whether anything of the run changed.
     *
     * @return equal texts for an unchanged folder
     * @throws IOException if the folder cannot be listed
     */
    public String state() throws IOException {
        return stamp(folder.resolve("metrics.jsonl")) + "\n" + listing("evaluations") + listing("rollouts");
    }

    private Optional<Evaluation> base(NavigableMap<Long, Evaluation> evaluations) {
        if (givenBase != null) {
            return Optional.of(givenBase);
        }
        // alone it has nothing to be the base of
        return evaluations.size() > 1 ? Optional.ofNullable(evaluations.get(0L)) : Optional.empty();
    }

    private String headline(Optional<Evaluation> last, Optional<Change> change) {
        if (change.isPresent()) {
            return EvaluationPage.headline(name, change.get());
        }
        if (last.isPresent()) {
            return EvaluationPage.headline(name, last.get());
        }
        return metrics.lastStep() == 0
                ? name + ": nothing trained yet"
                : name + ": " + Words.plural(metrics.lastStep(), "step", "steps") + " trained, not evaluated yet";
    }

    private List<String> lede(Optional<Evaluation> last, Optional<Evaluation> base, Optional<Change> change) {
        List<String> lede = new ArrayList<>();
        if (metrics.guards() > 0) {
            lede.add("Guards saw this run go wrong; the last said: " + metrics.lastGuard() + ".");
        }
        change.ifPresent(known -> lede.addAll(EvaluationPage.sentences(known, BASE)));
        if (change.isEmpty() && last.isPresent() && last.get().step() > 0) {
            lede.add(
                    base.isEmpty()
                            ? "The base was not evaluated with this run, so nothing can be said of a difference:"
                                    + " trainer.evaluate-every evaluates it, and `rlvr4j report --base` names another"
                                    + " run's."
                            : "The base was evaluated on other problems or with another number of samples, so there is"
                                    + " no difference to show.");
        }
        long steps = metrics.lastStep();
        if (steps > 0) {
            String total = recipe.flatMap(found -> found.value("trainer.steps")).orElse("");
            boolean under = !total.isEmpty() && !total.equals(Long.toString(steps));
            lede.add(Words.plural(steps, "step", "steps") + (under ? " of " + total : "") + ", "
                    + Words.plural(metrics.rollouts(), "rollout", "rollouts") + " judged, "
                    + Words.duration(metrics.seconds()) + " of work.");
        }
        return lede;
    }

    private List<Figure> figures(Optional<Evaluation> last, Optional<Change> change) {
        List<Figure> figures = new ArrayList<>();
        if (metrics.guards() > 0) {
            figures.add(new Figure(
                    "Guards",
                    Integer.toString(metrics.guards()),
                    "times a guard tripped or the run went back: see the notices",
                    Figure.Tone.WORSE));
        }
        if (change.isPresent()) {
            figures.addAll(EvaluationPage.figures(change.get()));
        } else {
            last.ifPresent(known -> figures.addAll(EvaluationPage.figures(known)));
        }
        double saturated = metrics.of(RunMetrics.Curve.SATURATED_TRAINED).latest();
        if (Double.isFinite(saturated)) {
            figures.add(new Figure(
                    "Overtraining",
                    Words.share(saturated),
                    "of the last rollouts trained on were saturated",
                    Figure.Tone.PLAIN));
        }
        return figures;
    }

    private TabBuilder outcome(
            NavigableMap<Long, Evaluation> evaluations,
            Optional<Evaluation> base,
            Optional<Evaluation> last,
            Optional<Change> change) {
        TabBuilder tab = new TabBuilder("outcome", "Outcome");
        if (last.isEmpty()) {
            return tab.absent("Pass@k: the run was not evaluated yet.");
        }
        EvaluationPage.curves(tab, last.get(), base, title(last.get()), "base");
        change.ifPresentOrElse(
                known -> tab.add(EvaluationPage.difference(known, "Difference from the base")),
                () -> tab.absent("Difference from the base: there is no evaluation of both to compare."));
        List<double[]> path = new ArrayList<>();
        List<Series> overTime = new ArrayList<>();
        List<double[]> first = new ArrayList<>();
        List<double[]> greatest = new ArrayList<>();
        evaluations.forEach((step, evaluation) -> evaluation.end(false).ifPresent(one -> {
            double[] most = evaluation.end(true).orElseThrow();
            path.add(new double[] {one[1], most[1], step});
            first.add(new double[] {step, one[1], one[2], one[3]});
            greatest.add(new double[] {step, most[1], most[2], most[3]});
        }));
        if (path.size() < 2) {
            return tab.absent("Trajectory: the policy was evaluated once only; trainer.evaluate-every evaluates it"
                    + " during training.");
        }
        long k = (long) last.get().end(true).orElseThrow()[0];
        overTime.add(Series.plain("Pass@1", first));
        overTime.add(Series.plain("Pass@" + k, greatest));
        tab.add(new Panel.Lines(
                "trajectory",
                "Pass@1 against Pass@" + k,
                "Each dot is an evaluation, its number the step. Right and up is better; right and down is diversity"
                        + " collapse.",
                Axis.linear("Pass@1", Format.SHARE),
                Axis.linear("Pass@" + k, Format.SHARE),
                List.of(new Series(name, Series.Role.PATH, path))));
        return tab.add(new Panel.Lines(
                "over-time",
                "Evaluations over training",
                "With 95 % intervals over problems.",
                Axis.STEPS,
                Axis.linear("Pass@k", Format.SHARE),
                overTime));
    }

    private static String title(Evaluation evaluation) {
        return "step " + evaluation.step();
    }

    private static TabBuilder problems(Optional<Evaluation> last, Optional<Evaluation> base, Optional<Change> change) {
        TabBuilder tab = new TabBuilder("problems", "Problems");
        if (last.isEmpty()) {
            return tab;
        }
        if (change.isPresent()) {
            return EvaluationPage.problems(tab, change.get(), BASE);
        }
        return tab.absent("Transitions, entries and losses: "
                + (base.isEmpty()
                        ? "there are not two evaluations, of the base and of a trained policy, to compare."
                        : "the base was evaluated on other problems or with another number of samples."));
    }

    private TabBuilder rollouts() {
        TabBuilder tab = new TabBuilder("rollouts", "Rollouts");
        return samples.isEmpty()
                ? tab.absent("Rollouts: the run logged none (trainer.log-rollouts-every).")
                : tab.add(new Panel.Rollouts(
                        "samples",
                        "Right and wrong, side by side",
                        "Groups of the last, a middle and the first log, those with both verdicts first; at most two"
                                + " different rollouts a side. All are in the folder rollouts.",
                        samples));
    }

    private TabBuilder made() {
        TabBuilder tab = new TabBuilder("recipe", metrics.guards() > 0 ? "Recipe and guards (!)" : "Recipe");
        Map<String, String> manifest = manifest(folder.resolve("manifest.json"));
        if (manifest.isEmpty()) {
            tab.absent("Provenance: there is no manifest.json.");
        } else {
            tab.add(new Panel.Facts("provenance", "Provenance", "What made this run.", manifest));
        }
        recipe.ifPresentOrElse(
                found -> tab.add(
                        new Panel.Text("resolved-recipe", "Resolved recipe", "Every default filled in.", found.text())),
                () -> tab.absent("Recipe: there is no recipe.conf; the run was assembled in Java."));
        if (!metrics.notices().isEmpty()) {
            List<List<Object>> rows = metrics.notices().stream()
                    .map(notice -> List.<Object>of(notice.step(), notice.message()))
                    .toList();
            tab.add(new Panel.Table(
                    "notices",
                    "Notices",
                    "What the run said of itself.",
                    List.of(new Panel.Column("step", Format.WHOLE), new Panel.Column("notice", Format.TEXT)),
                    rows,
                    rows.size()));
        }
        if (metrics.unreadable() > 0) {
            tab.absent(Words.plural(metrics.unreadable(), "line", "lines")
                    + " of metrics.jsonl could not be read and were passed over.");
        }
        return tab;
    }

    static Map<String, String> manifest(Path file) {
        Map<String, String> facts = new LinkedHashMap<>();
        try {
            if (Files.isRegularFile(file)) {
                for (Map.Entry<String, JsonNode> field : Json.read(file).properties()) {
                    if (facts.size() < 200) {
                        facts.put(
                                RolloutFiles.bounded(field.getKey(), 120),
                                RolloutFiles.bounded(field.getValue().asText(), 500));
                    }
                }
            }
        } catch (IOException e) {
            facts.clear();
        }
        return facts;
    }

    /** The points of a curve as charts have them. */
    static List<double[]> points(Curve curve) {
        return curve.points().stream()
                .map(point -> new double[] {
                    point.k(), Bins.rounded(point.value()), Bins.rounded(point.low()), Bins.rounded(point.high())
                })
                .toList();
    }
}
