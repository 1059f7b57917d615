package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.NonFiniteException;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicyLearner;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.learning.TrainingSequence;

/** Learns by the gradients of its shards, wherever these are computed. */
final class DjlPolicyLearner implements PolicyLearner {

    private final NDManager manager;
    private final ModelConfig config;
    private final StepWork work;
    private final AdamW optimizer;
    private final ImportanceCorrection importance;
    private final OptimizerOptions optimizerOptions;
    private final boolean dropout;
    private final long steps;
    private long version;
    private double learningRateScale = 1;

    /**
     * Creates a learner.
     *
     * @param dropout whether the policy that is trained differs from the one that samples
     * @param steps the step at which training ends, for the schedule
     */
    DjlPolicyLearner(
            NDManager manager,
            ModelConfig config,
            StepWork work,
            AdamW optimizer,
            LossOptions lossOptions,
            OptimizerOptions optimizerOptions,
            boolean dropout,
            long steps) {
        this.manager = manager;
        this.config = config;
        this.work = work;
        this.optimizer = optimizer;
        this.importance = new ImportanceCorrection(lossOptions);
        this.optimizerOptions = optimizerOptions;
        this.dropout = dropout;
        this.steps = steps;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public void scaleLearningRate(double scale) {
        if (!(scale >= 0 && Double.isFinite(scale))) {
            throw new IllegalArgumentException("the scale must be finite and at least 0, got " + scale);
        }
        learningRateScale = scale;
    }

    void restoreVersion(long restored) {
        version = restored;
    }

    @Override
    public StepReport step(TrainingBatch batch) {
        long start = System.nanoTime();
        double learningRate = learningRateScale * optimizerOptions.learningRateAt(version, steps);
        version++;
        List<TrainingSequence> sequences = batch.sequences();
        if (sequences.isEmpty()) {
            return StepReport.empty(learningRate);
        }
        check(sequences);
        StepSums sums = new StepSums();
        double gradientNorms = 0;
        int updates = Math.min(optimizerOptions.miniBatches(), sequences.size());
        int passes = optimizerOptions.passes();
        // with a single update and no dropout the policy before it is the one whose gradient is taken
        OldLogProbs old = importance.on() && (updates * passes > 1 || dropout)
                ? work.score(sequences, batch.tokenSampler())
                : null;
        for (int pass = 0; pass < passes; pass++) {
            for (int u = 0; u < updates; u++) {
                int from = (int) ((long) sequences.size() * u / updates);
                int to = (int) ((long) sequences.size() * (u + 1) / updates);
                boolean unchanged = pass == 0 && (u == 0 || old != null);
                gradientNorms += update(
                        new Update(sequences.subList(from, to), batch.tokenSampler(), old, unchanged, version, pass, u),
                        learningRate,
                        sums);
            }
        }
        long tokens = sequences.stream().mapToLong(s -> s.response().length).sum();
        return new StepReport(
                sums.loss() / (updates * passes),
                gradientNorms / (updates * passes),
                sums.meanKl(),
                sums.meanEntropy(),
                sums.clipShare(),
                sums.meanRatio(),
                learningRate,
                sequences.size(),
                tokens,
                (System.nanoTime() - start) / 1e9,
                sums.importance().report());
    }

    /** Returns the norm of the gradient. */
    private double update(Update update, double learningRate, StepSums sums) {
        try (NDManager scratch = manager.newSubManager()) {
            List<NDArray> gradients = work.gradient(scratch, update, sums);
            if (!Double.isFinite(sums.loss())) {
                throw new NonFiniteException("the loss is " + sums.loss() + " at step " + version);
            }
            double norm = optimizer.update(learningRate, gradients);
            work.weightsChanged();
            return norm;
        }
    }

    private void check(List<TrainingSequence> sequences) {
        for (TrainingSequence sequence : sequences) {
            if (sequence.length() > config.contextLength()) {
                throw new IllegalArgumentException("a sequence of " + sequence.length()
                        + " tokens does not fit the policy's context of " + config.contextLength());
            }
            IntStream.concat(Arrays.stream(sequence.prompt()), Arrays.stream(sequence.response()))
                    .filter(token -> token < 0 || token >= config.vocabularySize())
                    .findAny()
                    .ifPresent(token -> {
                        throw new IllegalArgumentException(
                                "the policy has no token " + token + ", only 0 to " + (config.vocabularySize() - 1));
                    });
        }
    }
}
