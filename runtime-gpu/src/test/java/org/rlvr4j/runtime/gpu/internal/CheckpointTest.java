package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.runtime.gpu.internal.safetensors.Safetensors;
import org.rlvr4j.runtime.gpu.internal.safetensors.SafetensorsFolder;
import org.rlvr4j.runtime.gpu.internal.text.Tokenizer;

class CheckpointTest {

    private static final OptimizerOptions OPTIMIZER =
            new OptimizerOptions(0.01, 0.9, 0.95, 1e-8, 0.01, 1.0, OptimizerOptions.Schedule.COSINE, 2, 0.1, 2, 2);
    private static final LossOptions LOSS = new LossOptions(
            LossOptions.Objective.CLIPPED_RATIO,
            0.2,
            0.28,
            LossOptions.Aggregation.SEQUENCE_MEAN,
            8,
            0.1,
            LossOptions.KlEstimator.K2,
            0,
            LossOptions.Importance.NONE,
            2);

    @TempDir
    private Path folder;

    private static void steps(DjlPolicyRuntime runtime, int from, int to) {
        for (int step = from; step < to; step++) {
            List<RolloutGroup> groups = runtime.rolloutEngine()
                    .generate(new SamplingRequest(
                            TinyModels.PROBLEMS, 3, 6, TokenSampler.UNCHANGED, new RandomStreams(4), "train", step, 0));
            runtime.learner().step(TinyModels.batch(groups, TokenSampler.UNCHANGED));
        }
    }

    private Path state(DjlPolicyRuntime runtime) throws IOException {
        Path target = Files.createTempDirectory(folder, "state");
        runtime.saveState(target);
        return target;
    }

    private static void assertSameFiles(Path expected, Path actual) throws IOException {
        for (String file : List.of(SafetensorsFolder.SINGLE, AdamW.FILE, ModelConfig.FILE, Tokenizer.FILE)) {
            assertArrayEquals(
                    Files.readAllBytes(expected.resolve(file)), Files.readAllBytes(actual.resolve(file)), file);
        }
    }

    @Test
    void aRestoredRunContinuesToTheSameBits() throws IOException {
        Path model = TinyModels.folder(folder, "grouped");
        Path middle;
        Path end;
        try (DjlPolicyRuntime runtime = TinyModels.open(model, LOSS, OPTIMIZER, TinyModels.options())) {
            steps(runtime, 0, 3);
            middle = state(runtime);
            steps(runtime, 3, 6);
            end = state(runtime);
        }
        try (DjlPolicyRuntime runtime = TinyModels.open(model, LOSS, OPTIMIZER, TinyModels.options())) {
            steps(runtime, 0, 1);
            runtime.restoreState(middle);
            assertEquals(3, runtime.learner().version());
            assertSameFiles(middle, state(runtime));
            steps(runtime, 3, 6);
            assertSameFiles(end, state(runtime));
        }
    }

