package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The decoder against transformers' LlamaForCausalLM; {@code src/test/python/llama_oracle.py} made the values. */
class DecoderOracleTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tied", "untied", "grouped", "wide-heads"})
    void computesTheLogitsOfTransformers(String name) throws IOException {
        JsonNode oracle = TinyModels.resource(name + ".json");
        try (TinyModels.Model model = TinyModels.Model.read(TinyModels.folder(folder, name))) {
            for (int s = 0; s < oracle.path("tokens").size(); s++) {
                int[] tokens =
                        TinyModels.JSON.convertValue(oracle.path("tokens").get(s), int[].class);
                float[][] expected =
                        TinyModels.JSON.convertValue(oracle.path("logits").get(s), float[][].class);
                float[][] actual = model.logits(tokens);
                for (int t = 0; t < tokens.length; t++) {
                    for (int v = 0; v < expected[t].length; v++) {
                        assertEquals(expected[t][v], actual[t][v], 1e-4, "sequence " + s + " token " + t + " " + v);
                    }
                }
            }
        }
    }
}
