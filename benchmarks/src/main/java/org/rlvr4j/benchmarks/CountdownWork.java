package org.rlvr4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.DjlRuntimeProvider;
import org.rlvr4j.verifiers.math.countdown.CountdownOptions;
import org.rlvr4j.verifiers.math.countdown.CountdownSource;

/** A step's work as the demo has it, on the runtime under test: sample groups of 8, then learn from all of them. */
final class CountdownWork implements AutoCloseable {

    static final int GROUP = 8;
    static final int RESPONSE = 16;

    private final PolicyRuntime runtime;
    private final SamplingRequest request;

    private CountdownWork(PolicyRuntime runtime, int problems) {
        this.runtime = runtime;
        List<Problem> all =
                new CountdownSource(OptionSchema.of(CountdownOptions.class).defaults()).training();
        this.request = new SamplingRequest(
                all.subList(0, problems),
                GROUP,
                RESPONSE,
                TokenSampler.UNCHANGED,
                new RandomStreams(1),
                "benchmark",
                0,
                0);
    }

    /**
     * Opens a policy of random weights; its learning rate is 0, so that every round is the same work.
     *
     * @param shape the decoder's shape
     * @param options where it runs
     * @param folder where its files are written
     * @param problems problems sampled at a time
     */
    static CountdownWork open(ModelShape shape, DjlOptions options, Path folder, int problems) throws IOException {
        DjlRuntimeProvider provider = new DjlRuntimeProvider();
        provider.initialise(options, folder, shape, CountdownSource.ALPHABET, 1);
        OptimizerOptions still =
                new OptimizerOptions(0, 0.9, 0.95, 1e-8, 0, 1, OptimizerOptions.Schedule.CONSTANT, 0, 0.1, 1, 1);
        LossOptions loss = OptionSchema.of(LossOptions.class).defaults();
        return new CountdownWork(provider.open(options, new PolicySpec(folder.toString(), loss, still, 1)), problems);
    }

    PolicyRuntime runtime() {
        return runtime;
    }

    List<RolloutGroup> generate() {
        return runtime.rolloutEngine().generate(request);
    }

    /** Advantages +1 and −1 in turn, weight 1. */
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

    void learn(TrainingBatch batch) {
        runtime.learner().step(batch);
    }

    @Override
    public void close() {
        runtime.close();
    }
}
