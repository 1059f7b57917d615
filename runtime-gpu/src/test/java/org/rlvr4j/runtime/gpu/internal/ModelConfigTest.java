package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.learning.ModelShape;

class ModelConfigTest {

    private static ModelConfig parse(ObjectNode node) throws IOException {
        return ModelConfig.parse(TinyModels.JSON.writeValueAsBytes(node), "config.json");
    }

    private static ObjectNode good() {
        return (ObjectNode) TinyModels.resource("grouped.json").path("config");
    }

    @Test
    void isReadBackAsWritten() throws IOException {
        ModelConfig config = ModelConfig.of(new ModelShape(2, 16, 4, 2, 24, 40), 13, 0);
        assertEquals(Architecture.LLAMA, config.architecture());
        assertEquals(13, config.vocabularySize());
        assertEquals(16, config.hiddenSize());
        assertEquals(2, config.layers());
        assertEquals(4, config.heads());
        assertEquals(2, config.keyValueHeads());
        assertEquals(4, config.headSize());
        assertEquals(24, config.feedForwardSize());
        assertEquals(40, config.contextLength());
        assertEquals(new RopeScaling.None(), config.ropeScaling());
        assertEquals(new ModelConfig.Biases(false, false, false), config.biases());
        assertEquals(List.of(0), config.stopTokens());
    }

    @Test
    void takesTheRotaryBaseFromWhereTransformersFiveWritesIt() throws IOException {
        ObjectNode node = good();
        node.remove("rope_theta");
        assertEquals(10000, parse(node).ropeTheta());
        node.putObject("rope_parameters").put("rope_type", "default").put("rope_theta", 500);
        assertEquals(500, parse(node).ropeTheta());
    }

    @Test
    void namesAllMistakesAtOnce() {
        ObjectNode node = good();
        node.put("model_type", "mamba");
        node.put("hidden_act", "gelu");
        node.put("attention_bias", "yes");
        node.put("mlp_bias", "no");
        node.putObject("rope_scaling").put("type", "dynamic").put("factor", 2);
        node.put("hidden_size", -3);
        node.put("num_hidden_layers", 1e9);
        node.put("num_key_value_heads", 3);
        node.put("head_dim", 5);
        node.put("rms_norm_eps", "small");
        node.remove("intermediate_size");
        node.putArray("eos_token_id").add(1).add(-2);
        TinyModels.assertSays(
                assertThrows(IOException.class, () -> parse(node)),
                "config.json",
                "mamba",
                "gelu",
                "attention_bias",
                "mlp_bias",
                "rope_scaling",
                "dynamic",
                "hidden_size",
                "num_hidden_layers",
                "num_key_value_heads (3)",
                "head_dim",
                "rms_norm_eps",
                "intermediate_size",
                "eos_token_id");
    }

    @Test
    void sizesThatWouldTakeAllMemoryAreRefused() {
        ObjectNode node = good();
        node.put("max_position_embeddings", 1 << 24);
        node.put("head_dim", 1024);
        TinyModels.assertSays(assertThrows(IOException.class, () -> parse(node)), "max_position_embeddings");
        ObjectNode stop = good();
        stop.put("eos_token_id", 13);
        TinyModels.assertSays(assertThrows(IOException.class, () -> parse(stop)), "eos_token_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "nonsense", "{} {}", "null"})
    void whatIsNotAJsonObjectIsRefused(String text) {
        TinyModels.assertSays(
                assertThrows(
                        IOException.class,
                        () -> ModelConfig.parse(text.getBytes(StandardCharsets.UTF_8), "config.json")),
                "config.json",
                "JSON");
    }
}
