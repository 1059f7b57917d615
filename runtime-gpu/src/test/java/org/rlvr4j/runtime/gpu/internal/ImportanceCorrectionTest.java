package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.learning.ImportanceReport;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.LossOptions.Importance;
import org.rlvr4j.api.learning.LossOptions.Objective;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.spi.InvalidOptionException;

/** Importance weights and their statistics against hand-made numbers. */
class ImportanceCorrectionTest {

    /** Weights 4, ½ and 1 by token: a product of 2; and a single one of 3. */
    private static final List<TrainingSequence> SEQUENCES = List.of(
            new TrainingSequence(new int[] {1}, new int[] {2, 3, 4}, logs(0.1, 0.4, 0.3), -2),
            new TrainingSequence(new int[] {1}, new int[] {5}, logs(0.2), 1));

    /** In the order of a micro-batch: first tokens, then the others. */
    private static final float[] OLD = logs(0.4, 0.6, 0.2, 0.3);

    private static float[] logs(double... probabilities) {
        float[] logs = new float[probabilities.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = (float) Math.log(probabilities[i]);
        }
        return logs;
    }

    private static LossOptions options(Objective objective, Importance importance, double cap) {
        return new LossOptions(
                objective,
                0.2,
                0.2,
                LossOptions.Aggregation.TOKEN_MEAN,
                8,
                0,
                LossOptions.KlEstimator.K3,
                0,
                importance,
                cap);
    }

    private static final class Corrected {
        private final float[] advantages;
        private final float[] sequenceAdvantages;
        private final float[] anchor;
        private final ImportanceReport report;

        Corrected(Importance importance, double cap) {
            LossOptions options = options(Objective.CLIPPED_RATIO, importance, cap);
            ImportanceStatistics statistics = new ImportanceStatistics();
            try (NDManager manager = TorchEngine.start(TinyModels.options()).newManager()) {
                MicroBatch batch = MicroBatch.of(manager, SEQUENCES, MicroBatch.Divisor.of(options, SEQUENCES));
                MicroBatch corrected = new ImportanceCorrection(options).correct(batch, SEQUENCES, OLD, statistics);
                advantages = corrected.advantages().toFloatArray();
                sequenceAdvantages = corrected.sequenceAdvantages().toFloatArray();
                anchor = corrected.anchorLogProbs().toFloatArray();
            }
            report = statistics.report();
        }
    }

    private static double divergence(double weight) {
        return weight - 1 - Math.log(weight);
    }

    @Test
    void tokenWeightsAreTruncatedOneByOne() {
        Corrected corrected = new Corrected(Importance.TOKEN, 2.5);
        assertArrayEquals(new float[] {-5, 2.5f, -1, -2}, corrected.advantages, 1e-5f);
        assertArrayEquals(OLD, corrected.anchor);
        assertEquals((4 + 0.5 + 1 + 3) / 4, corrected.report.meanWeight(), 1e-6);
        assertEquals(4, corrected.report.maxWeight(), 1e-6);
        assertEquals(0.5, corrected.report.truncatedShare());
        assertEquals((divergence(4) + divergence(0.5) + divergence(3)) / 4, corrected.report.behaviourKl(), 1e-6);
        double sum = 2.5 + 0.5 + 1 + 2.5;
        assertEquals(sum * sum / (4 * (6.25 + 0.25 + 1 + 6.25)), corrected.report.effectiveSampleShare(), 1e-6);
    }

    @Test
    void aSequenceWeightIsTheTruncatedProduct() {
        Corrected corrected = new Corrected(Importance.SEQUENCE, 2.5);
        assertArrayEquals(new float[] {-4, 2.5f, -4, -4}, corrected.advantages, 1e-5f);
        assertArrayEquals(new float[] {-4, 2.5f}, corrected.sequenceAdvantages, 1e-5f);
        assertEquals(2.5, corrected.report.meanWeight(), 1e-6);
        assertEquals(3, corrected.report.maxWeight(), 1e-6);
        assertEquals(0.5, corrected.report.truncatedShare());
        assertEquals((divergence(4) + divergence(0.5) + divergence(3)) / 4, corrected.report.behaviourKl(), 1e-6);
        assertEquals(4.5 * 4.5 / (2 * (4 + 6.25)), corrected.report.effectiveSampleShare(), 1e-6);
    }

    @Test
    void withoutWeightsTheyAreMeasuredAndNothingChanges() {
        Corrected corrected = new Corrected(Importance.NONE, 2.5);
        assertArrayEquals(new float[] {-2, 1, -2, -2}, corrected.advantages);
        assertArrayEquals(logs(0.1, 0.2, 0.4, 0.3), corrected.anchor);
        assertEquals(0.5, corrected.report.truncatedShare());
        double sum = 4 + 0.5 + 1 + 3;
        assertEquals(sum * sum / (4 * (16 + 0.25 + 1 + 9)), corrected.report.effectiveSampleShare(), 1e-6);
    }

    @Test
    void extremeWeightsStayFinite() {
        ImportanceStatistics statistics = new ImportanceStatistics();
        for (double logWeight : new double[] {5000, -5000, Double.NEGATIVE_INFINITY}) {
            statistics.token(logWeight);
            statistics.weight(logWeight, Math.log(2), false);
        }
        ImportanceReport report = statistics.report();
        for (double value : new double[] {
            report.meanWeight(), report.maxWeight(), report.behaviourKl(), report.effectiveSampleShare()
        }) {
            assertEquals(true, Double.isFinite(value), report.toString());
        }
        assertFalse(new ImportanceStatistics().report().measured());
    }

    @Test
    void combinationsWithoutAMeaningAreRefused() {
        TinyModels.assertSays(
                assertThrows(
                        InvalidOptionException.class, () -> options(Objective.SEQUENCE_RATIO, Importance.TOKEN, 2)),
                "importance",
                "token",
                "sequence-ratio");
        TinyModels.assertSays(
                assertThrows(
                        InvalidOptionException.class, () -> options(Objective.LIKELIHOOD, Importance.SEQUENCE, 0.5)),
                "importance",
                "likelihood",
                "importance-cap",
                "0.5");
    }
}
