package org.rlvr4j.cli.ablation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.cli.ablation.AblationReport.Boundary;
import org.rlvr4j.cli.ablation.AblationReport.BoundaryProblem;
import org.rlvr4j.cli.ablation.AblationReport.BoundaryStep;
import org.rlvr4j.estimators.passatk.PassAtK;

/**
 * Entries and losses of an arm against the base: problems without base success that the trained policy solves, and the
 * reverse (arXiv 2606.15455). One is persistent where it was one at the evaluation before, too.
 *
 * <p>The noise score of an entry is the chance that none of its c successes would lie among the base's samples if they
 * were spread over all samples by chance: C(N, c)/C(N + n, c) with n samples of the base and N of the arm's seeds
 * together. With one seed that is the paper's C(K, c)/C(2K, c). The noise score of a loss is the same for the c successes
 * of the base and the samples of one seed.
 */
final class BoundaryAnalysis {

    /** What may have become of a problem. */
    private enum Change {
        ENTRY {
            @Override
            boolean holds(ProblemOutcome base, ProblemOutcome now) {
                return base.correct() == 0 && now.correct() > 0;
            }
        },
        LOSS {
            @Override
            boolean holds(ProblemOutcome base, ProblemOutcome now) {
                return base.correct() > 0 && now.correct() == 0;
            }
        };

        abstract boolean holds(ProblemOutcome base, ProblemOutcome now);
    }

    private final List<ProblemOutcome> base;
    private final ArmData arm;
    private final List<Long> steps;

    private BoundaryAnalysis(List<ProblemOutcome> base, ArmData arm) {
        this.base = base;
        this.arm = arm;
        this.steps = List.copyOf(arm.evaluatedSteps());
    }

    /** Analyses an arm; null where no run was evaluated after training. */
    static @Nullable Boundary of(List<ProblemOutcome> base, ArmData arm) {
        BoundaryAnalysis analysis = new BoundaryAnalysis(base, arm);
        if (analysis.steps.isEmpty()) {
            return null;
        }
        List<BoundaryStep> perEvaluation = new ArrayList<>();
        for (int e = 0; e < analysis.steps.size(); e++) {
            perEvaluation.add(analysis.step(e));
        }
        return new Boundary(perEvaluation, analysis.problems(Change.ENTRY), analysis.problems(Change.LOSS));
    }

    private BoundaryStep step(int evaluation) {
        return new BoundaryStep(
                steps.get(evaluation),
                perSeed(Change.ENTRY, evaluation, evaluation),
                perSeed(Change.LOSS, evaluation, evaluation),
                evaluation == 0 ? null : perSeed(Change.ENTRY, evaluation - 1, evaluation),
                evaluation == 0 ? null : perSeed(Change.LOSS, evaluation - 1, evaluation));
    }

    private ProblemOutcome at(RunData run, int evaluation, int problem) {
        return run.evaluations().getOrDefault(steps.get(evaluation), List.of()).get(problem);
    }

    private boolean holds(Change change, RunData run, int from, int to, int problem) {
        for (int e = from; e <= to; e++) {
            if (!change.holds(base.get(problem), at(run, e, problem))) {
                return false;
            }
        }
        return true;
    }

    /** How many problems changed so in all of the evaluations, in the mean over seeds. */
    private double perSeed(Change change, int from, int to) {
        List<RunData> runs = List.copyOf(arm.completed().values());
        long count = 0;
        for (RunData run : runs) {
            for (int p = 0; p < base.size(); p++) {
                count += holds(change, run, from, to, p) ? 1 : 0;
            }
        }
        return (double) count / runs.size();
    }

    /** The problems that changed so at the last evaluation in any seed, the least noisy first. */
    private List<BoundaryProblem> problems(Change change) {
        List<RunData> runs = List.copyOf(arm.completed().values());
        int last = steps.size() - 1;
        List<BoundaryProblem> problems = new ArrayList<>();
        for (int p = 0; p < base.size(); p++) {
            int seeds = 0;
            int persistent = 0;
            for (RunData run : runs) {
                seeds += holds(change, run, last, last, p) ? 1 : 0;
                persistent += last > 0 && holds(change, run, last - 1, last, p) ? 1 : 0;
            }
            if (seeds > 0) {
                problems.add(problem(p, seeds, persistent, runs));
            }
        }
        problems.sort(Comparator.comparingDouble(BoundaryProblem::noise).thenComparing(BoundaryProblem::problem));
        return problems;
    }

    private BoundaryProblem problem(int p, int seeds, int persistent, List<RunData> runs) {
        ProblemOutcome before = base.get(p);
        int correct = 0;
        int samples = 0;
        for (RunData run : runs) {
            correct += at(run, steps.size() - 1, p).correct();
            samples += at(run, steps.size() - 1, p).samples();
        }
        boolean isLoss = before.correct() > 0;
        int oneSeed = samples / runs.size();
        return new BoundaryProblem(
                before.problemId(),
                seeds,
                isLoss ? before.correct() : correct,
                isLoss ? noise(before.correct(), before.samples(), oneSeed) : noise(correct, samples, before.samples()),
                persistent);
    }

    /** The chance that c successes among all samples leave out the second part. */
    static double noise(int successes, int firstSamples, int secondSamples) {
        return PassAtK.missProbability(firstSamples + secondSamples, successes, secondSamples);
    }
}
