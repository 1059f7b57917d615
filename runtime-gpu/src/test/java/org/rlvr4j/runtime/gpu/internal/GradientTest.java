package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.rollout.TokenSampler;

/**
 * The gradient of every loss with respect to the weights of a decoder, against central differences of the loss: along
 * the gradient itself, which finds a wrong length, and along a random direction, which finds wrong components. The
 * differences' loss is computed in double from the decoder's log-probabilities.
 */
class GradientTest {

    private static final double STEP = 1e-3;
    private static final double TEMPERATURE = 0.8;
    private static final int[][] PROMPTS = {{3, 4, 5}, {7}, {1, 2, 8, 9}};

    @TempDir
    private static Path folder;

    private static TinyModels.Model policy;
    private static TinyModels.Model base;
    private static TokenSampler restricted = TokenSampler.UNCHANGED;

    @BeforeAll
    static void read() throws IOException {
        policy = TinyModels.Model.read(TinyModels.folder(folder, "grouped"));
        base = TinyModels.Model.read(TinyModels.folder(folder, "grouped"));
        SplittableRandom random = new SplittableRandom(1);
        for (NDArray weight : base.weights().all()) {
            try (NDArray noise = noise(base.manager(), weight, random)) {
                weight.addi(noise.muli(0.02));
            }
        }
    }

    /** A nucleus whose edge lies far from every token of the test, for the loss jumps where a token enters or leaves. */
    @BeforeAll
    static void chooseNucleus() {
        double bestMargin = 0;
        for (double p = 0.5; p < 0.98; p += 0.005) {
            double margin = 1;
            for (int[] prompt : PROMPTS) {
                int[] all = greedy(prompt, 5);
                float[][] logits = policy.logits(all);
                for (int t = prompt.length - 1; t < all.length - 1; t++) {
                    double[] descending = Arrays.stream(
                                    policy.distribution(logits[t], Samplers.of(TEMPERATURE, 100, 1, 0)))
                            .map(logProb -> -Math.exp(logProb))
                            .sorted()
                            .toArray();
                    double above = 0;
                    for (double negative : descending) {
                        above -= negative;
                        margin = Math.min(margin, Math.abs(above - p));
                    }
                }
            }
            if (margin > bestMargin) {
                bestMargin = margin;
                restricted = Samplers.of(TEMPERATURE, 100, p, 0);
            }
        }
        assertTrue(bestMargin > 0.005, "no nucleus is clear of all tokens");
    }

    @AfterAll
    static void close() {
        policy.close();
        base.close();
    }

    private static NDArray noise(NDManager manager, NDArray like, SplittableRandom random) {
        float[] values = new float[(int) like.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextBoolean() ? 1 : -1;
        }
        return manager.create(values, like.getShape());
    }

