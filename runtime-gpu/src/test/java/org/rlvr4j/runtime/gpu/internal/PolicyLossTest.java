package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.TrainingSequence;

/** The loss as a function of log-probabilities and entropies: value and gradient against the formulas in double. */
class PolicyLossTest {

    private static final double STEP = 1e-6;

    private static Stream<LossOptions> losses() {
        return LossCases.all();
    }

    private static float[] random(SplittableRandom random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (-3 * random.nextDouble() - 0.05);
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("losses")
    void hasTheValueAndTheGradientOfTheFormulas(LossOptions options) {
        SplittableRandom random = new SplittableRandom(9);
        float[] drawn = random(random, 16);
        int[] next = {0};
        List<TrainingSequence> before = LossCases.sequences(
                13,
                (prompt, response) -> {
                    double[] part = new double[response.length];
                    for (int t = 0; t < part.length; t++) {
                        part[t] = drawn[next[0]++];
                    }
                    return part;
                },
                4);
        List<TrainingSequence> sequences = LossCases.behind(options, before);
        double[][] old = LossCases.behaviour(before);
        int tokens = 16;
        float[] logProbs = inBatchOrder(sequences, drawn);
        float[] entropies = random(random, tokens);
        float[] reference = random(random, tokens);
        TorchEngine torch = TorchEngine.start(TinyModels.options());
        try (NDManager manager = torch.newManager();
                GradientCollector collector = torch.engine().newGradientCollector()) {
            MicroBatch batch = LossCases.microBatch(manager, options, sequences, old);
            NDArray policyArray = manager.create(logProbs);
            NDArray entropyArray = manager.create(entropies);
            policyArray.setRequiresGradient(true);
            entropyArray.setRequiresGradient(true);
            NDArray value = new PolicyLoss(options)
                    .of(
                            policyArray,
                            entropyArray,
                            options.klCoefficient() > 0 ? manager.create(reference) : null,
                            batch)
                    .value();
            collector.backward(value.add(entropyArray.sum().mul(0)));
            ReferenceLoss expected = new ReferenceLoss(options, sequences, old);
            ReferenceLoss.Tokens at = new ReferenceLoss.Tokens(
                    LossCases.bySequence(sequences, logProbs),
                    LossCases.bySequence(sequences, entropies),
                    LossCases.bySequence(sequences, reference));
            assertEquals(expected.value(at), value.toFloatArray()[0], 1e-5);
            assertGradient(expected, at, at.logProbs(), sequences, policyArray);
            assertGradient(expected, at, at.entropies(), sequences, entropyArray);
        }
    }

    private static void assertGradient(
            ReferenceLoss loss,
            ReferenceLoss.Tokens at,
            double[][] varied,
            List<TrainingSequence> sequences,
            NDArray array) {
        try (NDArray gradient = array.getGradient()) {
            double[][] actual = LossCases.bySequence(sequences, gradient.toFloatArray());
            for (int d = 0; d < varied.length; d++) {
                for (int t = 0; t < varied[d].length; t++) {
                    double centre = varied[d][t];
                    varied[d][t] = centre + STEP;
                    double above = loss.value(at);
                    varied[d][t] = centre - STEP;
                    double below = loss.value(at);
                    varied[d][t] = centre;
                    assertEquals((above - below) / (2 * STEP), actual[d][t], 1e-5, "sequence " + d + " token " + t);
                }
            }
        }
    }

    /** From one sequence after the other to first tokens, then the others. */
    private static float[] inBatchOrder(List<TrainingSequence> sequences, float[] drawn) {
        float[] ordered = new float[drawn.length];
        int from = 0;
        int other = sequences.size();
        for (int d = 0; d < sequences.size(); d++) {
            for (int t = 0; t < sequences.get(d).response().length; t++) {
                ordered[t == 0 ? d : other++] = drawn[from++];
            }
        }
        return ordered;
    }
}
