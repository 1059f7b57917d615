package org.rlvr4j.runtime.gpu.internal.gguf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlvr4j.api.learning.ChatOptions;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.runtime.gpu.DjlOptions;
import org.rlvr4j.runtime.gpu.DjlRuntimeProvider;
import org.rlvr4j.runtime.gpu.GgufImport;

/** Files made by src/test/python/gguf_oracle.py mean what the Python packages gguf, transformers and tokenizers say. */
class GgufOracleTest {

    private static final double TOLERANCE = 1e-4;

    private static Stream<JsonNode> cases(String kind) throws IOException {
        JsonNode oracle = new ObjectMapper().readTree(TestFiles.bytes("oracle.json"));
        return StreamSupport.stream(oracle.path(kind).spliterator(), false);
    }

    static Stream<JsonNode> dequantization() throws IOException {
        return cases("dequantization");
    }

    static Stream<JsonNode> models() throws IOException {
        return cases("models");
    }

    @ParameterizedTest
    @MethodSource
    void dequantization(JsonNode oracle) {
        ByteBuffer bytes = ByteBuffer.wrap(
                        HexFormat.of().parseHex(oracle.path("bytes").asText()))
                .order(ByteOrder.LITTLE_ENDIAN);
        int[] expected = ints(oracle.path("bits"));
        float[] values = new float[expected.length];
        Dequantization.read(GgufType.valueOf(oracle.path("type").asText()), bytes, 0, values);
        for (int i = 0; i < values.length; i++) {
            float wanted = Float.intBitsToFloat(expected[i]);
            assertEquals(wanted, values[i], oracle.path("type") + " element " + i);
        }
    }

    @ParameterizedTest
    @MethodSource
    void models(JsonNode oracle, @TempDir Path folder) throws IOException {
        Path out = folder.resolve("model");
        Path file = TestFiles.copy(oracle.path("architecture").asText() + ".gguf", folder);
        GgufImport.Imported imported = GgufImport.run(file, out, GgufImport.WeightType.FLOAT32, (done, total) -> true);
        assertTrue(imported.complete());
        try (PolicyRuntime runtime = open(out)) {
            assertEquals(runtime.parameterCount(), imported.parameters());
            for (JsonNode text : oracle.path("texts")) {
                String encoded = text.path("text").asText();
                assertArrayEquals(ints(text.path("ids")), runtime.encodeText(encoded), encoded);
            }
            float[] scores = runtime.score(List.of(ints(oracle.path("tokens")))).get(0);
            for (int i = 0; i < scores.length; i++) {
                assertEquals(oracle.path("logprobs").path(i).asDouble(), scores[i], TOLERANCE, "token " + (i + 1));
            }
            int[] prompt = runtime.encodePrompt("hi");
            assertArrayEquals(
                    new int[] {2}, new int[] {prompt[0]}, "the template's first token, and no other before it");
        }
    }

    private static PolicyRuntime open(Path model) throws IOException {
        DjlOptions options = OptionSchema.of(DjlOptions.class).defaults();
        PolicySpec spec = new PolicySpec(
                        model.toString(),
                        OptionSchema.of(LossOptions.class).defaults(),
                        OptionSchema.of(OptimizerOptions.class).defaults(),
                        0)
                .withChat(new ChatOptions(ChatOptions.MODEL, "", ChatOptions.Thinking.MODEL, ""));
        return new DjlRuntimeProvider().open(options, spec);
    }

    private static int[] ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }
}
