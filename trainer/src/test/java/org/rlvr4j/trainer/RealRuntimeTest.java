package org.rlvr4j.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;
import org.rlvr4j.estimators.passatk.PassAtK;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.DjlRuntimeProvider;
import org.rlvr4j.samplers.problem.EpochShuffleSampler;
import org.rlvr4j.trainer.config.PretrainingRecipe;
import org.rlvr4j.trainer.config.StrategyCatalog;
import org.rlvr4j.trainer.run.RunFolder;
import org.rlvr4j.verifiers.math.countdown.CountdownOptions;
import org.rlvr4j.verifiers.math.countdown.CountdownSource;

/** Pre-training and training on PyTorch with the smallest of models. */
class RealRuntimeTest {

    private static final DjlOptions CPU = new DjlOptions(
            DjlOptions.DeviceChoice.CPU,
            1,
            4096,
            2048,
            1 << 20,
            DjlOptions.Recompute.NONE,
            DjlOptions.DataTypeChoice.FLOAT32);

    @TempDir
    Path temp;

    private final CountdownSource source =
            new CountdownSource(new CountdownOptions(List.of(2), 1, 6, 20, 20, 4, 0.3, 1, 0, 0));

    private Path model() throws IOException {
        Path model = temp.resolve("model");
        if (!Files.exists(model)) {
            new DjlRuntimeProvider().initialise(CPU, model, new ModelShape(1, 8, 1, 1, 16, 48), source.alphabet(), 3);
        }
        return model;
    }

    private PolicyRuntime open(LossOptions loss, double learningRate, int steps) throws IOException {
        OptimizerOptions d = TestRecipes.defaults(OptimizerOptions.class);
        OptimizerOptions optimizer = new OptimizerOptions(
                learningRate, d.beta1(), d.beta2(), d.epsilon(), 0, 1, OptimizerOptions.Schedule.COSINE, 0, 0.1, 1, 2);
        return new DjlRuntimeProvider().open(CPU, new PolicySpec(model().toString(), loss, optimizer, steps));
    }

    @Test
    void pretrainingLowersTheLoss() throws IOException {
        Path file = Files.writeString(temp.resolve("recipe.conf"), """
                problems { id = countdown, numbers = [2], max-number = 6, max-target = 20,
                           training-problems = 20, held-out-problems = 4, held-out-share = 0.3 }
                shape { layers = 1, hidden-size = 8, heads = 1, key-value-heads = 1, feed-forward-size = 16 }
                optimizer { learning-rate = 1e-2 }
                pretraining { steps = 40, batch-size = 16 }
                runtime { device = cpu, threads = 1 }
                """);
        PretrainingRecipe recipe = PretrainingRecipe.read(file, List.of(), StrategyCatalog.load());
        List<Double> losses = new ArrayList<>();
        Path model = temp.resolve("pretrained");
        recipe.runtime()
                .initialise(
                        model,
                        recipe.shape(),
                        recipe.source().alphabet(),
                        recipe.options().seed());
        PolicySpec spec = new PolicySpec(
                model.toString(),
                recipe.loss(),
                recipe.optimizer(),
                recipe.options().steps());
        try (PolicyRuntime runtime = recipe.runtime().open(spec)) {
            new Pretraining(recipe.source(), runtime, recipe.options())
                    .run((report, step) -> losses.add(report.loss()), () -> false);
            assertThrows(
                    StoppedException.class,
                    () -> new Pretraining(recipe.source(), runtime, recipe.options())
                            .run((report, step) -> {}, () -> true));
        }
        assertEquals(40, losses.size());
        assertTrue(losses.get(39) < losses.get(0) - 0.5, losses.toString());
    }

    @Test
    void aStoppedRunGoesOnToTheSameBits() throws IOException {
        Recipe recipe = Recipe.builder()
                .problems(source, new EpochShuffleSampler())
                .verifier(TestRecipes.BY_LENGTH)
                .gate(TestRecipes.KEEP_ALL)
                .advantage(TestRecipes.CENTRED)
                .metrics(new PassAtK(new BootstrapOptions(100)))
                .training(new TrainingOptions(5, 1, 4, 4, 8, 0, 4, 2, TrainingOptions.Count.ACTIVE, 0.5, 2, 2, 2, 1))
                .evaluation(new EvaluationOptions(4, 0, List.of("pass-at-k"), 0.95, 0))
                .build();
        TrainingRun.Result whole = train(recipe, temp.resolve("whole"), Integer.MAX_VALUE);
        Path parts = temp.resolve("parts");
        for (int stop : new int[] {1, 2, 2}) {
            assertThrows(StoppedException.class, () -> train(recipe, parts, stop));
        }
        assertEquals(whole, train(recipe, parts, Integer.MAX_VALUE));
        RunContents expected = RunContents.of(temp.resolve("whole"));
        assertEquals(expected.metrics(), RunContents.of(parts).metrics());
        assertEquals(expected, RunContents.of(parts));
        byte[] base = Files.readAllBytes(model().resolve("model.safetensors"));
        byte[] trained = Files.readAllBytes(parts.resolve("checkpoints/final/model.safetensors"));
        assertEquals(base.length, trained.length);
        assertTrue(!Arrays.equals(base, trained), "nothing was learned");
        assertArrayEquals(Files.readAllBytes(temp.resolve("whole/checkpoints/final/model.safetensors")), trained);
    }

    private TrainingRun.Result train(Recipe recipe, Path path, int stopAfter) throws IOException {
        RunFolder.Existing existing =
                Files.exists(path.resolve("metrics.jsonl")) ? RunFolder.Existing.RESUME : RunFolder.Existing.REFUSE;
        int[] left = {stopAfter};
        try (PolicyRuntime runtime = open(TestRecipes.defaults(LossOptions.class), 1e-2, 5);
                RunFolder folder = RunFolder.open(path, existing)) {
            return new TrainingRun(recipe, runtime, folder)
                    .stopWhen(() -> left[0]-- <= 0)
                    .train();
        }
    }
}
