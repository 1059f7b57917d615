package org.rlvr4j.cli.ablation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.cli.ablation.AblationReport.Arm;
import org.rlvr4j.cli.ablation.AblationReport.Band;
import org.rlvr4j.cli.ablation.AblationReport.BoundaryProblem;
import org.rlvr4j.cli.ablation.AblationReport.BoundaryStep;
import org.rlvr4j.cli.ablation.AblationReport.Comparison;
import org.rlvr4j.cli.ablation.AblationReport.Coverage;
import org.rlvr4j.cli.ablation.AblationReport.Estimate;
import org.rlvr4j.cli.ablation.AblationReport.Overtraining;
import org.rlvr4j.cli.ablation.AblationReport.Run;
import org.rlvr4j.cli.ablation.AblationReport.Transitions;

/** An ablation's report for people: as Markdown, and its gist for a terminal. */
final class AblationText {

    /** What comparisons of the mean over k have in the place of k. */
    static final String MEAN = "mean";

    /** Columns of curves in tables: not every k, for lines have an end. */
    private static final int SHOWN_FACTOR = 4;

    private static final String STOPPED = "Stopped by a guard";

    private static final int SHOWN_PROBLEMS = 20;
    private static final double NEARLY_NEVER = 0.01;

    private final AblationReport report;
    private final List<Integer> shown;

    AblationText(AblationReport report) {
        this.report = report;
        this.shown = shown(report.k());
    }

    /** Every second power of two, and the last. */
    private static List<Integer> shown(List<Integer> ks) {
        List<Integer> shown = new ArrayList<>();
        long next = 1;
        for (int k : ks) {
            if (k >= next) {
                shown.add(k);
                next = (long) k * SHOWN_FACTOR;
            }
        }
        int last = ks.get(ks.size() - 1);
        if (!shown.contains(last)) {
            shown.add(last);
        }
        return shown;
    }

    /** The gist: curves, verdicts against the base, verdicts between arms on the mean over k. */
    String terminal() {
        StringBuilder out = new StringBuilder();
        out.append(curves().plain());
        if (report.base() != null) {
            out.append('\n').append("Against the base\n").append(againstBase().plain());
        }
        List<Comparison> between = between();
        if (!between.isEmpty()) {
            out.append('\n')
                    .append("Between arms, mean over k\n")
                    .append(pairs(between).plain());
        }
        Table overtraining = overtraining();
        if (!overtraining.isEmpty()) {
            out.append('\n').append(overtrainingTitle()).append('\n').append(overtraining.plain());
        }
        Table stopped = stopped();
        if (!stopped.isEmpty()) {
            out.append('\n').append(STOPPED).append('\n').append(stopped.plain());
        }
        report.notes().forEach(note -> out.append('\n').append(note).append('\n'));
        return out.toString();
    }

    /** The whole report. */
    String markdown() {
        StringBuilder out = new StringBuilder();
        out.append("# Ablation of ").append(code(report.recipe())).append("\n\n");
        out.append(summary()).append('\n');
        report.notes().forEach(note -> out.append("\n> ").append(note).append('\n'));
        section(out, "Pass@k", "Mean over seeds and problems.", curves());
        section(
                out,
                STOPPED,
                "These runs went wrong and count in no figure; docs/guards.md says what guards watch.",
                stopped());
        section(
                out,
                "Against the base",
                "Arm minus base, with " + percent(report.level()) + " intervals over seeds and problems. " + rule(),
                againstBase());
        for (Object k : List.<Object>of(
                MEAN, report.k().get(0), report.k().get(report.k().size() - 1))) {
            section(
                    out,
                    "Between arms: " + (k.equals(MEAN) ? "mean over k" : "Pass@" + k),
                    "First minus second, over the seeds that both have.",
                    pairs(between(k)));
        }
        section(out, "Overtraining", overtrainingTitle(), overtraining());
        section(
                out,
                "Entries and losses",
                "Held-out problems that the base never solved in its samples and the arm did, and the reverse; mean over"
                        + " seeds, after each evaluation. Persistent: also at the evaluation before.",
                boundary());
        for (Arm arm : report.arms()) {
            details(out, arm);
        }
        arms(out);
        return out.toString();
    }

    private static void section(StringBuilder out, String title, String text, Table table) {
        if (!table.isEmpty()) {
            out.append("\n## ").append(title).append("\n\n");
            out.append(text).append("\n\n").append(table.markdown());
        }
    }

    private String summary() {
        long better = countAgainstBase("better");
        long worse = countAgainstBase("worse");
        return report.arms().size() + " arms, seeds "
                + report.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")) + ", "
                + Optional.ofNullable(report.base())
                        .map(base -> base.problems() + " held-out problems, ")
                        .orElse("")
                + report.samples() + " samples each."
                + (report.base() == null
                        ? ""
                        : " In the mean over k, " + better + " arm(s) ended better than the base and " + worse
                                + " worse.");
    }

