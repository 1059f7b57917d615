package org.rlvr4j.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.SampleSource;
import org.rlvr4j.api.evaluation.SampleTask;
import org.rlvr4j.api.verify.ParallelVerification;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.evaluation.EvaluationResult.Allocation;
import org.rlvr4j.evaluation.cache.EvaluationFolder;
import org.rlvr4j.evaluation.cache.SourceId;
import org.rlvr4j.evaluation.cache.VerifierId;
import org.rlvr4j.evaluation.statistics.AnytimeInterval;
import org.rlvr4j.evaluation.statistics.RoundSizes;

/**
 * Evaluates a model: draws what the folder does not hold, judges it, and counts.
 *
 * <pre>{@code
 * try (EvaluationFolder folder = EvaluationFolder.open(Path.of("out"))) {
 *     Optional<EvaluationResult> result =
 *             new EvaluationRun(plan, source, verifier, verifierId, folder).run(progress -> {}, () -> false);
 * }
 * }</pre>
 *
 * <p>The result is a function of the plan, the samples and the verdicts alone: neither the order in which samples come, nor
 * how many are drawn at a time, nor how often the evaluation was killed and started again changes it. In particular an
 * evaluation that ends by precision ends at the first round that is precise enough, also where more samples are there.
 */
public final class EvaluationRun {

    private final EvaluationPlan plan;
    private final SampleSource source;
    private final ParallelVerification verification;
    private final VerifierId verifierId;
    private final EvaluationFolder folder;

    /**
     * Prepares.
     *
     * @param plan what is evaluated
     * @param source the model; not closed by the run
     * @param verifier judges the answers
     * @param verifierId which verifier it is
     * @param folder the caches
     */
    public EvaluationRun(
            EvaluationPlan plan,
            SampleSource source,
            Verifier verifier,
            VerifierId verifierId,
            EvaluationFolder folder) {
        this.plan = plan;
        this.source = source;
        this.verification = new ParallelVerification(verifier);
        this.verifierId = verifierId;
        this.folder = folder;
    }

    /**
     * Runs to the end, or until a stop is requested.
     *
     * @param listener follows it
     * @param stopRequested asked often; what was drawn until then is kept
     * @return the result; empty after a stop
     * @throws IOException if the caches cannot be read or written
     * @throws InterruptedException if the thread was interrupted; what was drawn is kept
     */
    public Optional<EvaluationResult> run(EvaluationListener listener, BooleanSupplier stopRequested)
            throws IOException, InterruptedException {
        SourceId id = SourceId.of(source);
        folder.samples().begin(id);
        SampleCollection samples =
                new SampleCollection(source, verification, verifierId.hash(), folder, listener, stopRequested);
        int[] sizes = sizes(samples);
        if (sizes.length == 0) {
            return Optional.empty();
        }
        int mostRounds = mostRounds(sizes);
        samples.begin("sampling", (long) mostRounds * Arrays.stream(sizes).sum());
        Optional<Rounds> rounds = rounds(samples, sizes, mostRounds);
        return rounds.map(done -> new EvaluationResult(
                plan,
                id,
                verifierId,
                results(samples, sizes, done.count()),
                new Allocation(sizes, done.count(), mostRounds),
                done.low(),
                done.high(),
                samples.drawnNow()));
    }

    private record Rounds(int count, double low, double high) {}

    /** The sizes of rounds; empty after a stop. */
    private int[] sizes(SampleCollection samples) throws IOException, InterruptedException {
        int problems = plan.problems().size();
        if (plan.pilot() == 0) {
            return RoundSizes.equal(problems);
        }
        samples.begin("pilot", (long) problems * plan.pilot());
        List<SampleTask> tasks = new ArrayList<>();
        for (Problem problem : plan.problems()) {
            for (int i = 0; i < plan.pilot(); i++) {
                tasks.add(SampleTask.of(plan.seed(), problem, i));
            }
        }
        if (!samples.complete(tasks)) {
            return new int[0];
        }
        List<ProblemOutcome> pilot = new ArrayList<>();
        for (Problem problem : plan.problems()) {
            List<Verdict> verdicts = new ArrayList<>();
            for (int i = 0; i < plan.pilot(); i++) {
                JudgedSample judged = judged(samples, SampleTask.of(plan.seed(), problem, i));
                if (judged != null) {
                    verdicts.add(judged.verdict());
                }
            }
            pilot.add(ProblemOutcome.of(problem.id(), verdicts));
        }
        return RoundSizes.of(pilot);
    }

