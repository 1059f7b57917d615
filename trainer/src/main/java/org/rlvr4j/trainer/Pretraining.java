package org.rlvr4j.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ObjLongConsumer;
import org.rlvr4j.api.data.Demonstration;
import org.rlvr4j.api.data.DemonstrationSource;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.TokenSampler;

/** Makes a base by imitating demonstrations: next-token training on the responses. */
public final class Pretraining {

    private final DemonstrationSource source;
    private final PolicyRuntime runtime;
    private final PretrainingOptions options;

    /**
     * Prepares a pre-training.
     *
     * @param source worked examples
     * @param runtime a policy whose loss is {@code likelihood}
     * @param options size
     */
    public Pretraining(DemonstrationSource source, PolicyRuntime runtime, PretrainingOptions options) {
        this.source = source;
        this.runtime = runtime;
        this.options = options;
    }

    /**
     * Trains to the end.
     *
     * @param progress receives each step's report and number, from 1
     * @param stopRequested asked after every step
     * @throws StoppedException if a stop was requested
     */
    public void run(ObjLongConsumer<StepReport> progress, BooleanSupplier stopRequested) {
        RandomStreams random = new RandomStreams(options.seed());
        for (int step = 0; step < options.steps(); step++) {
            if (stopRequested.getAsBoolean()) {
                throw new StoppedException();
            }
            List<TrainingSequence> sequences = new ArrayList<>();
            for (int i = 0; i < options.batchSize(); i++) {
                sequences.add(sequence(source.draw(random.stream("demonstrations", step, i))));
            }
            progress.accept(runtime.learner().step(new TrainingBatch(sequences, TokenSampler.UNCHANGED)), step + 1L);
        }
    }

    private TrainingSequence sequence(Demonstration demonstration) {
        int[] response = runtime.encodeResponse(demonstration.response());
        return new TrainingSequence(
                runtime.encodePrompt(demonstration.prompt()), response, new float[response.length], 1);
    }
}
