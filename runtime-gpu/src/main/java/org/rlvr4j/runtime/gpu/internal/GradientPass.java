package org.rlvr4j.runtime.gpu.internal;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.runtime.gpu.DjlOptions;

/** Back-propagation through the decoder over one shard, one micro-batch after the other. */
final class GradientPass {

    private final Engine engine;
    private final NDManager manager;
    private final Decoder decoder;
    private final Dropout dropout;
    private final @Nullable Decoder reference;
    private final VocabularyHead head;
    private final @Nullable VocabularyHead referenceHead;
    private final PolicyLoss loss;
    private final ImportanceCorrection importance;
    private final LossOptions lossOptions;
    private final TrainedTensors trained;
    private final int microBatchTokens;
    private final boolean recompute;

    /** The decoder to train with in one micro-batch, which is the policy's own where there is no dropout. */
    interface Dropout {

        /** No dropout at all. */
        Dropout NONE = (decoder, position) -> decoder;

        /** The decoder with the dropout of a position: step, pass, update, shard where there are several, micro-batch. */
        Decoder at(Decoder decoder, long... position);
    }

    GradientPass(
            Engine engine,
            NDManager manager,
            ModelConfig config,
            Decoder decoder,
            Dropout dropout,
            @Nullable Decoder reference,
            TrainedTensors trained,
            LossOptions lossOptions,
            DjlOptions options) {
        this.engine = engine;
        this.manager = manager;
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
        this.trained = trained;
        this.microBatchTokens = options.microBatchTokens();
        this.recompute = options.recompute() == DjlOptions.Recompute.LAYERS;
    }

    /** Notes the log-probabilities of sequences under the policy at hand. */
    void score(List<TrainingSequence> sequences, TokenSampler sampler, OldLogProbs old) {
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
    }

    /** Adds the gradients of a shard's part of the loss to those of what is trained. */
    void accumulate(Shard shard, StepSums sums) {
        OldLogProbs old = shard.old() == null ? null : OldLogProbs.of(shard.sequences(), shard.old());
        TokenSampler sampler = shard.tokenSampler();
        long[] place = Arrays.copyOf(shard.position(), shard.position().length + 1);
        for (List<TrainingSequence> part : MicroBatchPlan.of(shard.sequences(), microBatchTokens)) {
            Decoder training = dropout.at(decoder, place.clone());
            place[place.length - 1]++;
            try (NDManager scratch = manager.newSubManager()) {
                MicroBatch batch = MicroBatch.of(scratch, part, shard.divisor());
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
                                    logProbs, entropies, referenceLogProbs, weighted(batch, part, logProbs, old, sums)),
                            collector);
                    PolicyLoss.Result result = recompute
                            ? new Recomputation(trained, collector).backward(training, batch, backward)
                            : backward.apply(TrainingPass.predictors(training, batch));
                    sums.add(result, batch.tokens());
                }
            }
        }
    }

    private MicroBatch weighted(
            MicroBatch batch,
            List<TrainingSequence> sequences,
            NDArray logProbs,
            @Nullable OldLogProbs old,
            StepSums sums) {
        if (!importance.measurable()) {
            return batch;
        }
        float[] values = old == null ? logProbs.stopGradient().toFloatArray() : old.inBatchOrder(sequences);
        return importance.correct(batch, sequences, values, sums.importance());
    }
}
