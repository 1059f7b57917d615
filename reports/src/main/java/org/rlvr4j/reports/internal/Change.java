package org.rlvr4j.reports.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.SampleCounts;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;
import org.rlvr4j.estimators.bootstrap.PairedBootstrap;
import org.rlvr4j.estimators.bootstrap.PairedBootstrap.CurveDifference;
import org.rlvr4j.estimators.passatk.PassAtK;
import org.rlvr4j.reports.page.Format;
import org.rlvr4j.reports.page.Panel;

/** What changed between two evaluations of the same problems. */
final class Change {

    private static final int MOST_ROWS = 300;
    private static final int RESAMPLES = 1000;
    private static final double LEVEL = 0.95;

    private final Evaluation base;
    private final Evaluation now;
    private final List<Crossing> entries = new ArrayList<>();
    private final List<Crossing> losses = new ArrayList<>();
    private @Nullable CurveDifference difference;

    private Change(Evaluation base, Evaluation now) {
        this.base = base;
        this.now = now;
    }

    /**
     * A problem that crossed the boundary.
     *
     * @param problem its id
     * @param prompt what the model saw; empty where the files do not say
     * @param successes of the samples on the side where there are any
     * @param noise the chance that this many successes fall on one side of two equal halves by luck alone
     */
    record Crossing(String problem, String prompt, int successes, double noise) {}

    /**
     * Compares.
     *
     * @param base evaluated on the same problems with as many samples as {@code now}
     * @param prompts by problem id, where they are known
     */
    static Change between(Evaluation base, Evaluation now, Map<String, String> prompts) {
        Change change = new Change(base, now);
        now.outcomes().forEach((id, after) -> {
            int before = change.before(id).correct();
            String prompt = prompts.getOrDefault(id, "");
            if (before == 0 && after.correct() > 0) {
                change.entries.add(crossing(after, prompt));
            } else if (before > 0 && after.correct() == 0) {
                change.losses.add(crossing(change.before(id), prompt));
            }
        });
        Comparator<Crossing> most = Comparator.comparingInt(Crossing::successes).reversed();
        change.entries.sort(most);
        change.losses.sort(most);
        return change;
    }

    private ProblemOutcome before(String id) {
        return Objects.requireNonNull(base.outcomes().get(id), "both judged the same problems");
    }

    /** Later minus earlier, with intervals over problems. */
    CurveDifference difference() {
        CurveDifference known = difference;
        if (known == null) {
            List<ProblemOutcome> later = List.copyOf(now.outcomes().values());
            List<ProblemOutcome> earlier =
                    now.outcomes().keySet().stream().map(this::before).toList();
            known = difference(List.of(later), List.of(earlier), now.samples());
            difference = known;
        }
        return known;
    }

    Evaluation now() {
        return now;
    }

    /** Problems without a success in the earlier one and with one in the later, the surest first. */
    List<Crossing> entries() {
        return entries;
    }

    /** The reverse of {@link #entries}. */
    List<Crossing> losses() {
        return losses;
    }

    /** The difference of Pass@k, left minus right; shapes [seed][problem] with the same problems in the same order. */
    static CurveDifference difference(List<List<ProblemOutcome>> left, List<List<ProblemOutcome>> right, int samples) {
        BootstrapOptions options = new BootstrapOptions(RESAMPLES);
        return new PairedBootstrap(options, LEVEL)
                .curves(new PassAtK(options), left, right, SampleCounts.doublingUpTo(samples), new SplittableRandom(0));
    }

    private static Crossing crossing(ProblemOutcome outcome, String prompt) {
        return new Crossing(
                outcome.problemId(),
                RolloutFiles.bounded(prompt, 1000),
                outcome.correct(),
                noise(outcome.correct(), outcome.samples()));
    }

    /** C(K, c) / C(2K, c): the chance that all c successes of 2K pooled samples fall into one given half. */
    static double noise(int successes, int samples) {
        double noise = 1;
        for (int i = 0; i < successes; i++) {
            noise *= (double) (samples - i) / (2 * samples - i);
        }
        return noise;
    }

