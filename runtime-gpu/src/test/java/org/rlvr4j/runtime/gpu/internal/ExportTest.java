package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;

/**
 * A trained policy, exported, opens in transformers and computes the same logits there. Runs with
 * {@code -Drlvr4j.python=PYTHON}, one that has transformers and torch.
 */
class ExportTest {

    private static final String PROPERTY = "rlvr4j.python";

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"llama-biases", "llama-yarn", "qwen2-sharded-float16", "qwen3-biases", "qwen3-llama3"})
    void aTrainedPolicyOpensInTransformersWithTheSameLogits(String name) throws Exception {
        String python = System.getProperty(PROPERTY, "");
        assumeTrue(!python.isEmpty(), "SKIPPED: give a Python with transformers by -D" + PROPERTY);
        Path exported = Files.createDirectory(temporary.resolve("exported"));
        try (DjlPolicyRuntime runtime = TinyModels.open(
                OracleFolders.withWords(temporary, name),
                TinyModels.LOSS,
                TinyModels.optimizer(0.01),
                TinyModels.options())) {
            List<RolloutGroup> groups = runtime.rolloutEngine()
                    .generate(new SamplingRequest(
                            List.of(new Problem("p", "t1 t2 t3", "")),
                            4,
                            6,
                            TokenSampler.UNCHANGED,
                            new RandomStreams(1),
                            "test",
                            0,
                            0));
            runtime.learner().step(TinyModels.batch(groups, TokenSampler.UNCHANGED));
            runtime.savePolicy(exported);
        }
        int[] tokens = {1, 5, 9, 2, 2, 7, 12, 0, 3};
        float[][] expected = inTransformers(python, exported, tokens);
        try (TinyModels.Model model = TinyModels.Model.read(exported)) {
            float[][] actual = model.logits(tokens);
            for (int t = 0; t < tokens.length; t++) {
                assertArrayEquals(expected[t], actual[t], 1e-4f);
            }
        }
    }

    private static float[][] inTransformers(String python, Path folder, int[] tokens)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(python, "src/test/python/logits_of.py", folder.toString(), Arrays.toString(tokens));
        builder.environment().put("HF_HUB_OFFLINE", "1");
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        byte[] output = process.getInputStream().readAllBytes();
        assertEquals(0, process.waitFor());
        return TinyModels.JSON.readValue(output, float[][].class);
    }
}