    private static @Nullable JudgedSample judged(SampleCollection samples, SampleTask task) {
        SampleCollection.Slot slot = samples.find(task);
        return slot == null ? null : slot.judged();
    }

    /** As many rounds as the samples suffice for, one at least. */
    private int mostRounds(int[] sizes) {
        long left = (long) (plan.samples() - plan.pilot()) * sizes.length;
        return (int) Math.max(1, left / Arrays.stream(sizes).sum());
    }

    private Optional<Rounds> rounds(SampleCollection samples, int[] sizes, int most)
            throws IOException, InterruptedException {
        AnytimeInterval interval = new AnytimeInterval(sizes.length, plan.level());
        int perRound = Arrays.stream(sizes).sum();
        int perDraw =
                plan.untilInterval().isEmpty() ? most : Math.max(1, (source.tasksAtATime() + perRound - 1) / perRound);
        double[] ends = {0, 1};
        int from = 0;
        while (from < most) {
            int to = from + (int) Math.min(most - from, (long) perDraw * source.drawsAtATime());
            if (!samples.completeEach(draws(sizes, from, to, perDraw))) {
                return Optional.empty();
            }
            for (int round = from; round < to; round++) {
                add(interval, samples, sizes, round);
                ends = interval.after(round + 1);
                boolean enough = plan.untilInterval().isPresent()
                        && ends[1] - ends[0] <= 2 * plan.untilInterval().getAsDouble();
                if (enough) {
                    return Optional.of(new Rounds(round + 1, ends[0], ends[1]));
                }
            }
            from = to;
        }
        return Optional.of(new Rounds(most, ends[0], ends[1]));
    }

    /** The tasks of some rounds, so many rounds in a list. */
    private List<List<SampleTask>> draws(int[] sizes, int from, int to, int perDraw) {
        List<List<SampleTask>> draws = new ArrayList<>();
        for (int first = from; first < to; first += perDraw) {
            draws.add(tasks(sizes, first, Math.min(to, first + perDraw)));
        }
        return draws;
    }

    /** The tasks of some rounds, those of a problem together. */
    private List<SampleTask> tasks(int[] sizes, int from, int to) {
        List<SampleTask> tasks = new ArrayList<>();
        for (int p = 0; p < sizes.length; p++) {
            for (int i = from * sizes[p]; i < to * sizes[p]; i++) {
                tasks.add(task(p, i));
            }
        }
        return tasks;
    }

    private SampleTask task(int problem, int counted) {
        return SampleTask.of(plan.seed(), plan.problems().get(problem), plan.pilot() + counted);
    }

    private void add(AnytimeInterval interval, SampleCollection samples, int[] sizes, int round) {
        for (int p = 0; p < sizes.length; p++) {
            for (int i = round * sizes[p]; i < (round + 1) * sizes[p]; i++) {
                JudgedSample judged = judged(samples, task(p, i));
                interval.add(
                        p,
                        sizes[p],
                        judged == null
                                ? AnytimeInterval.Outcome.FAILED
                                : judged.verdict().isCorrect()
                                        ? AnytimeInterval.Outcome.CORRECT
                                        : AnytimeInterval.Outcome.WRONG);
            }
        }
    }

    private List<ProblemResult> results(SampleCollection samples, int[] sizes, int rounds) {
        List<ProblemResult> results = new ArrayList<>();
        for (int p = 0; p < sizes.length; p++) {
            List<JudgedSample> judged = new ArrayList<>();
            List<FailedSample> failed = new ArrayList<>();
            for (int i = 0; i < rounds * sizes[p]; i++) {
                SampleCollection.Slot slot = samples.find(task(p, i));
                if (slot != null && slot.judged() != null) {
                    judged.add(slot.judged());
                } else if (slot != null && slot.failed() != null) {
                    failed.add(slot.failed());
                }
            }
            results.add(new ProblemResult(plan.problems().get(p), judged, failed));
        }
        return results;
    }
}
