package org.rlvr4j.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.SampleCounts;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.run.RunRecorder;

/**
 * Evaluates the current policy on the held-out problems.
 *
 * <p>The draws come from the evaluation's own seed and not from the step, so that policies are compared on common random
 * numbers.
 */
public final class Evaluator {

    private static final int PROBLEMS_AT_A_TIME = 16;

    private final Recipe recipe;
    private final RolloutEngine engine;
    private final RunRecorder recorder;
    private final EvaluationJournal journal;

    /**
     * Prepares an evaluation of which nothing is kept before its end.
     *
     * @param recipe problems, verifier, token sampler, metrics and options
     * @param engine samples from the policy
     * @param recorder receives progress and the result
     */
    public Evaluator(Recipe recipe, RolloutEngine engine, RunRecorder recorder) {
        this(recipe, engine, recorder, EvaluationJournal.NONE);
    }

    /**
     * Prepares an evaluation that goes on where its journal ends.
     *
     * @param recipe problems, verifier, token sampler, metrics and options
     * @param engine samples from the policy
     * @param recorder receives progress and the result
     * @param journal what was finished before, of this recipe and this policy; receives what is finished now, batch by batch
     */
    public Evaluator(Recipe recipe, RolloutEngine engine, RunRecorder recorder, EvaluationJournal journal) {
        this.recipe = recipe;
        this.engine = engine;
        this.recorder = recorder;
        this.journal = journal;
    }

    /**
     * Evaluates.
     *
     * @param step the policy's step, for the record
     * @param stopRequested asked between batches of problems
     * @return the result
     * @throws StoppedException if a stop was requested
     * @throws IllegalStateException if there is no held-out problem
     * @throws UnjudgedException if a sample could not be judged
     * @throws java.io.UncheckedIOException if the journal cannot keep what is finished
     */
    public RunEvent.Evaluated evaluate(long step, BooleanSupplier stopRequested) {
        EvaluationOptions options = recipe.evaluation();
        List<Problem> chosen = recipe.evaluationProblems();
        if (chosen.isEmpty()) {
            throw new IllegalStateException("the problem source has no held-out problem to evaluate on");
        }
        RandomStreams random = new RandomStreams(options.seed());
        JudgedSampling sampling = new JudgedSampling(engine, new Verification(recipe.verifier()));
        List<ProblemOutcome> outcomes = new ArrayList<>();
        // each shard has a problem at least, or executors would idle
        int atATime = Math.max(PROBLEMS_AT_A_TIME, recipe.training().shards());
        for (int from = 0; from < chosen.size(); from += atATime) {
            if (stopRequested.getAsBoolean()) {
                throw new StoppedException();
            }
            List<Problem> part = chosen.subList(from, Math.min(chosen.size(), from + atATime));
            Optional<List<ProblemOutcome>> kept = kept(part, from);
            if (kept.isPresent()) {
                outcomes.addAll(kept.get());
                continue;
            }
            List<ProblemOutcome> drawn = draw(sampling, part, random, from);
            journal.append(from, drawn);
            outcomes.addAll(drawn);
            recorder.record(new RunEvent.EvaluationProgress(
                    step, (long) outcomes.size() * options.samples(), (long) chosen.size() * options.samples()));
        }
        int[] ks = SampleCounts.doublingUpTo(options.samples());
        List<Curve> curves = new ArrayList<>();
        for (PassAtKEstimator metric : recipe.metrics()) {
            curves.add(metric.curve(outcomes, ks, options.level(), random.stream("bootstrap/" + metric.metric())));
        }
        RunEvent.Evaluated evaluated = new RunEvent.Evaluated(step, options.samples(), curves, outcomes);
        recorder.record(evaluated);
        return evaluated;
    }

    /**
     * What was kept of a batch. One that is there in part is drawn again whole: who is drawn beside whom decides how logits are
     * rounded.
     */
    private Optional<List<ProblemOutcome>> kept(List<Problem> batch, int position) {
        List<ProblemOutcome> kept = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Optional<ProblemOutcome> outcome = journal.outcome(position + i);
            if (outcome.isEmpty() || !isOf(batch.get(i), outcome.get())) {
                return Optional.empty();
            }
            kept.add(outcome.get());
        }
        return Optional.of(kept);
    }

    private boolean isOf(Problem problem, ProblemOutcome outcome) {
        return outcome.problemId().equals(problem.id())
                && outcome.samples() == recipe.evaluation().samples();
    }

    private List<ProblemOutcome> draw(
            JudgedSampling sampling, List<Problem> batch, RandomStreams random, int position) {
        int samples = recipe.evaluation().samples();
        JudgedSampling.Judged judged = sampling.sample(new SamplingRequest(
                batch,
                samples,
                recipe.training().maxResponseTokens(),
                recipe.tokenSampler(),
                random,
                "evaluate",
                0,
                position));
        return judged.groups().stream().map(group -> outcome(group, samples)).toList();
    }

    private static ProblemOutcome outcome(VerifiedGroup group, int samples) {
        if (group.failures() > 0) {
            throw new UnjudgedException(group.failures() + " of " + samples + " samples of problem "
                    + group.problem().id() + " could not be judged, and an evaluation needs them all: "
                    + FailureNotices.shortened(group.failed().get(0)));
        }
        return ProblemOutcome.of(group.problem().id(), group.verdicts());
    }
}
