package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.learning.AdapterOptions;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.internal.safetensors.Safetensors;
import org.rlvr4j.runtime.gpu.internal.safetensors.SafetensorsFolder;

/** Low-rank adapters as users have them: trained, saved, resumed, merged, read back. */
class AdapterTest {

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
    private static final OptimizerOptions ADAM = TinyModels.optimizer(0.02);
    private static final List<int[]> TEXTS = List.of(new int[] {1, 2, 11, 4, 5}, new int[] {7, 8, 9, 3, 12, 6, 1});

    @TempDir
    private Path folder;

    private Path model() {
        return TinyModels.folder(folder, "grouped");
    }

    private Path empty() throws IOException {
        return Files.createTempDirectory(folder, "written");
    }

    private static DjlPolicyRuntime open(Path model, AdapterOptions adapter) throws IOException {
        return TinyModels.open(model, WITH_KL, ADAM, TinyModels.options(), adapter);
    }

    private static TrainingBatch batch(DjlPolicyRuntime runtime) {
        List<RolloutGroup> groups = runtime.rolloutEngine().generate(TinyModels.request(3, 6, TokenSampler.UNCHANGED));
        return TinyModels.batch(groups, TokenSampler.UNCHANGED);
    }

    private static void assertScores(List<float[]> expected, List<float[]> actual, float tolerance) {
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i), tolerance);
        }
    }

    private static byte[] adapterBytes(Path written) throws IOException {
        return Files.readAllBytes(written.resolve("adapter").resolve(PeftFolder.WEIGHTS));
    }

    @Test
    void aNewAdapterChangesNothingAndATrainedOneLeavesTheBaseAsItWas() throws IOException {
        Path model = model();
        List<float[]> base;
        try (DjlPolicyRuntime plain = TinyModels.open(model, WITH_KL, ADAM, TinyModels.options())) {
            base = plain.score(TEXTS);
        }
        try (DjlPolicyRuntime runtime = open(model, TinyModels.lora(0, "", "all-linear"))) {
            assertScores(base, runtime.score(TEXTS), 0);
            TrainingBatch batch = batch(runtime);
            StepReport first = runtime.learner().step(batch);
            assertEquals(0, first.kl(), 1e-7, "the base is the reference");
            assertTrue(first.gradientNorm() > 0);
            StepReport second = runtime.learner().step(batch);
            assertTrue(second.kl() > 1e-4, second.toString());
            assertNotEquals(base.get(0)[0], runtime.score(TEXTS).get(0)[0]);
            // 3 layers of the oracle model would have more in one matrix alone
            assertTrue(runtime.parameterCount() < 3000, "trained: " + runtime.parameterCount());
        }
    }

    @Test
    void rolloutsHaveTheLearnersOwnLogProbabilities() throws IOException {
        try (DjlPolicyRuntime runtime = open(model(), TinyModels.lora(0, "", "q_proj", "v_proj", "down_proj"))) {
            runtime.learner().step(batch(runtime));
            StepReport report = runtime.learner().step(batch(runtime));
            assertEquals(1, report.meanRatio(), 1e-5);
            assertEquals(0, report.importance().behaviourKl(), 1e-8);
        }
    }

    @Test
    void theMergedFolderIsThePolicyAndTheAdapterCanBeReadBack() throws IOException {
        Path model = model();
        Path written = empty();
        List<float[]> trained;
        try (DjlPolicyRuntime runtime = open(model, TinyModels.lora(0, "", "all-linear"))) {
            runtime.learner().step(batch(runtime));
            trained = runtime.score(TEXTS);
            runtime.savePolicy(written);
        }
        try (DjlPolicyRuntime merged = TinyModels.open(written, WITH_KL, ADAM, TinyModels.options())) {
            assertScores(trained, merged.score(TEXTS), 2e-5f);
        }
        String adapter = written.resolve("adapter").toString();
        try (DjlPolicyRuntime again = open(model, TinyModels.lora(0, adapter, "all-linear"))) {
            assertScores(trained, again.score(TEXTS), 0);
        }
        // beside the merged weights it would be added twice
        IOException e = assertThrows(IOException.class, () -> open(written, TinyModels.lora(0, adapter, "all-linear")));
        TinyModels.assertSays(e, PeftFolder.WEIGHTS, "another base");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void aResumedRunGoesOnToTheSameBits(double dropout) throws IOException {
        Path model = model();
        AdapterOptions options = TinyModels.lora(dropout, "", "all-linear");
        Path state = empty();
        Path straight = empty();
        Path resumed = empty();
        try (DjlPolicyRuntime runtime = open(model, options)) {
            runtime.learner().step(batch(runtime));
            runtime.saveState(state);
            runtime.learner().step(batch(runtime));
            runtime.saveState(straight);
        }
        assertFalse(Files.exists(state.resolve(SafetensorsFolder.SINGLE)), "a checkpoint holds the adapter alone");
        for (boolean recompute : new boolean[] {false, true}) {
            DjlOptions runtimeOptions = recompute ? TinyModels.recomputing(TinyModels.options()) : TinyModels.options();
            try (DjlPolicyRuntime runtime = TinyModels.open(model, WITH_KL, ADAM, runtimeOptions, options)) {
                runtime.restoreState(state);
                assertEquals(1, runtime.learner().version());
                runtime.learner().step(batch(runtime));
                if (recompute) {
                    Path target = empty();
                    runtime.saveState(target);
                    assertArrayEquals(floats(adapterBytes(straight)), floats(adapterBytes(target)), 2e-4f);
                } else {
                    runtime.saveState(resumed);
                }
            }
        }
        assertArrayEquals(adapterBytes(straight), adapterBytes(resumed));
        assertArrayEquals(
                Files.readAllBytes(straight.resolve(AdamW.FILE)), Files.readAllBytes(resumed.resolve(AdamW.FILE)));
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    @Test
    void anotherBaseIsRefused() throws IOException {
        Path state = empty();
        AdapterOptions options = TinyModels.lora(0, "", "all-linear");
        Path model = model();
        try (DjlPolicyRuntime runtime = open(model, options)) {
            runtime.saveState(state);
        }
        Path other = empty();
        try (TinyModels.Model base = TinyModels.Model.read(model)) {
            Map<String, NDArray> tensors = new LinkedHashMap<>(base.weights().byFileName(base.manager()));
            tensors.computeIfPresent(
                    "model.norm.weight", (name, weight) -> weight.stopGradient().add(0.001f));
            Safetensors.write(other.resolve(SafetensorsFolder.SINGLE), tensors, Map.of());
        }
        for (String file : List.of(ModelConfig.FILE, "tokenizer.json")) {
            Files.copy(model.resolve(file), other.resolve(file));
        }
        try (DjlPolicyRuntime runtime = open(other, options)) {
            TinyModels.assertSays(
                    assertThrows(IOException.class, () -> runtime.restoreState(state)), "another base", "SHA-256");
        }
    }

    @Test
    void whatTheFolderLacksOrHasOtherwiseIsNamedAtOnce() throws IOException {
        Path model = model();
        Path written = empty();
        try (DjlPolicyRuntime runtime = open(model, TinyModels.lora(0, "", "q_proj", "v_proj"))) {
            runtime.savePolicy(written);
        }
        String adapter = written.resolve("adapter").toString();
        AdapterOptions other =
                new AdapterOptions(AdapterOptions.Kind.LORA, 4, 9, true, 0, List.of("all-linear"), adapter);
        IOException e = assertThrows(IOException.class, () -> open(model, other));
        TinyModels.assertSays(
                e,
                "r is 3",
                "adapter.rank is 4",
                "lora_alpha is 6",
                "adapter.alpha is 9",
                "use_rslora",
                "[q_proj, v_proj]");
        IOException missing =
                assertThrows(IOException.class, () -> open(model, TinyModels.lora(0, folder.toString(), "q_proj")));
        TinyModels.assertSays(missing, PeftFolder.CONFIG, PeftFolder.WEIGHTS, "does not exist");
    }

    @Test
    void dropoutDropsTheShareItSaysAndDrawsTheSameAgain() {
        RandomStreams random = new RandomStreams(3);
        try (NDManager manager = TorchEngine.start(TinyModels.options()).newManager()) {
            NDArray ones = manager.ones(new Shape(101, 199));
            float[] first =
                    new AdapterDropout(random, 0.3, 1, 2).apply(ones, "a").toFloatArray();
            int dropped = 0;
            for (float value : first) {
                assertTrue(value == 0 || Math.abs(value - 1 / 0.7) < 1e-6, "" + value);
                dropped += value == 0 ? 1 : 0;
            }
            // five standard deviations of a binomial
            assertEquals(0.3, dropped / (double) first.length, 5 * Math.sqrt(0.21 / first.length));
            assertArrayEquals(
                    first,
                    new AdapterDropout(random, 0.3, 1, 2).apply(ones, "a").toFloatArray());
            assertFalse(Arrays.equals(
                    first,
                    new AdapterDropout(random, 0.3, 1, 3).apply(ones, "a").toFloatArray()));
            assertFalse(Arrays.equals(
                    first,
                    new AdapterDropout(random, 0.3, 1, 2).apply(ones, "b").toFloatArray()));
        }
    }
}
