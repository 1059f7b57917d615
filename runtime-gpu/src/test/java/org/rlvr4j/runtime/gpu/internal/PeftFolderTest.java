package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlvr4j.api.learning.AdapterOptions;

/** PEFT's files: adapters that PEFT wrote give what they give there, and what is not supported is refused by name. */
class PeftFolderTest {

    private static final AdapterOptions ATTENTION = options(3, 6, false, "q_proj", "v_proj");
    private static final AdapterOptions ALL = options(2, 5, true, "all-linear");

    @TempDir
    private Path folder;

    private static AdapterOptions options(int rank, double alpha, boolean stabilised, String... targets) {
        return new AdapterOptions(AdapterOptions.Kind.LORA, rank, alpha, stabilised, 0, List.of(targets), "");
    }

    private Path resources(String name) throws IOException {
        Path adapter = Files.createDirectory(folder.resolve(name));
        for (String file : List.of(PeftFolder.CONFIG, PeftFolder.WEIGHTS)) {
            try (InputStream in = PeftFolderTest.class.getResourceAsStream("/oracle/adapters/" + name + "/" + file)) {
                Files.copy(Objects.requireNonNull(in, file), adapter.resolve(file));
            }
        }
        return adapter;
    }

    @ParameterizedTest
    @CsvSource({"attention", "all"})
    void givesWhatPeftGives(String name) throws IOException {
        JsonNode oracle = TinyModels.resource("adapters/" + name + "/scores.json");
        List<int[]> texts = new ArrayList<>();
        oracle.path("texts").forEach(text -> texts.add(TinyModels.JSON.convertValue(text, int[].class)));
        AdapterOptions like = name.equals("all") ? ALL : ATTENTION;
        AdapterOptions from = new AdapterOptions(
                like.kind(),
                like.rank(),
                like.alpha(),
                like.rankStabilised(),
                0,
                like.targets(),
                resources(name).toString());
        Path merged = Files.createDirectory(folder.resolve("merged"));
        try (DjlPolicyRuntime runtime = TinyModels.open(
                TinyModels.folder(folder, "grouped"),
                TinyModels.LOSS,
                TinyModels.optimizer(0),
                TinyModels.options(),
                from)) {
            assertScores(oracle.path("scores"), runtime.score(texts));
            runtime.savePolicy(merged);
        }
        try (DjlPolicyRuntime runtime =
                TinyModels.open(merged, TinyModels.LOSS, TinyModels.optimizer(0), TinyModels.options())) {
            assertScores(oracle.path("scores"), runtime.score(texts));
        }
    }

    private static void assertScores(JsonNode expected, List<float[]> actual) {
        for (int i = 0; i < actual.size(); i++) {
            assertArrayEquals(TinyModels.JSON.convertValue(expected.get(i), float[].class), actual.get(i), 1e-4f);
        }
    }

    private static ObjectNode config() throws IOException {
        return (ObjectNode) TinyModels.JSON.readTree(PeftFolder.toJson(ATTENTION, "base"));
    }

    private static List<String> differences(JsonNode config) throws IOException {
        return PeftFolder.differences(TinyModels.JSON.writeValueAsBytes(config), "file", ATTENTION);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        assertEquals(List.of(), differences(config()));
        assertEquals(List.of(), differences(TinyModels.resource("adapters/attention/adapter_config.json")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "use_dora|true",
                "bias|\"all\"",
                "bias|\"lora_only\"",
                "lora_bias|true",
                "rank_pattern|{\"q_proj\": 4}",
                "alpha_pattern|{\"q_proj\": 4}",
                "modules_to_save|[\"lm_head\"]",
                "layers_to_transform|[0]",
                "fan_in_fan_out|true",
                "trainable_token_indices|[1]",
                "target_parameters|[\"experts\"]",
                "init_lora_weights|\"pissa\"",
                "peft_type|\"LOHA\"",
                "target_modules|\".*proj\"",
                "target_modules|[\"q_proj\"]",
                "use_rslora|true",
                "r|0",
                "lora_alpha|-1",
                "a_field_of_tomorrow|{\"x\": 1}"
            })
    void whatWouldChangeResultsIsRefusedByName(String field, String value) throws IOException {
        ObjectNode config = config();
        config.set(field, TinyModels.JSON.readTree(value));
        List<String> differences = differences(config);
        assertEquals(1, differences.size(), differences.toString());
        assertTrue(differences.get(0).startsWith(field), differences.toString());
    }

    @Test
    void allMistakesAreNamedAtOnce() throws IOException {
        ObjectNode config = config();
        config.put("use_dora", true);
        config.put("r", 5);
        assertEquals(2, differences(config).size());
    }
}
