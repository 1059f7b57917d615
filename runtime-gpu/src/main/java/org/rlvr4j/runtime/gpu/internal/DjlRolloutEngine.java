package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.learning.PolicyLearner;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.runtime.gpu.internal.text.Tokenizer;

/** Samples rollouts in batches of bounded size. */
final class DjlRolloutEngine implements RolloutEngine {

    private final NDManager manager;
    private final ModelConfig config;
    private final Function<String, int[]> encoder;
    private final Tokenizer tokenizer;
    private final Set<Integer> stopTokens;
    private final Decoder decoder;
    private final PolicyLearner learner;
    private final int generationTokens;

    DjlRolloutEngine(
            NDManager manager,
            ModelConfig config,
            Function<String, int[]> encoder,
            Tokenizer tokenizer,
            Set<Integer> stopTokens,
            Decoder decoder,
            PolicyLearner learner,
            int generationTokens) {
        this.manager = manager;
        this.config = config;
        this.encoder = encoder;
        this.tokenizer = tokenizer;
        this.stopTokens = stopTokens;
        this.decoder = decoder;
        this.learner = learner;
        this.generationTokens = generationTokens;
    }

    @Override
    public List<RolloutGroup> generate(SamplingRequest request) {
        int n = request.rolloutsPerProblem();
        List<int[]> prompts = new ArrayList<>();
        for (Problem problem : request.problems()) {
            prompts.add(encode(problem, request.maxResponseTokens()));
        }
        int longest = prompts.stream().mapToInt(p -> p.length).max().orElseThrow() + request.maxResponseTokens();
        int capacity = Math.max(1, generationTokens / longest);
        Generation generation =
                new Generation(decoder, config, stopTokens, request.tokenSampler(), request.maxResponseTokens());
        List<Generation.Row> rows = new ArrayList<>(prompts.size() * n);
        for (int p = 0; p < prompts.size(); p++) {
            for (int i = 0; i < n; i++) {
                rows.add(new Generation.Row(p, request.stream(p, i), request.maxResponseTokens()));
            }
        }
        for (int from = 0; from < rows.size(); from += capacity) {
            generation.run(manager, prompts, rows.subList(from, Math.min(rows.size(), from + capacity)));
        }
        List<RolloutGroup> groups = new ArrayList<>(prompts.size());
        for (int p = 0; p < prompts.size(); p++) {
            List<Rollout> rollouts =
                    rows.subList(p * n, (p + 1) * n).stream().map(this::rollout).toList();
            groups.add(new RolloutGroup(request.problems().get(p), prompts.get(p), rollouts));
        }
        return groups;
    }

    private int[] encode(Problem problem, int maxResponseTokens) {
        int[] prompt;
        try {
            prompt = encoder.apply(problem.prompt());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("problem " + problem.id() + ": " + e.getMessage(), e);
        }
        if (prompt.length == 0 || (long) prompt.length + maxResponseTokens > config.contextLength()) {
            throw new IllegalArgumentException("problem " + problem.id() + ": a prompt of " + prompt.length
                    + " tokens and a response of up to " + maxResponseTokens + " do not fit the policy's context of "
                    + config.contextLength());
        }
        return prompt;
    }

    private Rollout rollout(Generation.Row row) {
        return new Rollout(
                Arrays.copyOf(row.tokens, row.length),
                Arrays.copyOf(row.logProbs, row.length),
                learner.version(),
                row.ended ? StopReason.STOP_TOKEN : StopReason.LENGTH,
                tokenizer.decode(row.tokens, row.ended ? row.length - 1 : row.length));
    }
}
