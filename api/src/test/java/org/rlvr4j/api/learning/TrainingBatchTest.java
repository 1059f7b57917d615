package org.rlvr4j.api.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.verify.Verdict;

class TrainingBatchTest {

    private static VerifiedGroup group(String id) {
        List<Rollout> rollouts = List.of(
                new Rollout(new int[] {1, 0}, new float[] {-1, -1}, 0, StopReason.STOP_TOKEN, "1"),
                new Rollout(new int[] {2, 0}, new float[] {-2, -2}, 0, StopReason.STOP_TOKEN, "2"));
        return new VerifiedGroup(
                new Problem(id, "", ""),
                new int[] {7},
                rollouts,
                List.of(new Verdict.Correct("", ""), new Verdict.Incorrect("", "")),
                List.of());
    }

    @Test
    void onlyRolloutsOfPositiveWeightEnterAndAreWeighted() {
        TrainingBatch batch = TrainingBatch.of(
                List.of(group("a"), group("b")),
                List.of(new GateDecision(new double[] {0.5, 0}, ""), GateDecision.drop(2, "")),
                new double[][] {{4, -4}, {1, -1}},
                TokenSampler.UNCHANGED);

        assertEquals(1, batch.sequences().size());
        assertEquals(2.0, batch.sequences().get(0).advantage());
        assertArrayEquals(new int[] {1, 0}, batch.sequences().get(0).response());
    }

    @Test
    void aRolloutOfPositiveWeightAndNoAdvantageStaysForKlAndEntropy() {
        TrainingBatch batch = TrainingBatch.of(
                List.of(group("a")),
                List.of(GateDecision.keep(2, 1, "")),
                new double[][] {{0, 0}},
                TokenSampler.UNCHANGED);
        assertEquals(2, batch.sequences().size());
    }

    @Test
    void shapesMustFit() {
        assertThrows(
                IllegalArgumentException.class,
                () -> TrainingBatch.of(
                        List.of(group("a")), List.of(), new double[][] {{1, 1}}, TokenSampler.UNCHANGED));
        assertThrows(
                IllegalArgumentException.class,
                () -> TrainingBatch.of(
                        List.of(group("a")),
                        List.of(GateDecision.keep(3, 1, "")),
                        new double[][] {{1, 1}},
                        TokenSampler.UNCHANGED));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TrainingSequence(new int[] {1}, new int[] {1}, new float[] {0}, Double.NaN));
    }

    @Test
    void schedules() {
        OptimizerOptions cosine =
                new OptimizerOptions(1, 0.9, 0.99, 1e-8, 0, 1, OptimizerOptions.Schedule.COSINE, 10, 0.1, 1, 1);
        assertEquals(0.1, cosine.learningRateAt(0, 110), 1e-12);
        assertEquals(1.0, cosine.learningRateAt(9, 110), 1e-12);
        assertEquals(1.0, cosine.learningRateAt(10, 110), 1e-12);
        assertEquals(0.55, cosine.learningRateAt(60, 110), 1e-12);
        assertEquals(0.1, cosine.learningRateAt(110, 110), 1e-12);
        assertEquals(0.1, cosine.learningRateAt(500, 110), 1e-12);
    }
}
