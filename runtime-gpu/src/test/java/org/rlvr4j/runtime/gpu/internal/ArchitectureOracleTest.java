package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.runtime.gpu.internal.safetensors.TensorFiles;

/**
 * Every architecture with every option against transformers; {@code src/test/python/make_oracles.py} made the values. The
 * folders are read as any model is: configuration, weights of each type in one file or several, tokenizer.
 */
class ArchitectureOracleTest {

    private static final double TOLERANCE = 1e-4;

    @TempDir
    private Path temporary;

    private static Stream<String> models() {
        return OracleFolders.models();
    }

    @ParameterizedTest
    @MethodSource("models")
    void computesTheLogitsOfTransformers(String name) throws IOException {
        JsonNode oracle = OracleFolders.oracle(name);
        try (TinyModels.Model model = TinyModels.Model.read(OracleFolders.model(name))) {
            for (int s = 0; s < oracle.path("tokens").size(); s++) {
                int[] tokens = ints(oracle.path("tokens").get(s));
                float[][] expected =
                        TinyModels.JSON.convertValue(oracle.path("logits").get(s), float[][].class);
                float[][] actual = model.logits(tokens);
                for (int t = 0; t < tokens.length; t++) {
                    assertArrayEquals(expected[t], actual[t], (float) TOLERANCE, "sequence " + s + ", token " + t);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void scoresLongTextsAsTransformersWhateverTheSlice(String name) throws IOException {
        JsonNode oracle = OracleFolders.oracle(name);
        int[] tokens = ints(oracle.path("longTokens"));
        float[] expected = TinyModels.JSON.convertValue(oracle.path("longLogProbs"), float[].class);
        List<int[]> texts = List.of(Arrays.copyOf(tokens, 1), tokens, Arrays.copyOf(tokens, 40), tokens);
        int[][] bounds = name.equals("qwen3-yarn")
                ? new int[][] {{1, 1}, {600, 100}, {1 << 20, 1}, {600, 1 << 24}}
                : new int[][] {{4096, 1 << 24}};
        for (int[] bound : bounds) {
            try (DjlPolicyRuntime runtime = TinyModels.open(
                    OracleFolders.withWords(temporary, name),
                    TinyModels.LOSS,
                    TinyModels.optimizer(0),
                    TinyModels.options(4096, bound[0], bound[1]))) {
                List<float[]> scores = runtime.score(texts);
                assertEquals(0, scores.get(0).length);
                assertArrayEquals(expected, scores.get(1), (float) TOLERANCE);
                assertArrayEquals(Arrays.copyOf(expected, 39), scores.get(2), (float) TOLERANCE);
                assertArrayEquals(scores.get(1), scores.get(3), 1e-5f);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void continuesGreedilyAsTransformers(String name) throws IOException {
        JsonNode oracle = OracleFolders.oracle(name);
        List<Problem> problems = Stream.iterate(0, i -> i + 1)
                .limit(oracle.path("prompts").size())
                .map(i -> new Problem("p" + i, words(oracle.path("prompts").get(i)), ""))
                .toList();
        try (DjlPolicyRuntime runtime = TinyModels.open(
                OracleFolders.withWords(temporary, name),
                TinyModels.LOSS,
                TinyModels.optimizer(0),
                TinyModels.options())) {
            List<Rollout> rollouts = runtime
                    .rolloutEngine()
                    .generate(new SamplingRequest(problems, 1, 24, Samplers.GREEDY, new RandomStreams(1), "test", 0, 0))
                    .stream()
                    .map(group -> group.rollouts().get(0))
                    .toList();
            for (int i = 0; i < rollouts.size(); i++) {
                int[] expected = ints(oracle.path("greedy").get(i));
                assertArrayEquals(expected, rollouts.get(i).tokens(), "prompt " + i);
                assertArrayEquals(
                        ints(oracle.path("prompts").get(i)),
                        runtime.encodePrompt(problems.get(i).prompt()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void weightsSurviveLoadingAndSavingBitByBit(String name) throws IOException {
        Path source = OracleFolders.withWords(temporary, name);
        ModelFolder model = ModelFolder.read(new ModelFiles(source.toString()));
        TensorFiles files = new ModelFiles(source.toString()).weights();
        // bfloat16 is read as float32, which holds it exactly
        DataType type = files.type("model.norm.weight") == DataType.FLOAT16 ? DataType.FLOAT16 : DataType.FLOAT32;
        TorchEngine torch = TorchEngine.start(TinyModels.options());
        for (long shardBytes : new long[] {Long.MAX_VALUE, 3000}) {
            Path target = Files.createTempDirectory(temporary, "saved");
            try (var manager = torch.newManager();
                    DecoderWeights weights = DecoderWeights.read(manager, model.config(), type, files)) {
                model.write(target, weights.byFileName(manager), shardBytes);
                TensorFiles saved = new ModelFiles(target.toString()).weights();
                assertEquals(files.names(), saved.names());
                for (String tensor : files.names()) {
                    assertEquals(type, saved.type(tensor));
                    assertArrayEquals(
                            OracleFolders.bytes(manager, files, tensor, type),
                            OracleFolders.bytes(manager, saved, tensor, type));
                }
            }
            // what the source had is there as it was
            for (String file : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
                boolean retyped = file.equals("config.json") && name.contains("bfloat16");
                assertEquals(
                        !retyped,
                        Arrays.equals(
                                Files.readAllBytes(source.resolve(file)), Files.readAllBytes(target.resolve(file))),
                        file);
            }
        }
    }

    @Test
    void anExportSaysWhichPrecisionItHas() throws IOException {
        Path source = OracleFolders.withWords(temporary, "llama-float16");
        Path target = Files.createDirectory(temporary.resolve("exported"));
        try (DjlPolicyRuntime runtime =
                TinyModels.open(source, TinyModels.LOSS, TinyModels.optimizer(0), TinyModels.options())) {
            runtime.savePolicy(target);
        }
        JsonNode before = TinyModels.JSON.readTree(source.resolve("config.json").toFile());
        JsonNode after = TinyModels.JSON.readTree(target.resolve("config.json").toFile());
        assertEquals("float32", after.path("torch_dtype").asText());
        assertFalse(after.has("dtype"));
        assertEquals(before.size(), after.size());
        try (TinyModels.Model one = TinyModels.Model.read(source);
                TinyModels.Model other = TinyModels.Model.read(target)) {
            assertArrayEquals(one.logits(1, 2, 3), other.logits(1, 2, 3));
        }
    }

    private static int[] ints(JsonNode array) {
        return TinyModels.JSON.convertValue(array, int[].class);
    }

    private static String words(JsonNode tokens) {
        return Arrays.stream(ints(tokens)).mapToObj(token -> "t" + token).collect(Collectors.joining(" "));
    }
}