    @Test
    void aNewPolicyIsWhatItsSeedSaysAndIsReadBackAsItIs() throws IOException {
        ModelShape shape = new ModelShape(2, 16, 4, 2, 24, 40);
        for (String name : List.of("one", "two")) {
            DjlPolicyRuntime.initialise(TinyModels.options(), folder.resolve(name), shape, TinyModels.ALPHABET, 3);
        }
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("one").resolve(SafetensorsFolder.SINGLE)),
                Files.readAllBytes(folder.resolve("two").resolve(SafetensorsFolder.SINGLE)));
        try (DjlPolicyRuntime runtime = TinyModels.open(folder.resolve("one"), LOSS, OPTIMIZER, TinyModels.options())) {
            Path again = Files.createDirectory(folder.resolve("again"));
            runtime.savePolicy(again);
            for (String file : List.of(SafetensorsFolder.SINGLE, ModelConfig.FILE, Tokenizer.FILE)) {
                assertArrayEquals(
                        Files.readAllBytes(folder.resolve("one").resolve(file)),
                        Files.readAllBytes(again.resolve(file)));
            }
        }
    }

    @Test
    void nothingIsWrittenOverAnotherPolicy() {
        Path taken = TinyModels.folder(folder, "tied");
        TinyModels.assertSays(
                assertThrows(
                        IOException.class,
                        () -> DjlPolicyRuntime.initialise(
                                TinyModels.options(), taken, new ModelShape(1, 4, 1, 1, 4, 8), "ab", 1)),
                taken.toString(),
                "not empty");
    }

    @Test
    void aStateOfAnotherShapeOrADamagedOneIsRefusedAndChangesNothing() throws IOException {
        Path model = TinyModels.folder(folder, "grouped");
        try (DjlPolicyRuntime runtime = TinyModels.open(model, LOSS, OPTIMIZER, TinyModels.options())) {
            steps(runtime, 0, 1);
            Path before = state(runtime);
            TinyModels.assertSays(
                    assertThrows(
                            IOException.class, () -> runtime.restoreState(TinyModels.folder(folder, "wide-heads"))),
                    "config.json");
            for (String damaged : List.of(SafetensorsFolder.SINGLE, AdamW.FILE, "learner.json", ModelConfig.FILE)) {
                Path copy = state(runtime);
                byte[] content = Files.readAllBytes(copy.resolve(damaged));
                Files.write(copy.resolve(damaged), Arrays.copyOf(content, content.length * 2 / 3));
                TinyModels.assertSays(assertThrows(IOException.class, () -> runtime.restoreState(copy)), damaged);
                Files.delete(copy.resolve(damaged));
                TinyModels.assertSays(assertThrows(IOException.class, () -> runtime.restoreState(copy)), damaged);
            }
            assertSameFiles(before, state(runtime));
            assertEquals(1, runtime.learner().version());
        }
    }

    @Test
    void missingSurplusAndMisshapenTensorsAreAllNamed() throws IOException {
        Path path = TinyModels.folder(folder, "untied");
        Path broken = Files.createDirectory(folder.resolve("broken"));
        for (String file : List.of(ModelConfig.FILE, Tokenizer.FILE)) {
            Files.copy(path.resolve(file), broken.resolve(file));
        }
        try (TinyModels.Model model = TinyModels.Model.read(path)) {
            Map<String, NDArray> tensors = new LinkedHashMap<>(model.weights().byFileName(model.manager()));
            tensors.remove("lm_head.weight");
            tensors.remove("model.layers.0.self_attn.k_proj.weight");
            tensors.put("model.norm.weight", model.manager().zeros(new Shape(2, 8)));
            tensors.put("model.layers.2.mlp.up_proj.weight", model.manager().zeros(new Shape(2)));
            Safetensors.write(broken.resolve(SafetensorsFolder.SINGLE), tensors, Map.of());
        }
        TinyModels.assertSays(
                assertThrows(IOException.class, () -> TinyModels.open(broken, LOSS, OPTIMIZER, TinyModels.options())),
                "lacks the tensor lm_head.weight",
                "lacks the tensor model.layers.0.self_attn.k_proj.weight",
                "model.norm.weight has the shape (2, 8), needed is (16)",
                "does not: model.layers.2.mlp.up_proj.weight");
    }

    @Test
    void aModelThatIsNotThereIsNamed() {
        for (String name : List.of(folder.resolve("nowhere").toString(), "builtin:nothing", "\0")) {
            TinyModels.assertSays(assertThrows(IOException.class, () -> new ModelFiles(name)), name);
        }
    }

    @Test
    void tensorsSurviveTheirFileBitByBit() throws IOException {
        float[] values = {0, -0f, 1.5f, Float.MIN_VALUE, Float.MAX_VALUE, -1e-30f};
        Path file = folder.resolve("t.safetensors");
        try (NDManager manager = TorchEngine.start(TinyModels.options()).newManager()) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            tensors.put("β \"quoted\"", manager.create(values, new Shape(2, 3)));
            tensors.put("empty", manager.zeros(new Shape(0, 4)));
            tensors.put("large", manager.ones(new Shape(700, 900)));
            Safetensors.write(file, tensors, Map.of("key", "value"));
            Safetensors read = Safetensors.read(file);
            assertEquals(Map.of("key", "value"), read.metadata());
            assertArrayEquals(
                    values,
                    read.tensor(manager, "β \"quoted\"", new Shape(2, 3)).toFloatArray());
            assertEquals(
                    630_000f,
                    read.tensor(manager, "large", new Shape(700, 900)).sum().toFloatArray()[0]);
            assertThrows(IOException.class, () -> Safetensors.write(file, tensors, Map.of()));
        }
    }
}
