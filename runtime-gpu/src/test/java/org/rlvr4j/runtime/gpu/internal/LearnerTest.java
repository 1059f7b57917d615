package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.NonFiniteException;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.internal.safetensors.Safetensors;
import org.rlvr4j.runtime.gpu.internal.safetensors.SafetensorsFolder;
import org.rlvr4j.runtime.gpu.internal.text.Tokenizer;

class LearnerTest {

    @TempDir
    private Path folder;

    private Path model() {
        return TinyModels.folder(folder, "grouped");
    }

    private byte[] saved(DjlPolicyRuntime runtime) throws IOException {
        Path target = Files.createTempDirectory(folder, "saved");
        runtime.savePolicy(target);
        return Files.readAllBytes(target.resolve(SafetensorsFolder.SINGLE));
    }

    private static float[] weights(byte[] safetensors) {
        // the header's bytes read as numbers are the same on both sides
        float[] values = new float[safetensors.length / Float.BYTES];
        ByteBuffer.wrap(safetensors)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    private static LossOptions loss(LossOptions.Objective objective) {
        return new LossOptions(
                objective,
                0.2,
                0.28,
                LossOptions.Aggregation.TOKEN_MEAN,
                8,
                0.1,
                LossOptions.KlEstimator.K3,
                0.05,
                LossOptions.Importance.NONE,
                2);
    }

    @ParameterizedTest
    @EnumSource
    void microBatchesLogitSlicesAndRecomputationChangeNoResult(LossOptions.Objective objective) throws IOException {
        Path model = model();
        DjlOptions[] options = {
            TinyModels.options(),
            TinyModels.options(32768, 1, 1),
            TinyModels.options(32768, 60, 200),
            TinyModels.recomputing(TinyModels.options()),
            TinyModels.recomputing(TinyModels.options(32768, 60, 200))
        };
        StepReport[] reports = new StepReport[options.length];
        float[][] after = new float[options.length][];
        for (int i = 0; i < options.length; i++) {
            try (DjlPolicyRuntime runtime =
                    TinyModels.open(model, loss(objective), TinyModels.optimizer(1e-3), options[i])) {
                List<RolloutGroup> groups =
                        runtime.rolloutEngine().generate(TinyModels.request(5, 9, TokenSampler.UNCHANGED));
                TrainingBatch batch = TinyModels.batch(groups, TokenSampler.UNCHANGED);
                runtime.learner().step(batch);
                reports[i] = runtime.learner().step(batch);
                after[i] = weights(saved(runtime));
            }
            assertEquals(reports[0].loss(), reports[i].loss(), 1e-5);
            assertEquals(reports[0].gradientNorm(), reports[i].gradientNorm(), 1e-4 * reports[0].gradientNorm());
            assertEquals(reports[0].entropy(), reports[i].entropy(), 1e-5);
            assertEquals(reports[0].kl(), reports[i].kl(), 1e-5);
            assertEquals(reports[0].meanRatio(), reports[i].meanRatio(), 1e-5);
            assertEquals(reports[0].clipShare(), reports[i].clipShare(), 1e-9);
            // Adam divides by the gradient's size, so that rounding of a tiny gradient may move a weight a little
            assertArrayEquals(after[0], after[i], 2e-4f);
        }
    }

    @Test
    void anEmptyBatchMovesTheScheduleAndNoWeight() throws IOException {
        OptimizerOptions warming =
                new OptimizerOptions(0.5, 0.9, 0.999, 1e-8, 0.1, 1.0, OptimizerOptions.Schedule.CONSTANT, 4, 0.1, 2, 3);
        try (DjlPolicyRuntime runtime = TinyModels.open(model(), TinyModels.LOSS, warming, TinyModels.options())) {
            byte[] before = saved(runtime);
            StepReport report = runtime.learner().step(new TrainingBatch(List.of(), TokenSampler.UNCHANGED));
            assertEquals(0.125, report.learningRate());
            assertEquals(0, report.sequences());
            assertEquals(1, runtime.learner().version());
            assertArrayEquals(before, saved(runtime));
            assertEquals(
                    0.25,
                    runtime.learner()
                            .step(new TrainingBatch(List.of(), TokenSampler.UNCHANGED))
                            .learningRate());
        }
    }

    @Test
    void advantagesOfZeroChangeNoWeight() throws IOException {
        try (DjlPolicyRuntime runtime =
                TinyModels.open(model(), TinyModels.LOSS, TinyModels.optimizer(0.1), TinyModels.options())) {
            byte[] before = saved(runtime);
            TrainingSequence idle = new TrainingSequence(new int[] {1, 2}, new int[] {3, 0}, new float[] {-1, -1}, 0);
            StepReport report = runtime.learner().step(new TrainingBatch(List.of(idle, idle), TokenSampler.UNCHANGED));
            assertEquals(0, report.gradientNorm());
            assertArrayEquals(before, saved(runtime));
        }
    }

    @Test
    void learningMakesARewardedResponseMoreProbable() throws IOException {
        try (DjlPolicyRuntime runtime = TinyModels.open(
                model(), loss(LossOptions.Objective.LIKELIHOOD), TinyModels.optimizer(0.01), TinyModels.options())) {
            TrainingSequence sequence =
                    new TrainingSequence(new int[] {1, 2}, new int[] {3, 4, 0}, new float[] {-1, -1, -1}, 1);
            TrainingBatch batch = new TrainingBatch(List.of(sequence), TokenSampler.UNCHANGED);
            double first = runtime.learner().step(batch).loss();
            double last = 0;
            for (int i = 0; i < 30; i++) {
                last = runtime.learner().step(batch).loss();
            }
            assertTrue(last < first - 1, first + " should have fallen, is " + last);
        }
    }

    @Test
    void aPolicyThatHasMovedIsSeenInRatioAndClipShare() throws IOException {
        OptimizerOptions passes =
                new OptimizerOptions(0.05, 0.9, 0.999, 1e-8, 0, 1.0, OptimizerOptions.Schedule.CONSTANT, 0, 0.1, 3, 2);
        try (DjlPolicyRuntime runtime = TinyModels.open(model(), TinyModels.LOSS, passes, TinyModels.options())) {
            List<RolloutGroup> groups =
                    runtime.rolloutEngine().generate(TinyModels.request(4, 8, TokenSampler.UNCHANGED));
            StepReport report = runtime.learner().step(TinyModels.batch(groups, TokenSampler.UNCHANGED));
            assertTrue(report.clipShare() > 0, report.toString());
            assertFalse(Double.isNaN(report.loss()));
        }
    }

    private static LossOptions weighted(LossOptions.Importance importance, double cap) {
        return new LossOptions(
                LossOptions.Objective.CLIPPED_RATIO,
                0.2,
                0.28,
                LossOptions.Aggregation.TOKEN_MEAN,
                8,
                0,
                LossOptions.KlEstimator.K3,
                0,
                importance,
                cap);
    }

    /** The batch as if a policy under which every token was less probable by a factor had drawn it. */
    private static TrainingBatch lessProbable(TrainingBatch batch, double factor) {
        return new TrainingBatch(
                batch.sequences().stream()
                        .map(s -> {
                            float[] behaviour = s.behaviourLogProbs().clone();
                            for (int t = 0; t < behaviour.length; t++) {
                                behaviour[t] -= (float) Math.log(factor);
                            }
                            return new TrainingSequence(s.prompt(), s.response(), behaviour, s.advantage());
                        })
                        .toList(),
                batch.tokenSampler());
    }

    private StepReport stepOn(LossOptions loss, int updates, double factor) throws IOException {
        OptimizerOptions still = new OptimizerOptions(
                0, 0.9, 0.999, 1e-8, 0, 1.0, OptimizerOptions.Schedule.CONSTANT, 0, 0.1, updates, updates);
        try (DjlPolicyRuntime runtime = TinyModels.open(model(), loss, still, TinyModels.options())) {
            List<RolloutGroup> groups =
                    runtime.rolloutEngine().generate(TinyModels.request(4, 1, TokenSampler.UNCHANGED));
            TrainingBatch batch = TinyModels.batch(groups, TokenSampler.UNCHANGED);
            return runtime.learner().step(lessProbable(batch, factor));
        }
    }

    @Test
    void onPolicyImportanceWeightsAreOneAndChangeNothing() throws IOException {
        StepReport plain = stepOn(weighted(LossOptions.Importance.NONE, 2), 1, 1);
        for (LossOptions.Importance level : LossOptions.Importance.values()) {
            StepReport report = stepOn(weighted(level, 2), 1, 1);
            assertEquals(plain.gradientNorm(), report.gradientNorm(), 1e-5 * plain.gradientNorm());
            assertEquals(plain.loss(), report.loss(), 1e-6);
            assertEquals(1, report.importance().meanWeight(), 1e-5);
            assertEquals(1, report.importance().maxWeight(), 1e-4);
            assertEquals(0, report.importance().truncatedShare());
            assertEquals(0, report.importance().behaviourKl(), 1e-8);
            assertEquals(1, report.importance().effectiveSampleShare(), 1e-6);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTruncatedWeightScalesTheGradient(LossOptions.Importance level) throws IOException {
        if (level == LossOptions.Importance.NONE) {
            return;
        }
        double norm = stepOn(weighted(LossOptions.Importance.NONE, 2), 1, 1).gradientNorm();
        for (int updates : new int[] {1, 2}) {
            double whole = updates == 1
                    ? norm
                    : stepOn(weighted(LossOptions.Importance.NONE, 2), 2, 1).gradientNorm();
            // responses of one token, so that both levels agree
            StepReport report = stepOn(weighted(level, 2), updates, 1.5);
            assertEquals(1.5 * whole, report.gradientNorm(), 1e-4 * whole);
            assertEquals(1.5, report.importance().meanWeight(), 1e-4);
            // the ratio is taken against the learner's own old policy, so nothing is clipped
            assertEquals(1, report.meanRatio(), 1e-5);
            assertEquals(0, report.clipShare());
            assertEquals(
                    1.25 * whole, stepOn(weighted(level, 1.25), updates, 1.5).gradientNorm(), 1e-4 * whole);
        }
    }

    @Test
    void rolloutsOfAnEarlierVersionAreSeenInTheStatistics() throws IOException {
        OptimizerOptions fast = TinyModels.optimizer(0.03);
        try (DjlPolicyRuntime runtime =
                TinyModels.open(model(), weighted(LossOptions.Importance.TOKEN, 2), fast, TinyModels.options())) {
            List<RolloutGroup> groups =
                    runtime.rolloutEngine().generate(TinyModels.request(6, 8, TokenSampler.UNCHANGED));
            TrainingBatch batch = TinyModels.batch(groups, TokenSampler.UNCHANGED);
            StepReport current = runtime.learner().step(batch);
            StepReport stale = runtime.learner().step(batch);
            assertEquals(0, current.importance().behaviourKl(), 1e-6);
            assertTrue(stale.importance().behaviourKl() > 1e-3, stale.toString());
            assertTrue(stale.importance().effectiveSampleShare() < 0.999, stale.toString());
            assertTrue(stale.importance().maxWeight() > 1.05, stale.toString());
            assertEquals(1, stale.meanRatio(), 1e-5);
        }
    }

    @Test
    void sequencesThatThePolicyCannotHoldAreRefused() throws IOException {
        try (DjlPolicyRuntime runtime =
                TinyModels.open(model(), TinyModels.LOSS, TinyModels.optimizer(0.1), TinyModels.options())) {
            byte[] before = saved(runtime);
            for (int[] response : new int[][] {{3, 13}, {-1, 2}, new int[40]}) {
                TrainingSequence bad = new TrainingSequence(new int[] {1, 2}, response, new float[response.length], 1);
                assertThrows(
                        IllegalArgumentException.class,
                        () -> runtime.learner().step(new TrainingBatch(List.of(bad), TokenSampler.UNCHANGED)));
            }
            assertArrayEquals(before, saved(runtime));
        }
    }

    /** A model one of whose weights is NaN. */
    private Path poisoned() throws IOException {
        Path path = model();
        Path poisoned = Files.createDirectory(folder.resolve("poisoned"));
        try (TinyModels.Model model = TinyModels.Model.read(path)) {
            Map<String, NDArray> tensors = new LinkedHashMap<>(model.weights().byFileName(model.manager()));
            tensors.computeIfPresent(
                    "model.layers.1.mlp.down_proj.weight",
                    (name, weight) -> weight.stopGradient().add(Float.NaN));
            Safetensors.write(poisoned.resolve(SafetensorsFolder.SINGLE), tensors, Map.of());
        }
        for (String file : List.of(ModelConfig.FILE, Tokenizer.FILE)) {
            Files.copy(path.resolve(file), poisoned.resolve(file));
        }
        return poisoned;
    }

    @Test
    void nanStopsTrainingAndGenerationAndSaysWhere() throws IOException {
        TrainingSequence sequence =
                new TrainingSequence(new int[] {1, 2}, new int[] {3, 4, 0}, new float[] {-1, -1, -1}, 1);
        TrainingBatch batch = new TrainingBatch(List.of(sequence), TokenSampler.UNCHANGED);
        try (DjlPolicyRuntime runtime =
                TinyModels.open(poisoned(), TinyModels.LOSS, TinyModels.optimizer(0.1), TinyModels.options())) {
            NonFiniteException e = assertThrows(
                    NonFiniteException.class, () -> runtime.learner().step(batch));
            TinyModels.assertSays(e, "loss", "NaN", "step 1");
            TinyModels.assertSays(
                    assertThrows(
                            NonFiniteException.class,
                            () -> runtime.rolloutEngine().generate(TinyModels.request(1, 3, TokenSampler.UNCHANGED))),
                    "log-prob",
                    "NaN");
        }
    }

    @Test
    void aRunGoesOnFromTheLastGoodStateAfterNan() throws IOException {
        TrainingSequence good =
                new TrainingSequence(new int[] {1, 2}, new int[] {3, 4, 0}, new float[] {-1, -1, -1}, 1);
        // a ratio of e^200 overflows float32
        TrainingSequence bad = new TrainingSequence(new int[] {1, 2}, new int[] {3}, new float[] {-200}, -1);
        TrainingBatch batch = new TrainingBatch(List.of(good), TokenSampler.UNCHANGED);
        try (DjlPolicyRuntime runtime =
                TinyModels.open(model(), TinyModels.LOSS, TinyModels.optimizer(0.01), TinyModels.options())) {
            Path state = Files.createDirectory(folder.resolve("state"));
            runtime.saveState(state);
            StepReport expected = runtime.learner().step(batch);
            byte[] after = saved(runtime);
            runtime.restoreState(state);
            assertThrows(
                    NonFiniteException.class,
                    () -> runtime.learner().step(new TrainingBatch(List.of(good, bad), TokenSampler.UNCHANGED)));
            runtime.restoreState(state);
            assertEquals(expected.loss(), runtime.learner().step(batch).loss());
            assertArrayEquals(after, saved(runtime));
        }
    }

    @Test
    void generatesAndLearnsTheSameInAnotherThread() throws Exception {
        try (DjlPolicyRuntime runtime =
                TinyModels.open(model(), TinyModels.LOSS, TinyModels.optimizer(0), TinyModels.options())) {
            List<RolloutGroup> here =
                    runtime.rolloutEngine().generate(TinyModels.request(2, 8, TokenSampler.UNCHANGED));
            StepReport report = runtime.learner().step(TinyModels.batch(here, TokenSampler.UNCHANGED));
            StepReport[] elsewhere = new StepReport[1];
            int[][] tokens = new int[1][];
            Thread thread = new Thread(() -> {
                List<RolloutGroup> there =
                        runtime.rolloutEngine().generate(TinyModels.request(2, 8, TokenSampler.UNCHANGED));
                tokens[0] = there.get(0).rollouts().get(0).tokens();
                elsewhere[0] = runtime.learner().step(TinyModels.batch(there, TokenSampler.UNCHANGED));
            });
            thread.start();
            thread.join();
            assertTrue(Arrays.equals(here.get(0).rollouts().get(0).tokens(), tokens[0]));
            assertEquals(report.loss(), elsewhere[0].loss());
        }
    }
}
