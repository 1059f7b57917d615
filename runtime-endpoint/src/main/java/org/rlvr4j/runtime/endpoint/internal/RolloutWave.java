package org.rlvr4j.runtime.endpoint.internal;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.evaluation.SampleFailure;
import org.rlvr4j.api.evaluation.SampleTask;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.runtime.endpoint.EndpointException;

/** The rollouts of one request: as many tasks, whose index is problem × n + rollout. */
final class RolloutWave implements Drawing.Answers {

    private final SamplingRequest request;
    private final RolloutReader reader;
    private final List<int[]> prompts = new ArrayList<>();
    private final List<SampleTask> tasks = new ArrayList<>();
    private final AtomicReferenceArray<@Nullable Rollout> rollouts;
    private final AtomicReference<@Nullable SampleFailure> failure = new AtomicReference<>();

    /**
     * Encodes the prompts.
     *
     * @throws IllegalArgumentException if one does not fit the policy; the message names the problem
     */
    RolloutWave(SamplingRequest request, PolicyRuntime policy, RolloutReader reader) {
        this.request = request;
        this.reader = reader;
        int n = request.rolloutsPerProblem();
        for (int p = 0; p < request.problems().size(); p++) {
            Problem problem = request.problems().get(p);
            prompts.add(encode(problem, policy));
            for (int i = 0; i < n; i++) {
                long seed = request.random()
                        .key("rollout/" + request.purpose(), request.round(), request.firstPosition() + p, i);
                tasks.add(new SampleTask(problem, p * n + i, seed));
            }
        }
        this.rollouts = new AtomicReferenceArray<>(tasks.size());
    }

    private int[] encode(Problem problem, PolicyRuntime policy) {
        int[] prompt;
        try {
            prompt = policy.encodePrompt(problem.prompt());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("problem " + problem.id() + ": " + e.getMessage(), e);
        }
        if (prompt.length == 0 || (long) prompt.length + request.maxResponseTokens() > policy.contextLength()) {
            throw new IllegalArgumentException("problem " + problem.id() + ": a prompt of " + prompt.length
                    + " tokens and a response of up to " + request.maxResponseTokens()
                    + " do not fit the policy's context of " + policy.contextLength());
        }
        return prompt;
    }

    List<SampleTask> tasks() {
        return tasks;
    }

    RequestBody.Request question(SampleTask task, int n, OptionalLong seed) {
        return new RequestBody.Request(task.problem().prompt(), prompt(task), n, request.maxResponseTokens(), seed);
    }

    private int[] prompt(SampleTask task) {
        return prompts.get(task.index() / request.rolloutsPerProblem());
    }

    @Override
    public void drawn(SampleTask task, Answer answer, Answer.Drawn choice) {
        try {
            rollouts.set(task.index(), reader.rollout(prompt(task), answer, choice));
        } catch (InvalidAnswerException e) {
            failed(task, e.failure());
        }
    }

    @Override
    public void failed(SampleTask task, SampleFailure why) {
        failure.compareAndSet(null, why);
    }

    /** Whether the request cannot be fulfilled any more. */
    boolean hasFailed() {
        return failure.get() != null;
    }

    /**
     * The groups, in the order of their problems.
     *
     * @throws UncheckedIOException if a rollout failed
     */
    List<RolloutGroup> groups() {
        SampleFailure first = failure.get();
        if (first != null) {
            throw new UncheckedIOException(new EndpointException(
                    "a rollout from the server failed: " + first.kind().key() + ", " + first.message()));
        }
        int n = request.rolloutsPerProblem();
        List<RolloutGroup> groups = new ArrayList<>();
        for (int p = 0; p < prompts.size(); p++) {
            List<Rollout> group = new ArrayList<>();
            for (int i = p * n; i < (p + 1) * n; i++) {
                Rollout rollout = rollouts.get(i);
                if (rollout == null) {
                    throw new IllegalStateException("task " + i + " ended without an answer or a failure");
                }
                group.add(rollout);
            }
            groups.add(new RolloutGroup(request.problems().get(p), prompts.get(p), group));
        }
        return groups;
    }
}