    Panel.Table entriesTable(String than) {
        return table(
                "entries",
                "Entries",
                "Problems without a success of " + than
                        + " that the policy now solves. Noise is the chance that so many"
                        + " successes would fall on one side by luck alone: near 0.5 it says nothing.",
                entries);
    }

    Panel.Table lossesTable(String than) {
        return table(
                "losses",
                "Losses",
                "Problems that " + than + " solved and the policy no longer does; successes are those of " + than + ".",
                losses);
    }

    private static Panel.Table table(String id, String title, String note, List<Crossing> crossings) {
        boolean prompts =
                crossings.stream().anyMatch(crossing -> !crossing.prompt().isEmpty());
        List<Panel.Column> columns = new ArrayList<>();
        columns.add(new Panel.Column("problem", Format.CODE));
        if (prompts) {
            columns.add(new Panel.Column("prompt", Format.CODE));
        }
        columns.add(new Panel.Column("successes", Format.WHOLE));
        columns.add(new Panel.Column("noise", Format.NUMBER));
        List<List<Object>> rows = new ArrayList<>();
        for (Crossing crossing : crossings.subList(0, Math.min(MOST_ROWS, crossings.size()))) {
            List<Object> row = new ArrayList<>();
            row.add(RolloutFiles.bounded(crossing.problem(), 200));
            if (prompts) {
                row.add(crossing.prompt());
            }
            row.add(crossing.successes());
            row.add(Bins.rounded(crossing.noise()));
            rows.add(row);
        }
        return new Panel.Table(id, title, note, columns, rows, crossings.size());
    }

    /** From which bucket of success counts to which the problems moved. */
    Panel.HeatMap transitions(String than) {
        Buckets buckets = Buckets.of(now.samples());
        double[][] counts = new double[buckets.size()][buckets.size()];
        now.outcomes().forEach((id, after) -> {
            counts[buckets.index(before(id).correct())][buckets.index(after.correct())]++;
        });
        return new Panel.HeatMap(
                "transitions",
                "Where problems moved",
                "Rows: successes of " + than + ", of " + now.samples()
                        + " samples. Columns: of the policy now. Right of the diagonal a problem got easier.",
                "successes, " + than,
                "successes, now",
                buckets.names(),
                buckets.names(),
                counts);
    }

    /** Pass@K by difficulty of the base. */
    Panel.Table coverage(String than) {
        Buckets buckets = Buckets.of(now.samples());
        int n = buckets.size();
        double[] problems = new double[n];
        double[] solvedBefore = new double[n];
        double[] solvedNow = new double[n];
        double[] rateBefore = new double[n];
        double[] rateNow = new double[n];
        now.outcomes().forEach((id, after) -> {
            ProblemOutcome then = before(id);
            int bucket = buckets.index(then.correct());
            problems[bucket]++;
            solvedBefore[bucket] += then.correct() > 0 ? 1 : 0;
            solvedNow[bucket] += after.correct() > 0 ? 1 : 0;
            rateBefore[bucket] += (double) then.correct() / then.samples();
            rateNow[bucket] += (double) after.correct() / after.samples();
        });
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (problems[i] > 0) {
                rows.add(List.of(
                        buckets.names().get(i),
                        (int) problems[i],
                        Bins.rounded(rateBefore[i] / problems[i]),
                        Bins.rounded(rateNow[i] / problems[i]),
                        Bins.rounded(solvedBefore[i] / problems[i]),
                        Bins.rounded(solvedNow[i] / problems[i])));
            }
        }
        return new Panel.Table(
                "coverage",
                "By difficulty",
                "Problems by their successes of " + than + ", of " + now.samples() + " samples.",
                List.of(
                        new Panel.Column("successes of " + than, Format.TEXT),
                        new Panel.Column("problems", Format.WHOLE),
                        new Panel.Column("Pass@1 of " + than, Format.SHARE),
                        new Panel.Column("Pass@1 now", Format.SHARE),
                        new Panel.Column("Pass@" + now.samples() + " of " + than, Format.SHARE),
                        new Panel.Column("Pass@" + now.samples() + " now", Format.SHARE)),
                rows,
                rows.size());
    }
}
