package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.AdapterOptions;
import org.rlvr4j.runtime.gpu.internal.safetensors.Safetensors;

/**
 * An adapter as a folder of Hugging Face's PEFT: {@code adapter_config.json} and {@code adapter_model.safetensors}. What
 * the configuration says and this runtime does not do is refused by name, so that no adapter is read as another one.
 */
final class PeftFolder {

    static final String CONFIG = "adapter_config.json";
    static final String WEIGHTS = "adapter_model.safetensors";

    /** The key of the tensor file's metadata under which the base's hash is kept. */
    private static final String BASE = "rlvr4j.base-sha256";

    /** Fields that change nothing in what the adapter computes. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "auto_mapping",
            "base_model_name_or_path",
            "inference_mode",
            "lora_dropout",
            "loftq_config",
            "eva_config",
            "megatron_core",
            "peft_version",
            "qalora_group_size",
            "revision",
            "runtime_config",
            "task_type");

    private static final int MAX_RANK = 1 << 16;
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Path folder;

    PeftFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads an adapter.
     *
     * @param manager owner of its tensors
     * @param blocks the base's
     * @param wanted what the adapter must be like; the dropout is taken from here
     * @param baseHash of the base at hand
     * @throws IOException with everything that is missing, unsupported or different
     */
    AdapterWeights read(NDManager manager, List<DecoderWeights.Block> blocks, AdapterOptions wanted, BaseHash baseHash)
            throws IOException {
        Path config = folder.resolve(CONFIG);
        Path weights = folder.resolve(WEIGHTS);
        List<String> missing = new ArrayList<>();
        for (Path file : List.of(config, weights)) {
            if (!Files.isRegularFile(file)) {
                missing.add(file + " does not exist");
            }
        }
        if (!missing.isEmpty()) {
            throw new IOException(String.join("; ", missing));
        }
        List<String> differences = differences(Files.readAllBytes(config), config.toString(), wanted);
        if (!differences.isEmpty()) {
            throw new IOException(config + ": " + String.join("; ", differences));
        }
        Safetensors file = Safetensors.read(weights);
        String saved = file.metadata().get(BASE);
        if (saved != null && !saved.equals(baseHash.hex())) {
            throw new IOException(weights + " was made for another base: its weights have the SHA-256 " + saved
                    + ", those of the model at hand " + baseHash.hex());
        }
        return AdapterWeights.read(manager, blocks, wanted, file);
    }

    /**
     * Writes an adapter.
     *
     * @param adapter what to write
     * @param base name of the base, for those who read the configuration
     * @param baseHash of the base
     */
    void write(AdapterWeights adapter, String base, BaseHash baseHash) throws IOException {
        Files.createDirectories(folder);
        ModelFiles.write(folder.resolve(CONFIG), toJson(adapter.options(), base));
        Safetensors.write(folder.resolve(WEIGHTS), adapter.byFileName(), Map.of("format", "pt", BASE, baseHash.hex()));
    }

    static byte[] toJson(AdapterOptions options, String base) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("base_model_name_or_path", base);
        root.put("bias", "none");
        root.put("fan_in_fan_out", false);
        root.put("inference_mode", true);
        root.put("init_lora_weights", true);
        root.put("lora_alpha", options.alpha());
        root.put("lora_dropout", options.dropout());
        root.putNull("modules_to_save");
        root.put("peft_type", "LORA");
        root.put("r", options.rank());
        ArrayNode targets = root.putArray("target_modules");
        options.projections().forEach(targets::add);
        root.put("task_type", "CAUSAL_LM");
        root.put("use_dora", false);
        root.put("use_rslora", options.rankStabilised());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    /** What a configuration asks for that is not supported, or not what is wanted. */
    static List<String> differences(byte[] json, String where, AdapterOptions wanted) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IOException(where + " is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!root.isObject()) {
            throw new IOException(where + " is not a JSON object");
        }
        List<String> wrong = new ArrayList<>();
        Map<String, JsonNode> fields = new TreeMap<>();
        root.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        fields.keySet().removeAll(WITHOUT_EFFECT);
        JsonNode type = fields.remove("peft_type");
        if (type == null || !type.asText().equals("LORA")) {
            wrong.add("peft_type is " + type + ", supported is \"LORA\"");
        }
        JsonNode bias = fields.remove("bias");
        if (bias != null && !bias.isNull() && !bias.asText().equals("none")) {
            wrong.add("bias is " + bias + ", supported is \"none\"");
        }
        JsonNode initial = fields.remove("init_lora_weights");
        if (initial != null && initial.isTextual() && !initial.asText().equals("gaussian")) {
            wrong.add("init_lora_weights is " + initial + ", which may change the base; supported are true, false and"
                    + " \"gaussian\"");
        }
        compare(fields.remove("r"), "r", "adapter.rank", wanted.rank(), wrong);
        compare(fields.remove("lora_alpha"), "lora_alpha", "adapter.alpha", wanted.alpha(), wrong);
        JsonNode stabilised = fields.remove("use_rslora");
        boolean isStabilised = stabilised != null && stabilised.asBoolean(false);
        if (isStabilised != wanted.rankStabilised()) {
            wrong.add("use_rslora is " + isStabilised + ", but adapter.rank-stabilised is " + wanted.rankStabilised());
        }
        targets(fields.remove("target_modules"), wanted, wrong);
        fields.forEach((name, value) -> {
            if (!isOff(value)) {
                wrong.add(name + " is " + cut(value) + ", which is not supported");
            }
        });
        return wrong;
    }

    private static void compare(
            @Nullable JsonNode node, String field, String option, double wanted, List<String> wrong) {
        if (node == null || !node.isNumber() || !(node.asDouble() > 0) || node.asDouble() > MAX_RANK) {
            wrong.add(field + " must be a number above 0 and at most " + MAX_RANK + ", is " + node);
        } else if (node.asDouble() != wanted) {
            wrong.add(field + " is " + node + ", but " + option + " is " + wanted);
        }
    }

    private static void targets(@Nullable JsonNode node, AdapterOptions wanted, List<String> wrong) {
        Set<String> names = new TreeSet<>();
        if (node != null && node.isTextual() && node.asText().equals(AdapterOptions.ALL_LINEAR)) {
            names.addAll(AdapterOptions.PROJECTIONS);
        } else if (node != null && node.isArray()) {
            // some are listed with their layer; that none is left out shows in the tensors
            node.forEach(name -> names.add(name.asText().substring(name.asText().lastIndexOf('.') + 1)));
        } else {
            wrong.add("target_modules is " + node + ", supported are a list of names and \"all-linear\"");
            return;
        }
        if (!names.equals(new TreeSet<>(wanted.projections()))) {
            wrong.add("target_modules are " + names + ", but adapter.targets are " + wanted.projections());
        }
    }

    /** Whether a field is at the value by which PEFT leaves a feature out. */
    private static boolean isOff(JsonNode value) {
        return value.isNull()
                || (value.isBoolean() && !value.asBoolean())
                || (value.isContainerNode() && value.isEmpty())
                || (value.isTextual() && value.asText().isEmpty());
    }

    private static String cut(JsonNode value) {
        String text = value.toString();
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
