package org.rlvr4j.evaluation.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.rlvr4j.api.JudgedGroup;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.evaluation.Sample;
import org.rlvr4j.api.evaluation.SampleSink;
import org.rlvr4j.api.evaluation.SampleSource;
import org.rlvr4j.api.evaluation.SampleTask;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.rollout.JudgingRolloutEngine;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.evaluation.cache.SourceId;

/**
 * A policy as a source of samples: of this process, or of others, which judge what they draw if the policy was opened for
 * that.
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
    public int drawsAtATime() {
        return runtime.rolloutEngine() instanceof JudgingRolloutEngine judging ? judging.batchesAtATime() : 1;
    }

    @Override
    public void draw(List<SampleTask> tasks, SampleSink sink, BooleanSupplier stopRequested)
            throws InterruptedException {
        drawEach(List.of(tasks), sink, stopRequested);
    }

    @Override
    public void drawEach(List<List<SampleTask>> draws, SampleSink sink, BooleanSupplier stopRequested)
            throws InterruptedException {
        List<Batch> batches = draws.stream().flatMap(this::batches).toList();
        RolloutEngine engine = runtime.rolloutEngine();
        if (engine instanceof JudgingRolloutEngine judging) {
            judging.judgeEach(
                    batches.stream().map(Batch::requests).toList(),
                    (batch, groups) -> batches.get(batch).judged(groups, sink),
                    stopRequested);
            return;
        }
        for (Batch batch : batches) {
            if (stopRequested.getAsBoolean()) {
                return;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            batch.drawn(engine, sink);
        }
    }

    /** Cuts tasks into batches, which are the same wherever they are drawn, for rows share the rounding of logits. */
    private Stream<Batch> batches(List<SampleTask> tasks) {
        List<Batch> batches = new ArrayList<>();
        for (int from = 0; from < tasks.size(); from += ROWS_A_BATCH) {
            batches.add(batch(tasks.subList(from, Math.min(tasks.size(), from + ROWS_A_BATCH))));
        }
        return batches.stream();
    }

    /** Problems with as many tasks as another share a request, so that each prompt is read once. */
    private Batch batch(List<SampleTask> tasks) {
        Map<String, List<SampleTask>> byProblem = new LinkedHashMap<>();
        tasks.forEach(task -> byProblem
                .computeIfAbsent(task.problem().id(), id -> new ArrayList<>())
                .add(task));
        Map<Integer, List<List<SampleTask>>> bySize = new LinkedHashMap<>();
        byProblem
                .values()
                .forEach(same -> bySize.computeIfAbsent(same.size(), size -> new ArrayList<>())
                        .add(same));
        return new Batch(
                bySize.values().stream().flatMap(List::stream).toList(),
                bySize.values().stream().map(this::request).toList());
    }

    private SamplingRequest request(List<List<SampleTask>> groups) {
        return SamplingRequest.seeded(
                groups.stream().map(tasks -> tasks.get(0).problem()).toList(),
                groups.stream()
                        .map(tasks -> tasks.stream().map(SampleTask::seed).toList())
                        .toList(),
                maxTokens,
                sampler);
    }

    /**
     * Tasks that are drawn together.
     *
     * @param tasks those of each problem, in the order of the requests' problems
     * @param requests what draws them
     */
    private record Batch(List<List<SampleTask>> tasks, List<SamplingRequest> requests) {

        void drawn(RolloutEngine engine, SampleSink sink) {
            List<RolloutGroup> groups = requests.stream()
                    .flatMap(request -> engine.generate(request).stream())
                    .toList();
            each(groups, (p, i) -> sink.drawn(tasks.get(p).get(i), sample(groups.get(p), i)));
        }

        void judged(List<JudgedGroup> judged, SampleSink sink) {
            List<RolloutGroup> groups = judged.stream().map(JudgedGroup::group).toList();
            each(
                    groups,
                    (p, i) -> sink.judged(
                            tasks.get(p).get(i),
                            sample(groups.get(p), i),
                            judged.get(p).verdicts().get(i)));
        }

        private interface Rows {
            void take(int problem, int rollout);
        }

        private static void each(List<RolloutGroup> groups, Rows rows) {
            for (int p = 0; p < groups.size(); p++) {
                for (int i = 0; i < groups.get(p).rollouts().size(); i++) {
                    rows.take(p, i);
                }
            }
        }
    }

    private static Sample sample(RolloutGroup group, int index) {
        return sample(group.promptTokens().length, group.rollouts().get(index));
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
