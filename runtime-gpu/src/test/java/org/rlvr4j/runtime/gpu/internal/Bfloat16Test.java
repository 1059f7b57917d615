package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.learning.AdapterOptions;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.runtime.gpu.DjlOptions;

/** Matrices in bfloat16, against float32 and against rounding done here. */
class Bfloat16Test {

    private static final OptimizerOptions ADAM = TinyModels.optimizer(0.01);
    private static final LossOptions WITH_KL = new LossOptions(
            LossOptions.Objective.CLIPPED_RATIO,
            0.2,
            0.28,
            LossOptions.Aggregation.TOKEN_MEAN,
            8,
            0.1,
            LossOptions.KlEstimator.K3,
            0,
            LossOptions.Importance.NONE,
            2);
    private static final List<int[]> TEXTS = List.of(new int[] {1, 2, 11, 4, 5}, new int[] {7, 8, 9, 3, 12, 6, 1});
    private static final AdapterOptions NONE =
            OptionSchema.of(AdapterOptions.class).defaults();

    @TempDir
    private Path folder;

    private static AdapterOptions adapter(boolean lora) {
        return lora ? TinyModels.lora(0.1, "", "all-linear") : NONE;
    }

    private static DjlPolicyRuntime open(Path model, DjlOptions options, boolean lora) throws IOException {
        return TinyModels.open(model, WITH_KL, ADAM, options, adapter(lora));
    }

    private static TrainingBatch batch(DjlPolicyRuntime runtime) {
        List<RolloutGroup> groups = runtime.rolloutEngine().generate(TinyModels.request(3, 6, TokenSampler.UNCHANGED));
        return TinyModels.batch(groups, TokenSampler.UNCHANGED);
    }

    /** To the nearest number of 8 significant bits, ties to even. */
    private static float rounded(float value) {
        int bits = Float.floatToIntBits(value);
        return Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000);
    }

    @Test
    void productsSeeRoundedMatricesAndGradientsPassToWhatIsHeld() throws IOException {
        TorchEngine torch = TorchEngine.start(TinyModels.options());
        try (NDManager manager = torch.newManager()) {
            MatrixPrecision precision = new Bfloat16Precision(manager);
            float[] values = {0.1f, -1.00390625f, 3.14159f, 1e-20f, 65535f, 1.01171875f};
            NDArray trained = manager.create(values, new Shape(3, 2));
            NDArray x = manager.create(new float[] {0.3f, -0.7f}, new Shape(1, 2));
            float[] seen = new float[6];
            for (int i = 0; i < 6; i++) {
                seen[i] = rounded(values[i]);
            }
            assertArrayEquals(seen, precision.seen(trained).toFloatArray());
            float[] expected = new float[3];
            for (int row = 0; row < 3; row++) {
                expected[row] = 0.3f * seen[2 * row] - 0.7f * seen[2 * row + 1];
            }
            trained.setRequiresGradient(true);
            try (GradientCollector collector = torch.engine().newGradientCollector()) {
                NDArray product = precision.linear(x, trained, null);
                for (int row = 0; row < 3; row++) {
                    assertEquals(expected[row], product.toFloatArray()[row], 1e-6 * Math.abs(expected[row]) + 1e-7);
                }
                collector.backward(product.sum());
            }
            float[] gradient = trained.getGradient().toFloatArray();
            for (int i = 0; i < 6; i++) {
                assertEquals(i % 2 == 0 ? rounded(0.3f) : rounded(-0.7f), gradient[i]);
            }
            NDArray frozen = precision.frozen(manager.create(values, new Shape(3, 2)));
            assertArrayEquals(seen, precision.seen(frozen).toFloatArray());
            NDArray ids = manager.create(new long[] {2, 0});
            assertArrayEquals(
                    new float[] {seen[4], seen[5], seen[0], seen[1]},
                    precision.embed(ids, frozen).toFloatArray());
        }
    }

    /** bfloat16 has 8 significant bits: a weight is off by up to 0.4 %, log-probabilities of the tiny model by a few hundredths. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isNearFloat32(boolean lora) throws IOException {
        Path model = TinyModels.folder(folder, "grouped");
        List<float[]> exact;
        StepReport exactStep;
        TrainingBatch batch;
        try (DjlPolicyRuntime runtime = open(model, TinyModels.options(), lora)) {
            exact = runtime.score(TEXTS);
            batch = batch(runtime);
            exactStep = runtime.learner().step(batch);
        }
        for (DjlOptions options : List.of(
                TinyModels.bfloat16(TinyModels.options()),
                TinyModels.bfloat16(TinyModels.recomputing(TinyModels.options(32768, 60, 200))))) {
            try (DjlPolicyRuntime runtime = open(model, options, lora)) {
                for (int i = 0; i < TEXTS.size(); i++) {
                    assertArrayEquals(exact.get(i), runtime.score(TEXTS).get(i), 0.05f);
                }
                assertNotEquals(exact.get(0)[0], runtime.score(TEXTS).get(0)[0]);
                StepReport step = runtime.learner().step(batch);
                assertEquals(exactStep.gradientNorm(), step.gradientNorm(), 0.05 * exactStep.gradientNorm());
                assertEquals(0, step.kl(), 1e-7, "policy and reference are rounded alike");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aResumedRunGoesOnToTheSameBitsAndTheFolderIsThePolicy(boolean lora) throws IOException {
        Path model = TinyModels.folder(folder, "untied");
        DjlOptions options = TinyModels.bfloat16(TinyModels.options());
        Path state = Files.createDirectory(folder.resolve("state"));
        Path straight = Files.createDirectory(folder.resolve("straight"));
        Path resumed = Files.createDirectory(folder.resolve("resumed"));
        Path policy = Files.createDirectory(folder.resolve("policy"));
        List<float[]> trained;
        try (DjlPolicyRuntime runtime = open(model, options, lora)) {
            runtime.learner().step(batch(runtime));
            runtime.saveState(state);
            runtime.learner().step(batch(runtime));
            runtime.saveState(straight);
            trained = runtime.score(TEXTS);
            runtime.savePolicy(policy);
        }
        try (DjlPolicyRuntime runtime = open(model, options, lora)) {
            runtime.restoreState(state);
            runtime.learner().step(batch(runtime));
            runtime.saveState(resumed);
        }
        for (String file : List.of(AdamW.FILE, lora ? "adapter/" + PeftFolder.WEIGHTS : "model.safetensors")) {
            assertArrayEquals(
                    Files.readAllBytes(straight.resolve(file)), Files.readAllBytes(resumed.resolve(file)), file);
        }
        // in float32: what was rounded is written as it was seen
        try (DjlPolicyRuntime runtime = open(policy, TinyModels.options(), false)) {
            for (int i = 0; i < TEXTS.size(); i++) {
                assertArrayEquals(trained.get(i), runtime.score(TEXTS).get(i), 2e-5f);
            }
        }
    }
}
