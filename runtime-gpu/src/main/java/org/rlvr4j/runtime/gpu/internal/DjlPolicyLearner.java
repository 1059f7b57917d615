package org.rlvr4j.runtime.gpu.internal;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.NonFiniteException;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicyLearner;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.runtime.gpu.DjlOptions;

/** Learns by back-propagation through the decoder, one micro-batch after the other. */
final class DjlPolicyLearner implements PolicyLearner {

    private final Engine engine;
    private final NDManager manager;
    private final ModelConfig config;
    private final Decoder decoder;
    private final Dropout dropout;
    private final @Nullable Decoder reference;
    private final VocabularyHead head;
    private final @Nullable VocabularyHead referenceHead;
    private final PolicyLoss loss;
    private final ImportanceCorrection importance;
    private final LossOptions lossOptions;
    private final OptimizerOptions optimizerOptions;
    private final TrainedTensors trained;
    private final AdamW optimizer;
    private final int microBatchTokens;
    private final boolean recompute;
    private final long steps;
    private long version;
    private double learningRateScale = 1;

    /** The decoder to train with in one micro-batch, which is the policy's own where there is no dropout. */
    interface Dropout {

        /** No dropout at all. */
        Dropout NONE = (decoder, position) -> decoder;

        /** The decoder with the dropout of a position: step, pass, update, micro-batch. */
        Decoder at(Decoder decoder, long... position);
    }