    private long countAgainstBase(String verdict) {
        return report.comparisons().stream()
                .filter(one -> isAgainstBase(one)
                        && one.k().equals(MEAN)
                        && one.verdict().equals(verdict))
                .count();
    }

    private String rule() {
        return String.format(
                Locale.ROOT,
                "Verdicts are corrected for all comparisons of their kind (Holm); \"underpowered\": a difference of %s"
                        + " could have been missed.",
                number(report.relevant()));
    }

    private boolean isAgainstBase(Comparison comparison) {
        return report.base() != null && comparison.b().equals(report.base().name());
    }

    private Table curves() {
        Table table = new Table();
        List<String> header = new ArrayList<>(List.of("policy"));
        shown.forEach(k -> header.add("Pass@" + k));
        header.add("mean over k");
        table.add(header);
        if (report.base() != null) {
            table.add(curve(
                    report.base().name(), report.base().curve(), report.base().meanOverK()));
        }
        for (Arm arm : report.arms()) {
            if (arm.curve() == null || arm.meanOverK() == null) {
                table.add(List.of(arm.name(), isStopped(arm) ? "stopped by a guard" : "no completed run"));
            } else {
                table.add(curve(arm.name(), arm.curve(), arm.meanOverK()));
            }
        }
        return table;
    }

    private static boolean isStopped(Arm arm) {
        return arm.runs().stream().allMatch(AblationText::isStopped);
    }

    private static boolean isStopped(Run run) {
        return run.status().equals("stopped");
    }

    private Table stopped() {
        Table table = new Table();
        table.add(List.of("arm", "seed", "guard", "step", "what it saw"));
        for (Arm arm : report.arms()) {
            arm.runs().stream()
                    .filter(AblationText::isStopped)
                    .forEach(run -> table.add(List.of(
                            arm.name(),
                            Long.toString(run.seed()),
                            run.guard() == null ? "-" : plain(run.guard()),
                            run.step() == null ? "-" : Long.toString(run.step()),
                            run.message() == null ? "-" : plain(run.message()))));
        }
        return table;
    }

    private List<String> curve(String name, Band band, Estimate mean) {
        List<String> row = new ArrayList<>(List.of(name));
        shown.forEach(k -> row.add(number(band.value().get(report.k().indexOf(k)))));
        row.add(number(mean.value()));
        return row;
    }

    private Table againstBase() {
        int first = report.k().get(0);
        int last = report.k().get(report.k().size() - 1);
        Table table = new Table();
        table.add(List.of("arm", "Pass@" + first, "Pass@" + last, "mean over k"));
        for (Arm arm : report.arms()) {
            List<String> row = new ArrayList<>(List.of(arm.name()));
            for (Object k : List.<Object>of(first, last, MEAN)) {
                report.comparisons().stream()
                        .filter(one -> isAgainstBase(one)
                                && one.a().equals(arm.name())
                                && one.k().equals(k))
                        .findFirst()
                        .ifPresent(one -> row.add(difference(one) + " " + one.verdict()));
            }
            if (row.size() > 1) {
                table.add(row);
            }
        }
        return table;
    }

    private List<Comparison> between() {
        return between(MEAN);
    }

    private List<Comparison> between(Object k) {
        return report.comparisons().stream()
                .filter(one -> !isAgainstBase(one) && one.k().equals(k))
                .toList();
    }

    private static Table pairs(List<Comparison> comparisons) {
        Table table = new Table();
        table.add(List.of("pair", "difference", "verdict", "could have been found"));
        comparisons.forEach(one -> table.add(List.of(
                one.a() + " - " + one.b(), difference(one), one.verdict(), "from " + number(one.detectable()))));
        return table;
    }

    private String overtrainingTitle() {
        return report.arms().stream()
                .map(Arm::overtraining)
                .filter(account -> account != null)
                .findFirst()
                .map(account -> String.format(
                        Locale.ROOT,
                        "Share of training spent on saturated problems: groups whose own successes leave less than %s of"
                                + " the boundary utility of Pass@%d",
                        account.threshold(),
                        account.referenceK()))
                .orElse("");
    }

    private Table overtraining() {
        Table table = new Table();
        table.add(List.of("arm", "of trained rollouts", "of weighted advantage"));
        for (Arm arm : report.arms()) {
            @Nullable Overtraining account = arm.overtraining();
            if (account != null) {
                table.add(List.of(arm.name(), percent(account.updates()), percent(account.weight())));
            }
        }
        return table;
    }

