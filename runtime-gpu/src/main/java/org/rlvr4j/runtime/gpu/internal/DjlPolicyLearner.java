package org.rlvr4j.runtime.gpu.internal;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.NonFiniteException;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicyLearner;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.rollout.TokenSampler;

/** Learns by back-propagation through the decoder, one micro-batch after the other. */
final class DjlPolicyLearner implements PolicyLearner {

    private final Engine engine;
    private final NDManager manager;
    private final Decoder decoder;
    private final @Nullable Decoder reference;
    private final VocabularyHead head;
    private final @Nullable VocabularyHead referenceHead;
    private final PolicyLoss loss;
    private final LossOptions lossOptions;
    private final OptimizerOptions optimizerOptions;
    private final AdamW optimizer;
    private final int microBatchTokens;
    private final long steps;
    private long version;

    DjlPolicyLearner(
            Engine engine,
            NDManager manager,
            ModelConfig config,
            Decoder decoder,
            @Nullable Decoder reference,
            AdamW optimizer,
            LossOptions lossOptions,
            OptimizerOptions optimizerOptions,
            int microBatchTokens,
            long logitElements,
            long steps) {
        this.engine = engine;
        this.manager = manager;
        this.decoder = decoder;
        this.reference = reference;
        this.head = new VocabularyHead(decoder, config, logitElements);
        this.referenceHead = reference == null ? null : new VocabularyHead(reference, config, logitElements);
        this.loss = new PolicyLoss(lossOptions);
        this.lossOptions = lossOptions;
        this.optimizerOptions = optimizerOptions;
        this.optimizer = optimizer;
        this.microBatchTokens = microBatchTokens;
        this.steps = steps;
    }

    @Override
    public long version() {
        return version;
    }

    void restoreVersion(long restored) {
        version = restored;
    }

    @Override
    public StepReport step(TrainingBatch batch) {
        long start = System.nanoTime();
        double learningRate = optimizerOptions.learningRateAt(version, steps);
        version++;
        List<TrainingSequence> sequences = batch.sequences();
        if (sequences.isEmpty()) {
            return StepReport.empty(learningRate);
        }
        Totals totals = new Totals();
        int updates = Math.min(optimizerOptions.miniBatches(), sequences.size());
        for (int pass = 0; pass < optimizerOptions.passes(); pass++) {
            for (int u = 0; u < updates; u++) {
                int from = (int) ((long) sequences.size() * u / updates);
                int to = (int) ((long) sequences.size() * (u + 1) / updates);
                accumulate(sequences.subList(from, to), batch.tokenSampler(), totals);
                totals.gradientNorm += optimizer.update(learningRate);
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
                (System.nanoTime() - start) / 1e9);
    }

    /** Adds the gradients of one update's loss to the weights' gradients. */
    private void accumulate(List<TrainingSequence> update, TokenSampler sampler, Totals totals) {
        MicroBatch.Divisor divisor = MicroBatch.Divisor.of(lossOptions, update);
        for (List<TrainingSequence> part : MicroBatch.plan(update, microBatchTokens)) {
            try (NDManager scratch = manager.newSubManager()) {
                MicroBatch batch = MicroBatch.of(scratch, part, divisor);
                NDArray referenceLogProbs = reference == null || referenceHead == null
                        ? null
                        : referenceHead
                                .score(
                                        referenceHead.select(hidden(reference, batch), batch.positions()),
                                        batch.targets(),
                                        sampler)
                                .logProbs();
                try (GradientCollector collector = engine.newGradientCollector()) {
                    NDArray selected = head.select(hidden(decoder, batch), batch.positions());
                    PolicyLoss.Result result = head.backward(
                            selected,
                            batch.targets(),
                            sampler,
                            (logProbs, entropies) -> loss.of(logProbs, entropies, referenceLogProbs, batch),
                            collector);
                    totals.add(result, batch.tokens());
                }
            }
        }
        if (!Double.isFinite(totals.loss)) {
            throw new NonFiniteException("the loss is " + totals.loss + " at step " + version);
        }
    }

    private static NDArray hidden(Decoder decoder, MicroBatch batch) {
        NDManager scratch = batch.ids().getManager();
        int length = (int) batch.ids().getShape().get(1);
        return decoder.hidden(
                batch.ids(),
                decoder.rotary().leading(scratch, length),
                Decoder.causalMask(scratch, length),
                KeyValueStore.NONE);
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