    DjlPolicyLearner(
            Engine engine,
            NDManager manager,
            ModelConfig config,
            Decoder decoder,
            Dropout dropout,
            @Nullable Decoder reference,
            TrainedTensors trained,
            AdamW optimizer,
            LossOptions lossOptions,
            OptimizerOptions optimizerOptions,
            DjlOptions options,
            long steps) {
        this.engine = engine;
        this.manager = manager;
        this.config = config;
        this.decoder = decoder;
        this.dropout = dropout;
        this.reference = reference;
        long logitElements = options.logitElements();
        boolean entropyTrained = lossOptions.entropyCoefficient() > 0;
        this.head = new VocabularyHead(decoder, config, entropyTrained, logitElements);
        this.referenceHead = reference == null ? null : new VocabularyHead(reference, config, false, logitElements);
        this.loss = new PolicyLoss(lossOptions);
        this.importance = new ImportanceCorrection(lossOptions);
        this.lossOptions = lossOptions;
        this.optimizerOptions = optimizerOptions;
        this.optimizer = optimizer;
        this.trained = trained;
        this.microBatchTokens = options.microBatchTokens();
        this.recompute = options.recompute() == DjlOptions.Recompute.LAYERS;
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
        Totals totals = new Totals();
        ImportanceStatistics importanceStatistics = new ImportanceStatistics();
        int updates = Math.min(optimizerOptions.miniBatches(), sequences.size());
        // with a single update and no dropout the policy before it is the one whose gradient is taken
        OldLogProbs old = importance.on() && (updates * optimizerOptions.passes() > 1 || dropout != Dropout.NONE)
                ? oldLogProbs(sequences, batch.tokenSampler())
                : null;
        for (int pass = 0; pass < optimizerOptions.passes(); pass++) {
            for (int u = 0; u < updates; u++) {
                int from = (int) ((long) sequences.size() * u / updates);
                int to = (int) ((long) sequences.size() * (u + 1) / updates);
                optimizer.start();
                try {
                    boolean unchanged = pass == 0 && (u == 0 || old != null);
                    Weighting weighting =
                            new Weighting(old, unchanged ? importanceStatistics : new ImportanceStatistics());
                    long[] position = {version, pass, u};
                    accumulate(sequences.subList(from, to), batch.tokenSampler(), weighting, position, totals);
                    totals.gradientNorm += optimizer.update(learningRate);
                } finally {
                    optimizer.stop();
                }
                totals.updates++;
            }
        }
        long tokens = sequences.stream().mapToLong(s -> s.response().length).sum();
        return new StepReport(
                totals.loss / totals.updates,
                totals.gradientNorm / totals.updates,
                totals.kl / totals.tokens,
                totals.entropy / totals.tokens,
                totals.clipped / totals.tokens,
                totals.ratio / totals.tokens,
                learningRate,
                sequences.size(),
                tokens,
                (System.nanoTime() - start) / 1e9,
                importanceStatistics.report());
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

    /** The policy before the step, null where it is the one at hand; and where its distance from behaviour is noted. */
    private record Weighting(@Nullable OldLogProbs old, ImportanceStatistics statistics) {}

    /** Scores all sequences before anything is learned from them. */
    private OldLogProbs oldLogProbs(List<TrainingSequence> sequences, TokenSampler sampler) {
        OldLogProbs old = new OldLogProbs();
        MicroBatch.Divisor any = MicroBatch.Divisor.of(lossOptions, sequences);
        for (List<TrainingSequence> part : MicroBatchPlan.of(sequences, microBatchTokens)) {
            try (NDManager scratch = manager.newSubManager()) {
                MicroBatch batch = MicroBatch.of(scratch, part, any);
                old.put(
                        part,
                        head.score(TrainingPass.untapedPredictors(decoder, batch), batch.targets(), sampler)
                                .logProbs()
                                .toFloatArray());
            }
        }
        return old;
    }

    /** Adds the gradients of one update's loss to the gradients of what is trained. */
    private void accumulate(
            List<TrainingSequence> update, TokenSampler sampler, Weighting weighting, long[] position, Totals totals) {
        MicroBatch.Divisor divisor = MicroBatch.Divisor.of(lossOptions, update);
        long number = 0;
        for (List<TrainingSequence> part : MicroBatchPlan.of(update, microBatchTokens)) {
            long[] place = Arrays.copyOf(position, position.length + 1);
            place[position.length] = number++;
            Decoder training = dropout.at(decoder, place);
            try (NDManager scratch = manager.newSubManager()) {
                MicroBatch batch = MicroBatch.of(scratch, part, divisor);
                NDArray referenceLogProbs = reference == null || referenceHead == null
                        ? null
                        : referenceHead
                                .score(TrainingPass.untapedPredictors(reference, batch), batch.targets(), sampler)
                                .logProbs();
                try (GradientCollector collector = engine.newGradientCollector()) {
                    Function<NDArray, PolicyLoss.Result> backward = hidden -> head.backward(
                            hidden,
                            batch.targets(),
                            sampler,
                            (logProbs, entropies) -> loss.of(
                                    logProbs, entropies, referenceLogProbs, weighted(batch, part, logProbs, weighting)),
                            collector);
                    PolicyLoss.Result result = recompute
                            ? new Recomputation(trained, collector).backward(training, batch, backward)
                            : backward.apply(TrainingPass.predictors(training, batch));
                    totals.add(result, batch.tokens());
                }
            }
        }
        if (!Double.isFinite(totals.loss)) {
            throw new NonFiniteException("the loss is " + totals.loss + " at step " + version);
        }
    }

    private MicroBatch weighted(
            MicroBatch batch, List<TrainingSequence> sequences, NDArray logProbs, Weighting weighting) {
        if (!importance.measurable()) {
            return batch;
        }
        OldLogProbs old = weighting.old;
        float[] values = old == null ? logProbs.stopGradient().toFloatArray() : old.inBatchOrder(sequences);
        return importance.correct(batch, sequences, values, weighting.statistics);
    }

    /** Sums over the updates of a step. */
    private static final class Totals {
        private double loss;
        private double gradientNorm;
        private double ratio;
        private double clipped;
        private double kl;
        private double entropy;
        private long tokens;
        private int updates;

        void add(PolicyLoss.Result result, long batchTokens) {
            loss += result.value().toFloatArray()[0];
            float[] sums = result.statistics().toFloatArray();
            ratio += sums[0];
            clipped += sums[1];
            kl += sums[2];
            entropy += sums[3];
            tokens += batchTokens;
        }
    }
}
