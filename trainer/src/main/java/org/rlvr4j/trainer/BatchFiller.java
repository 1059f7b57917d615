package org.rlvr4j.trainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.run.BatchReport;
import org.rlvr4j.api.run.RunEvent;
import org.rlvr4j.api.run.RunRecorder;
import org.rlvr4j.api.verify.Verdict;

/**
 * Fills the effective batch of a step: draws problems, samples, verifies, asks the gate, and draws more until the batch is
 * full or the limit is reached.
 *
 * <p>All decisions of a wave see the history as it was before the wave, so they do not depend on the problems' order.
 */
final class BatchFiller {

    private final Recipe recipe;
    private final JudgedSampling sampling;
    private final DiscountedHistory history;
    private final RandomStreams random;
    private final RunRecorder recorder;
    private final List<Problem> problems;
    private final FailureNotices failureNotices = new FailureNotices();
    private long cursor;

    BatchFiller(Recipe recipe, RolloutEngine engine, DiscountedHistory history, RunRecorder recorder) {
        this.recipe = recipe;
        this.sampling = new JudgedSampling(engine, new Verification(recipe.verifier()));
        this.history = history;
        this.random = new RandomStreams(recipe.training().seed());
        this.recorder = recorder;
        this.problems = recipe.problems().training();
    }

    /** How many problems were drawn so far: the sampler's cursor. */
    long cursor() {
        return cursor;
    }

    void restoreCursor(long restored) {
        cursor = restored;
    }

    EffectiveBatch fill(long step) {
        TrainingOptions options = recipe.training();
        Tally tally = new Tally(options.effectiveGroups());
        while (!tally.isFull() && tally.waves < options.maxWaves()) {
            wave(step, tally);
        }
        return tally.batch();
    }

    private void wave(long step, Tally tally) {
        TrainingOptions options = recipe.training();
        int[] drawn = recipe.problemSampler().draw(cursor, options.problemsPerWave(), problems, history, random);
        JudgedSampling.Judged judged = sampling.sample(new SamplingRequest(
                Arrays.stream(drawn).mapToObj(problems::get).toList(),
                options.rolloutsPerProblem(),
                options.maxResponseTokens(),
                recipe.tokenSampler(),
                random,
                SamplingRequest.TRAINING,
                step,
                (long) tally.waves * options.problemsPerWave()));
        cursor += drawn.length;
        failureNotices.of(judged.groups()).ifPresent(line -> recorder.record(new RunEvent.Notice(step, line)));
        for (VerifiedGroup group : judged.groups()) {
            // a group without a single judged rollout says nothing
            GateDecision decision =
                    group.size() == 0 ? GateDecision.drop(0, "no rollout could be judged") : decide(group);
            boolean taken = !tally.isFull() && counts(group, decision);
            recorder.record(new RunEvent.GroupDecided(step, group, decision, taken));
            tally.add(group, decision, taken);
        }
        judged.groups().stream().filter(group -> group.size() > 0).forEach(history::add);
        tally.waves++;
        tally.generateNanos += judged.generateNanos();
        tally.verifyNanos += judged.verifyNanos();
    }

    private GateDecision decide(VerifiedGroup group) {
        GateDecision decision = recipe.gate().decide(group, history);
        if (decision.weights().length != group.size()) {
            throw new IllegalStateException("the gate gave " + decision.weights().length + " weights for the "
                    + group.size() + " rollouts of problem " + group.problem().id());
        }
        return decision;
    }

    private boolean counts(VerifiedGroup group, GateDecision decision) {
        if (!decision.isActive()) {
            return false;
        }
        return recipe.training().count() == TrainingOptions.Count.ACTIVE
                || isInformative(decision, recipe.advantage().estimate(List.of(group))[0]);
    }

    /** Whether any weighted advantage is not zero. */
    static boolean isInformative(GateDecision decision, double[] advantages) {
        double[] weights = decision.weights();
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] * advantages[i] != 0) {
                return true;
            }
        }
        return false;
    }

    /** Counts of the step under way. */
    private static final class Tally {
        private final int target;
        private final List<VerifiedGroup> groups = new ArrayList<>();
        private final List<GateDecision> decisions = new ArrayList<>();
        private int waves;
        private int judged;
        private int rollouts;
        private int correct;
        private int unparseable;
        private int failures;
        private long responseTokens;
        private final BucketCounts buckets = new BucketCounts();
        private long generateNanos;
        private long verifyNanos;

        Tally(int target) {
            this.target = target;
        }

        boolean isFull() {
            return groups.size() >= target;
        }

        void add(VerifiedGroup group, GateDecision decision, boolean taken) {
            judged++;
            rollouts += group.size();
            correct += group.successes();
            unparseable += (int) group.verdicts().stream()
                    .filter(Verdict.Unparseable.class::isInstance)
                    .count();
            failures += group.failures();
            responseTokens +=
                    group.rollouts().stream().mapToLong(Rollout::length).sum();
            buckets.judge(group, taken);
            if (taken) {
                groups.add(group);
                decisions.add(decision);
            }
        }

        EffectiveBatch batch() {
            return new EffectiveBatch(
                    groups,
                    decisions,
                    new BatchReport(
                            waves,
                            judged,
                            groups.size(),
                            target,
                            rollouts,
                            correct,
                            unparseable,
                            failures,
                            rollouts == 0 ? 0 : (double) responseTokens / rollouts,
                            generateNanos / 1e9,
                            verifyNanos / 1e9,
                            buckets.report()),
                    buckets);
        }
    }
}
