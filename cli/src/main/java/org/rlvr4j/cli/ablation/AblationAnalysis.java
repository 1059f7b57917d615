package org.rlvr4j.cli.ablation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.cli.ablation.AblationReport.Arm;
import org.rlvr4j.cli.ablation.AblationReport.Base;
import org.rlvr4j.cli.ablation.AblationReport.Comparison;
import org.rlvr4j.cli.ablation.AblationReport.Run;
import org.rlvr4j.cli.ablation.AblationReport.StepCounts;
import org.rlvr4j.cli.ablation.AblationReport.TrajectoryPoint;
import org.rlvr4j.cli.ablation.AblationReport.Transitions;
import org.rlvr4j.estimators.comparison.ComparisonFamily;
import org.rlvr4j.estimators.comparison.CrossedMean;

/** Turns the data of an ablation into its report. */
final class AblationAnalysis {

    /** The name of the policy before training in comparisons. */
    private static final String BASE = "base";

    private final AblationData data;
    private final CurveValues curves;
    private final ComparisonFamily family;
    private final @Nullable List<ProblemOutcome> base;

    private AblationAnalysis(AblationData data) {
        this.data = data;
        this.curves = CurveValues.upTo(data.samples(), data.level());
        this.family = new ComparisonFamily(data.level(), data.options().relevant());
        this.base = data.base();
    }

    static AblationReport of(AblationData data) {
        return new AblationAnalysis(data).report();
    }

    private AblationReport report() {
        return new AblationReport(
                AblationReport.SCHEMA_VERSION,
                data.recipe(),
                CurveValues.METRIC,
                data.samples(),
                data.level(),
                data.options().relevant(),
                data.seeds(),
                Arrays.stream(curves.ks()).boxed().toList(),
                new AblationNotes(data).all(),
                base == null ? null : base(base),
                data.arms().stream().map(this::arm).toList(),
                comparisons());
    }

    private Base base(List<ProblemOutcome> outcomes) {
        List<CrossedMean> means = curves.means(List.of(outcomes));
        return new Base(BASE, outcomes.size(), curves.band(means), curves.meanOverK(means));
    }

    private Arm arm(ArmData arm) {
        List<Run> runs = arm.runs().stream().map(AblationAnalysis::run).toList();
        SortedMap<Long, RunData> completed = arm.completed();
        if (completed.isEmpty()) {
            return new Arm(arm.name(), arm.overrides(), runs, null, null, null, null, null, null, null);
        }
        List<List<ProblemOutcome>> last =
                completed.values().stream().map(RunData::last).toList();
        List<CrossedMean> means = curves.means(last);
        OvertrainingAccount account = new OvertrainingAccount(
                data.options().referenceK(), data.options().threshold());
        DifficultyBuckets buckets = DifficultyBuckets.of(data.samples());
        return new Arm(
                arm.name(),
                arm.overrides(),
                runs,
                curves.band(means),
                curves.meanOverK(means),
                trajectory(arm),
                account.of(completed.values()),
                base == null ? null : transitions(arm, base, buckets),
                base == null ? null : BoundaryAnalysis.of(base, arm),
                base == null ? null : buckets.coverage(base, last));
    }

    private static Run run(ArmData.Run run) {
        GuardAccount guards = run.guards();
        GuardAccount.@Nullable Stop stop = run.status() == ArmData.Status.STOPPED ? guards.stop() : null;
        return new Run(
                run.seed(),
                run.folder(),
                run.status().name().toLowerCase(Locale.ROOT),
                run.message(),
                stop == null ? null : stop.guard(),
                stop == null ? null : stop.step(),
                guards.warnings().isEmpty() ? null : guards.warnings(),
                guards.rollbacks() == 0 ? null : guards.rollbacks(),
                guards.rollbacks() == 0 ? null : guards.learningRateScale());
    }

