package org.rlvr4j.evaluation.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.evaluation.Sample;
import org.rlvr4j.api.evaluation.SampleSink;
import org.rlvr4j.api.evaluation.SampleSource;
import org.rlvr4j.api.evaluation.SampleTask;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.evaluation.cache.SourceId;

/**
 * A model of this process as a source of samples.
 *
 * <p>A sample's uniform numbers are a function of its task's seed alone, so that it does not depend on which others are drawn
 * with it, apart from the rounding of logits.
 */
public final class PolicySampleSource implements SampleSource {

    private static final int ROWS_A_BATCH = 32;

    private final PolicyRuntime runtime;
    private final TokenSampler sampler;
    private final int maxTokens;
    private final SourceId id;

    /**
     * Makes a source.
     *
     * @param runtime the model; closed with the source
     * @param sampler which distribution to draw from
     * @param maxTokens longest answer, stop token included; ≥ 1
     * @param id what tells model and settings from any other
     */
    public PolicySampleSource(PolicyRuntime runtime, TokenSampler sampler, int maxTokens, SourceId id) {
        this.runtime = runtime;
        this.sampler = sampler;
        this.maxTokens = maxTokens;
        this.id = id;
    }

    @Override
    public SortedMap<String, String> identity() {
        return id.identity();
    }

    @Override
    public SortedMap<String, String> settings() {
        return id.settings();
    }

    @Override
    public String mistake(String prompt) {
        int length;
        try {
            length = runtime.encodePrompt(prompt).length;
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
        if (length == 0) {
            return "has no tokens";
        }
        int room = runtime.contextLength() - length;
        return maxTokens <= room
                ? ""
                : "has " + length + " tokens, which with an answer of " + maxTokens
                        + " do not fit the model's context of " + runtime.contextLength()
                        + (room > 0 ? "; an answer of " + room + " would" : "");
    }

    @Override
    public int tasksAtATime() {
        return ROWS_A_BATCH;
    }

    @Override
    public void draw(List<SampleTask> tasks, SampleSink sink, BooleanSupplier stopRequested)
            throws InterruptedException {
        for (int from = 0; from < tasks.size(); from += ROWS_A_BATCH) {
            if (stopRequested.getAsBoolean()) {
                return;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            draw(tasks.subList(from, Math.min(tasks.size(), from + ROWS_A_BATCH)), sink);
        }
    }

    /** Draws a batch; problems with as many tasks as another share a request, so that each prompt is read once. */
    private void draw(List<SampleTask> batch, SampleSink sink) {
        Map<String, List<SampleTask>> byProblem = new LinkedHashMap<>();
        batch.forEach(task -> byProblem
                .computeIfAbsent(task.problem().id(), id -> new ArrayList<>())
                .add(task));
        Map<Integer, List<List<SampleTask>>> bySize = new LinkedHashMap<>();
        byProblem
                .values()
                .forEach(tasks -> bySize.computeIfAbsent(tasks.size(), size -> new ArrayList<>())
                        .add(tasks));
        for (List<List<SampleTask>> groups : bySize.values()) {
            List<Problem> problems =
                    groups.stream().map(tasks -> tasks.get(0).problem()).toList();
            List<List<Long>> seeds = groups.stream()
                    .map(tasks -> tasks.stream().map(SampleTask::seed).toList())
                    .toList();
            List<RolloutGroup> drawn =
                    runtime.rolloutEngine().generate(SamplingRequest.seeded(problems, seeds, maxTokens, sampler));
            for (int p = 0; p < groups.size(); p++) {
                RolloutGroup group = drawn.get(p);
                for (int i = 0; i < groups.get(p).size(); i++) {
                    sink.drawn(
                            groups.get(p).get(i),
                            sample(group.promptTokens().length, group.rollouts().get(i)));
                }
            }
        }
    }

    private static Sample sample(int promptTokens, Rollout rollout) {
        double logProb = 0;
        for (float token : rollout.behaviourLogProbs()) {
            logProb += token;
        }
        return new Sample(
                rollout.text(),
                rollout.stopReason(),
                OptionalInt.of(promptTokens),
                OptionalInt.of(rollout.length()),
                Double.isFinite(logProb) ? OptionalDouble.of(logProb) : OptionalDouble.empty());
    }

    @Override
    public void close() {
        runtime.close();
    }
}
