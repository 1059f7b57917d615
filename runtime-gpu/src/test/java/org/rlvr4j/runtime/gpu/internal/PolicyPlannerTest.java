package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rlvr4j.api.learning.AdapterOptions;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.api.learning.PolicyPlan;
import org.rlvr4j.api.learning.PolicySpec;
import org.rlvr4j.runtime.gpu.DjlRuntimeProvider;

class PolicyPlannerTest {

    @TempDir
    Path folder;

    private static PolicySpec spec(String model) {
        return new PolicySpec(model, TinyModels.LOSS, TinyModels.optimizer(1e-3), 1);
    }

    @Test
    void countsTheWeightsOfAPolicyWithoutOpeningIt() throws IOException {
        Path model = folder.resolve("model");
        DjlRuntimeProvider provider = new DjlRuntimeProvider();
        provider.initialise(TinyModels.options(), model, new ModelShape(2, 24, 3, 1, 40, 32), "0123+=", 1);
        PolicyPlan plan = provider.plan(TinyModels.options(100, 50, 10), spec(model.toString()))
                .orElseThrow();
        try (DjlPolicyRuntime runtime = new DjlPolicyRuntime(TinyModels.options(), spec(model.toString()))) {
            assertEquals(runtime.parameterCount(), plan.size().weights());
            assertEquals(runtime.parameterCount(), plan.trainedWeights());
        }
        assertEquals(100, plan.generationTokens());
        assertEquals(50, plan.microBatchTokens());
        assertEquals(10, plan.logitElements());
        assertEquals(List.of(), plan.missing());
    }

    @Test
    void theShippedPolicyIsComplete() throws IOException {
        PolicyPlan plan = PolicyPlanner.plan(TinyModels.options(), spec("builtin:countdown-base"));
        assertEquals(List.of(), plan.missing());
        assertTrue(plan.size().weights() > 100_000);
    }

    private void writeQwen() throws IOException {
        Files.writeString(folder.resolve("config.json"), """
                {"model_type": "qwen2", "vocab_size": 152064, "hidden_size": 3584, "num_hidden_layers": 28,
                 "num_attention_heads": 28, "num_key_value_heads": 4, "intermediate_size": 18944,
                 "max_position_embeddings": 4096, "rms_norm_eps": 1e-06, "rope_theta": 10000,
                 "tie_word_embeddings": false, "eos_token_id": 151643}
                """);
    }

    @Test
    void aConfigurationIsEnough() throws IOException {
        writeQwen();
        PolicyPlan plan = PolicyPlanner.plan(TinyModels.options(), spec(folder.toString()));
        assertEquals(7_615_616_512L, plan.size().weights());
        assertEquals(List.of("model.safetensors", "tokenizer.json"), plan.missing());
    }

    /** The number that PEFT prints for this model with rank 8 on all linear maps. */
    @Test
    void anAdaptersWeightsAreCounted() throws IOException {
        writeQwen();
        AdapterOptions adapter =
                new AdapterOptions(AdapterOptions.Kind.LORA, 8, 16, false, 0, List.of(AdapterOptions.ALL_LINEAR), "");
        PolicyPlan plan = PolicyPlanner.plan(
                TinyModels.options(),
                new PolicySpec(folder.toString(), TinyModels.LOSS, TinyModels.optimizer(1e-3), 1, adapter, 1));
        assertEquals(20_185_088, plan.trainedWeights());
        assertEquals(16, plan.trainedBytes());
    }

    @Test
    void withoutAConfigurationTheFileIsNamed() {
        IOException refused = assertThrows(
                IOException.class, () -> PolicyPlanner.plan(TinyModels.options(), spec(folder.toString())));
        assertTrue(refused.toString().contains("config.json"), refused::toString);
    }
}