    private Table boundary() {
        Table table = new Table();
        table.add(List.of("arm", "step", "entries", "losses", "persistent entries", "persistent losses"));
        for (Arm arm : report.arms()) {
            if (arm.boundary() != null) {
                for (BoundaryStep step : arm.boundary().perEvaluation()) {
                    table.add(List.of(
                            arm.name(),
                            Long.toString(step.step()),
                            count(step.entries()),
                            count(step.losses()),
                            step.persistentEntries() == null ? "-" : count(step.persistentEntries()),
                            step.persistentLosses() == null ? "-" : count(step.persistentLosses())));
                }
            }
        }
        return table;
    }

    private static void details(StringBuilder out, Arm arm) {
        if (arm.transitions() == null || arm.coverageByDifficulty() == null || arm.boundary() == null) {
            return;
        }
        Transitions transitions = arm.transitions();
        out.append("\n## ").append(code(arm.name())).append(": problem by problem\n");
        out.append("\nSuccess counts before training (rows) and after step ")
                .append(transitions.step())
                .append(" (columns), problems in the mean over seeds:\n\n");
        Table moved = new Table();
        List<String> header = new ArrayList<>(List.of("from \\ to"));
        header.addAll(transitions.buckets());
        moved.add(header);
        for (int from = 0; from < transitions.buckets().size(); from++) {
            List<String> row = new ArrayList<>(List.of(transitions.buckets().get(from)));
            transitions.counts().get(from).forEach(count -> row.add(count == 0 ? "" : count(count)));
            moved.add(row);
        }
        out.append(moved.markdown());
        out.append("\nSolved at least once, by the base's success count:\n\n");
        Table solved = new Table();
        solved.add(List.of("base successes", "problems", "base", "after training"));
        for (Coverage coverage : arm.coverageByDifficulty()) {
            solved.add(List.of(
                    coverage.difficulty(),
                    Integer.toString(coverage.problems()),
                    number(coverage.base()),
                    number(coverage.value())));
        }
        out.append(solved.markdown());
        problems(out, "Entries", arm.boundary().entries());
        problems(out, "Losses", arm.boundary().losses());
    }

    private static void problems(StringBuilder out, String title, List<BoundaryProblem> problems) {
        if (problems.isEmpty()) {
            return;
        }
        long clear = problems.stream()
                .filter(problem -> problem.noise() < NEARLY_NEVER)
                .count();
        out.append('\n')
                .append(title)
                .append(": ")
                .append(problems.size())
                .append(" problem(s) in any seed, ")
                .append(clear)
                .append(" with a noise score below ")
                .append(number(NEARLY_NEVER))
                .append(problems.size() > SHOWN_PROBLEMS ? "; the least noisy:\n\n" : ".\n\n");
        Table table = new Table();
        table.add(List.of("problem", "seeds", "successes", "noise", "persistent in"));
        problems.stream()
                .limit(SHOWN_PROBLEMS)
                .forEach(problem -> table.add(List.of(
                        code(problem.problem()),
                        Integer.toString(problem.seeds()),
                        Integer.toString(problem.successes()),
                        String.format(Locale.ROOT, "%.2g", problem.noise()),
                        Integer.toString(problem.persistent()))));
        out.append(table.markdown());
    }

    private void arms(StringBuilder out) {
        Table table = new Table();
        table.add(List.of("arm", "what it changes", "runs"));
        for (Arm arm : report.arms()) {
            String settings = arm.overrides().entrySet().stream()
                    .map(entry -> code(entry.getKey() + " = " + entry.getValue()))
                    .collect(Collectors.joining(", "));
            String runs = arm.runs().stream()
                    .map(run -> run.seed() + (run.status().equals("completed") ? "" : " " + run.status()))
                    .collect(Collectors.joining(", "));
            table.add(List.of(arm.name(), settings.isEmpty() ? "nothing" : settings, runs));
        }
        section(out, "Arms", "Each run is in its folder beside this file.", table);
    }

    private static String difference(Comparison one) {
        return String.format(Locale.ROOT, "%+.3f [%+.3f, %+.3f]", one.difference(), one.low(), one.high());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String count(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }

    private static String percent(double share) {
        String text = String.format(Locale.ROOT, "%.1f", 100 * share);
        return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " %";
    }

    /** Text that others wrote, as Markdown code: no backtick ends it, no bar ends a cell, no line a row. */
    private static String code(String text) {
        return "`" + oneLine(text.replace('`', '\'').replace("|", "\\|")) + "`";
    }

    /** Text that others wrote, in a cell of a terminal's table or of Markdown's. */
    private static String plain(String text) {
        return oneLine(text.replace('`', '\'').replace('|', '/').replace('<', '('));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
