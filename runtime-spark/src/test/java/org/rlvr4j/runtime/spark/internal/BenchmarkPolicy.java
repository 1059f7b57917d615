package org.rlvr4j.runtime.spark.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.DjlRuntimeProvider;

/** Policies of random weights, and the work of a step on them; every step is the same work. */
enum BenchmarkPolicy {
    /** The demo's shape, with a wave and a batch as the demo has them. */
    DEMO(new ModelShape(3, 64, 4, 4, 172, 64), 64, 8, 16),
    /** 10 MB of float32 weights, with next to no tokens. */
    MB10(new ModelShape(4, 224, 4, 4, 640, 64), 4, 2, 4),
    /** 40 MB of float32 weights, with next to no tokens. */
    MB40(new ModelShape(6, 368, 4, 4, 1008, 64), 4, 2, 4),
    /** The shape of {@link #MB40} with as many tokens as a small run of it would have. */
    MB40_WORK(new ModelShape(6, 368, 4, 4, 1008, 64), 4, 8, 32);

    private static final String ALPHABET = "0123456789+-*/()= \n";
    private static final int PROMPT = 24;

    @SuppressWarnings("ImmutableEnumChecker") // a record of numbers
    private final ModelShape shape;

    private final int problems;
    private final int rollouts;
    private final int tokens;

    BenchmarkPolicy(ModelShape shape, int problems, int rollouts, int tokens) {
        this.shape = shape;
        this.problems = problems;
        this.rollouts = rollouts;
        this.tokens = tokens;
    }

    static BenchmarkPolicy named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    static DjlOptions engine() {
        DjlOptions defaults = OptionSchema.of(DjlOptions.class).defaults();
        return new DjlOptions(
                DjlOptions.DeviceChoice.CPU,
                1,
                defaults.generationTokens(),
                defaults.microBatchTokens(),
                defaults.logitElements(),
                defaults.recompute(),
                defaults.dtype());
    }

    /** Writes the weights where they are not yet. */
    Path folder(Path parent) throws IOException {
        Path folder = parent.resolve(name().toLowerCase(Locale.ROOT));
        if (!Files.isDirectory(folder)) {
            new DjlRuntimeProvider().initialise(engine(), folder, shape, ALPHABET, 1);
        }
        return folder;
    }

    PolicySpec spec(Path parent, int shards) throws IOException {
        // a rate of 0 keeps the work of all rounds the same; weights count as changed all the same
        OptimizerOptions still =
                new OptimizerOptions(0, 0.9, 0.95, 1e-8, 0, 1, OptimizerOptions.Schedule.CONSTANT, 0, 0.1, 1, 1);
        LossOptions loss = OptionSchema.of(LossOptions.class).defaults();
        return new PolicySpec(folder(parent).toString(), loss, still, 1).withShards(shards);
    }

    SamplingRequest request() {
        SplittableRandom random = new SplittableRandom(1);
        List<Problem> made = IntStream.range(0, problems)
                .mapToObj(p -> new Problem(
                        "p" + p,
                        random.ints(PROMPT, 0, ALPHABET.length() - 1)
                                .collect(
                                        StringBuilder::new,
                                        (text, i) -> text.append(ALPHABET.charAt(i)),
                                        StringBuilder::append)
                                .toString(),
                        ""))
                .toList();
        return new SamplingRequest(
                made, rollouts, tokens, TokenSampler.UNCHANGED, new RandomStreams(1), "benchmark", 0, 0);
    }

    static TrainingBatch batch(List<RolloutGroup> groups) {
        List<TrainingSequence> sequences = new ArrayList<>();
        for (RolloutGroup group : groups) {
            for (Rollout rollout : group.rollouts()) {
                sequences.add(new TrainingSequence(
                        group.promptTokens(),
                        rollout.tokens(),
                        rollout.behaviourLogProbs(),
                        sequences.size() % 2 == 0 ? 1 : -1));
            }
        }
        return new TrainingBatch(sequences, TokenSampler.UNCHANGED);
    }
}