    private static List<List<ProblemOutcome>> at(ArmData arm, long step) {
        return arm.completed().values().stream()
                .map(run -> run.evaluations().getOrDefault(step, List.of()))
                .toList();
    }

    private List<TrajectoryPoint> trajectory(ArmData arm) {
        List<TrajectoryPoint> trajectory = new ArrayList<>();
        if (base != null) {
            trajectory.add(point(0, List.of(base)));
        }
        for (long step : arm.evaluatedSteps()) {
            trajectory.add(point(step, at(arm, step)));
        }
        return trajectory;
    }

    private TrajectoryPoint point(long step, List<List<ProblemOutcome>> seeds) {
        AblationReport.Band band = curves.band(curves.means(seeds));
        return new TrajectoryPoint(step, band.value(), band.low(), band.high());
    }

    private static @Nullable Transitions transitions(
            ArmData arm, List<ProblemOutcome> base, DifficultyBuckets buckets) {
        List<StepCounts> overTraining = new ArrayList<>();
        for (long step : arm.evaluatedSteps()) {
            overTraining.add(new StepCounts(step, buckets.transitions(base, at(arm, step))));
        }
        if (overTraining.isEmpty()) {
            return null;
        }
        StepCounts last = overTraining.get(overTraining.size() - 1);
        return new Transitions(last.step(), buckets.labels(), last.counts(), overTraining);
    }

    /** Every arm with the base, then every pair of arms; each of the two is a family of its own. */
    private List<Comparison> comparisons() {
        List<Comparison> comparisons = new ArrayList<>();
        List<Pair> withBase = new ArrayList<>();
        List<Pair> between = new ArrayList<>();
        for (int i = 0; i < data.arms().size(); i++) {
            ArmData left = data.arms().get(i);
            if (base != null) {
                withBase(left, base, withBase);
            }
            for (ArmData right : data.arms().subList(i + 1, data.arms().size())) {
                between(left, right, between);
            }
        }
        judge(withBase, comparisons);
        judge(between, comparisons);
        return comparisons;
    }

    /** The differences of two, one for each column. */
    private record Pair(String a, String b, List<CrossedMean> differences) {}

    private void withBase(ArmData arm, List<ProblemOutcome> outcomes, List<Pair> pairs) {
        List<List<ProblemOutcome>> seeds =
                arm.completed().values().stream().map(RunData::last).toList();
        if (!seeds.isEmpty()) {
            pairs.add(new Pair(arm.name(), BASE, curves.differences(seeds, List.of(outcomes))));
        }
    }

    /** Over the seeds that both have. */
    private void between(ArmData left, ArmData right, List<Pair> pairs) {
        SortedMap<Long, RunData> of = new TreeMap<>(left.completed());
        SortedMap<Long, RunData> from = new TreeMap<>(right.completed());
        of.keySet().retainAll(from.keySet());
        from.keySet().retainAll(of.keySet());
        if (!of.isEmpty()) {
            pairs.add(new Pair(
                    left.name(),
                    right.name(),
                    curves.differences(
                            of.values().stream().map(RunData::last).toList(),
                            from.values().stream().map(RunData::last).toList())));
        }
    }

    private void judge(List<Pair> pairs, List<Comparison> comparisons) {
        List<ComparisonFamily.Judged> judged = family.judge(
                pairs.stream().flatMap(pair -> pair.differences.stream()).toList());
        for (int i = 0; i < judged.size(); i++) {
            Pair pair = pairs.get(i / curves.columns());
            int column = i % curves.columns();
            ComparisonFamily.Judged one = judged.get(i);
            comparisons.add(new Comparison(
                    pair.a,
                    pair.b,
                    column < curves.ks().length ? (Object) curves.ks()[column] : AblationText.MEAN,
                    one.difference().value(),
                    one.difference().low(data.level()),
                    one.difference().high(data.level()),
                    one.pValue(),
                    one.adjusted(),
                    one.verdict().words(),
                    one.detectable()));
        }
    }
}