    private static Stream<Arguments> cases() {
        return LossCases.all()
                .flatMap(loss -> loss.aggregation() == LossOptions.Aggregation.TOKEN_MEAN
                        ? Stream.of("whole", "sliced", "sliced and restricted", "whole and restricted")
                                .map(how -> Arguments.of(loss, how))
                        : Stream.of(Arguments.of(loss, "sliced and restricted")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void equalsFiniteDifferences(LossOptions options, String how) {
        TokenSampler sampler = how.endsWith("restricted") ? restricted : TokenSampler.UNCHANGED;
        List<TrainingSequence> sequences = LossCases.sequences(
                13, (prompt, response) -> policy.logProbs(prompt, response, TokenSampler.UNCHANGED), 2);
        if (sampler == restricted) {
            sequences = insideSupport(sequences);
        }
        double[][] old = LossCases.behaviour(sequences);
        sequences = LossCases.behind(options, sequences);
        // 5 rows of 13 logits at a time, so that slices do not divide the 16 tokens evenly
        VocabularyHead head = new VocabularyHead(
                policy.decoder(),
                policy.config(),
                options.entropyCoefficient() > 0,
                how.startsWith("sliced") ? 65 : 1 << 20);
        try (NDManager scratch = policy.manager().newSubManager()) {
            MicroBatch batch = LossCases.microBatch(scratch, options, sequences, old);
            NDArray reference = new VocabularyHead(base.decoder(), base.config(), false, 1 << 20)
                    .score(TrainingPass.predictors(base.decoder(), batch), batch.targets(), sampler)
                    .logProbs();
            NDList gradient = gradient(options, head, batch, reference, sampler, scratch);
            Loss loss = new Loss(
                    new ReferenceLoss(options, sequences, old),
                    sequences,
                    LossCases.bySequence(sequences, reference.toFloatArray()),
                    sampler);
            double norm = Math.sqrt(dot(gradient, gradient));
            assertTrue(norm > 1e-3, "the case must have a gradient");
            assertEquals(norm, loss.slope(scaled(gradient, 1 / norm)), 0.01 * norm + 1e-3);
            SplittableRandom random = new SplittableRandom(7);
            NDList direction = new NDList();
            for (NDArray weight : policy.weights().all()) {
                direction.add(noise(scratch, weight, random));
            }
            NDList unit = scaled(direction, 1 / Math.sqrt(dot(direction, direction)));
            assertEquals(dot(gradient, unit), loss.slope(unit), 0.01 * norm + 1e-3);
        }
    }

    /** See {@link Constants}: garbage collected between the passes must not be part of the gradient. */
    @Test
    void doesNotReadMemoryThatTheCollectorMayHaveFreed() {
        LossOptions options = LossCases.all().skip(6).findFirst().orElseThrow();
        List<TrainingSequence> sequences = LossCases.sequences(
                13, (prompt, response) -> policy.logProbs(prompt, response, TokenSampler.UNCHANGED), 2);
        VocabularyHead head = new VocabularyHead(policy.decoder(), policy.config(), true, 1 << 20);
        try (NDManager scratch = policy.manager().newSubManager()) {
            MicroBatch batch = MicroBatch.of(scratch, sequences, MicroBatch.Divisor.of(options, sequences));
            NDArray reference = scratch.zeros(new Shape(16));
            TokenSampler sampler = Samplers.of(0.7, 100, 1, 0);
            NDList quiet = gradient(options, head, batch, reference, sampler, scratch);
            NDList disturbed = gradient(options, head, batch, reference, sampler, scratch, () -> {
                List<ByteBuffer> garbage = new ArrayList<>();
                for (int round = 0; round < 20; round++) {
                    System.gc();
                    for (int i = 0; i < 2000; i++) {
                        // what was freed is taken again and overwritten
                        garbage.add(ByteBuffer.allocateDirect(Float.BYTES)
                                .order(ByteOrder.nativeOrder())
                                .putFloat(0, 1e9f));
                    }
                }
                assertEquals(40_000, garbage.size());
            });
            for (int i = 0; i < quiet.size(); i++) {
                assertArrayEquals(quiet.get(i).toFloatArray(), disturbed.get(i).toFloatArray(), 1e-4f);
            }
        }
    }

    /** The prompt, continued by the most probable tokens. */
    private static int[] greedy(int[] prompt, int tokens) {
        int[] all = prompt;
        for (int t = 0; t < tokens; t++) {
            float[] logits = policy.logits(all)[all.length - 1];
            int best = 0;
            for (int v = 1; v < logits.length; v++) {
                best = logits[v] > logits[best] ? v : best;
            }
            all = Arrays.copyOf(all, all.length + 1);
            all[all.length - 1] = best;
        }
        return all;
    }

    /** Takes responses that the restricted policy can draw, so that none is at the edge of its support. */
    private static List<TrainingSequence> insideSupport(List<TrainingSequence> sequences) {
        List<TrainingSequence> inside = new ArrayList<>();
        for (TrainingSequence sequence : sequences) {
            int[] prompt = sequence.prompt();
            int length = sequence.response().length;
            int[] response = Arrays.copyOfRange(greedy(prompt, length), prompt.length, prompt.length + length);
            double[] logProbs = policy.logProbs(prompt, response, restricted);
            float[] behaviour = new float[length];
            for (int t = 0; t < length; t++) {
                behaviour[t] = (float) (logProbs[t] + (t % 2 == 0 ? 0.6 : -0.1));
            }
            inside.add(new TrainingSequence(prompt, response, behaviour, sequence.advantage()));
        }
        return inside;
    }

    private static NDList gradient(
            LossOptions options,
            VocabularyHead head,
            MicroBatch batch,
            NDArray reference,
            TokenSampler sampler,
            NDManager scratch) {
        return gradient(options, head, batch, reference, sampler, scratch, () -> {});
    }

    private static NDList gradient(
            LossOptions options,
            VocabularyHead head,
            MicroBatch batch,
            NDArray reference,
            TokenSampler sampler,
            NDManager scratch,
            Runnable betweenPasses) {
        List<NDArray> weights = policy.weights().all();
        NDList before = new NDList();
        for (NDArray weight : weights) {
            before.add(accumulated(weight, scratch).duplicate());
        }
        try (GradientCollector collector = policy.torch().engine().newGradientCollector()) {
            head.backward(
                    TrainingPass.predictors(policy.decoder(), batch),
                    batch.targets(),
                    sampler,
                    (logProbs, entropies) -> {
                        PolicyLoss.Result result = new PolicyLoss(options)
                                .of(logProbs, entropies, options.klCoefficient() > 0 ? reference : null, batch);
                        betweenPasses.run();
                        return result;
                    },
                    collector);
        }
        NDList gradient = new NDList();
        for (int i = 0; i < weights.size(); i++) {
            gradient.add(accumulated(weights.get(i), scratch).sub(before.get(i)));
        }
        return gradient;
    }

    private static NDArray accumulated(NDArray weight, NDManager scratch) {
        NDArray gradient = weight.getGradient();
        gradient.attach(scratch);
        return gradient;
    }

    private static NDList scaled(NDList arrays, double factor) {
        NDList result = new NDList();
        arrays.forEach(array -> result.add(array.mul(factor)));
        return result;
    }

    private static double dot(NDList left, NDList right) {
        double sum = 0;
        for (int i = 0; i < left.size(); i++) {
            sum += left.get(i).mul(right.get(i)).sum().toFloatArray()[0];
        }
        return sum;
    }

    /** The loss in double at weights moved along a direction. */
    private record Loss(
            ReferenceLoss formula, List<TrainingSequence> sequences, double[][] reference, TokenSampler sampler) {

        double slope(NDList direction) {
            double above = at(direction, STEP);
            double below = at(direction, -STEP);
            return (above - below) / (2 * STEP);
        }

        private double at(NDList direction, double step) {
            List<NDArray> weights = policy.weights().all();
            try (NDManager scratch = policy.manager().newSubManager()) {
                NDList saved = new NDList();
                for (int i = 0; i < weights.size(); i++) {
                    NDArray copy = weights.get(i).duplicate();
                    copy.attach(scratch);
                    saved.add(copy);
                    weights.get(i).addi(direction.get(i).mul(step));
                }
                LossOptions any = TinyModels.LOSS;
                MicroBatch batch = MicroBatch.of(scratch, sequences, MicroBatch.Divisor.of(any, sequences));
                VocabularyHead.Scores scores = new VocabularyHead(policy.decoder(), policy.config(), false, 1 << 20)
                        .score(TrainingPass.predictors(policy.decoder(), batch), batch.targets(), sampler);
                double value = formula.value(new ReferenceLoss.Tokens(
                        LossCases.bySequence(sequences, scores.logProbs().toFloatArray()),
                        LossCases.bySequence(sequences, scores.entropies().toFloatArray()),
                        reference));
                for (int i = 0; i < weights.size(); i++) {
                    Slices.overwrite(weights.get(i), saved.get(i));
                }
                return value;
            }
        }
    }
}
