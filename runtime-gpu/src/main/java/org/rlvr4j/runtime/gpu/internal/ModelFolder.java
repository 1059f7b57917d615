package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.rlvr4j.api.learning.ModelShape;
import org.rlvr4j.runtime.gpu.internal.safetensors.SafetensorsFolder;
import org.rlvr4j.runtime.gpu.internal.text.CharTokenizer;
import org.rlvr4j.runtime.gpu.internal.text.Tokenizer;

/**
 * A model as a Hugging Face folder holds it: all files that describe it, kept as they are so that a trained model is
 * written with everything that its base came with, and where its weights are.
 */
final class ModelFolder {

    static final String GENERATION_CONFIG = "generation_config.json";
    static final String TOKENIZER_CONFIG = "tokenizer_config.json";

    /** Files that are copied through as they are, where there are any. */
    private static final List<String> COPIED = List.of(
            Tokenizer.FILE,
            TOKENIZER_CONFIG,
            GENERATION_CONFIG,
            "special_tokens_map.json",
            "added_tokens.json",
            "vocab.json",
            "merges.txt",
            "tokenizer.model",
            "chat_template.jinja",
            "chat_template.json");

    /** Transformers before version 5 wrote the first, later ones write the second. */
    private static final List<String> DTYPES = List.of("torch_dtype", "dtype");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, byte[]> files;
    private final String configWhere;
    private final ModelConfig config;

    private ModelFolder(Map<String, byte[]> files, String configWhere) throws IOException {
        this.files = files;
        this.configWhere = configWhere;
        config = ModelConfig.parse(file(ModelConfig.FILE), configWhere);
    }

    /** Reads everything but the weights. */
    static ModelFolder read(ModelFiles source) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(ModelConfig.FILE, source.bytes(ModelConfig.FILE));
        for (String name : COPIED) {
            source.find(name).ifPresent(content -> files.put(name, content));
        }
        return new ModelFolder(files, source.where(ModelConfig.FILE));
    }

    /** A new Llama with a character tokenizer. */
    static ModelFolder create(ModelShape shape, CharTokenizer tokenizer) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(ModelConfig.FILE, ModelConfig.newFile(shape, tokenizer.size(), CharTokenizer.STOP_TOKEN));
        files.put(Tokenizer.FILE, tokenizer.toJson());
        return new ModelFolder(files, ModelConfig.FILE);
    }

    ModelConfig config() {
        return config;
    }

    private String where(String file) {
        return configWhere.substring(0, configWhere.length() - ModelConfig.FILE.length()) + file;
    }

    private byte[] file(String name) throws IOException {
        byte[] content = files.get(name);
        if (content == null) {
            throw new IOException(where(name) + " does not exist");
        }
        return content;
    }

    Tokenizer tokenizer() throws IOException {
        return Tokenizer.read(file(Tokenizer.FILE), where(Tokenizer.FILE));
    }

    /**
     * The tokens that end a response: {@code eos_token_id} of {@code generation_config.json}, else that of
     * {@code config.json}, else {@code eos_token} of {@code tokenizer_config.json}; empty where none says.
     */
    Set<Integer> stopTokens(Tokenizer tokenizer) throws IOException {
        if (files.containsKey(GENERATION_CONFIG)) {
            ConfigFields fields = ConfigFields.of(json(GENERATION_CONFIG));
            List<Integer> tokens = StopTokens.read(fields, config.vocabularySize());
            if (!fields.mistakes().isEmpty()) {
                throw new IOException(where(GENERATION_CONFIG) + ": " + String.join("; ", fields.mistakes()));
            }
            if (!tokens.isEmpty()) {
                return new LinkedHashSet<>(tokens);
            }
        }
        if (!config.stopTokens().isEmpty()) {
            return new LinkedHashSet<>(config.stopTokens());
        }
        OptionalInt token = tokenizerStopToken(tokenizer);
        return token.isPresent() ? Set.of(token.getAsInt()) : Set.of();
    }

    /** The token that ends a finished response: the tokenizer's own if it is a stop token, else the first of those. */
    OptionalInt closingToken(Tokenizer tokenizer, Set<Integer> stopTokens) throws IOException {
        OptionalInt own = tokenizerStopToken(tokenizer);
        return own.isPresent() && stopTokens.contains(own.getAsInt())
                ? own
                : stopTokens.stream().mapToInt(Integer::intValue).findFirst();
    }

    private OptionalInt tokenizerStopToken(Tokenizer tokenizer) throws IOException {
        if (!files.containsKey(TOKENIZER_CONFIG)) {
            return OptionalInt.empty();
        }
        JsonNode token = json(TOKENIZER_CONFIG).path("eos_token");
        String text = token.isObject() ? token.path("content").asText() : token.asText();
        return token.isMissingNode() || token.isNull() ? OptionalInt.empty() : tokenizer.idOf(text);
    }

    private JsonNode json(String name) throws IOException {
        try {
            return JSON.readTree(file(name));
        } catch (JsonProcessingException e) {
            throw new IOException(where(name) + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Writes the model with the given weights.
     *
     * @param target an existing folder, empty
     * @param tensors the weights by their names in files
     */
    void write(Path target, Map<String, NDArray> tensors) throws IOException {
        write(target, tensors, SafetensorsFolder.SHARD_BYTES);
    }

    void write(Path target, Map<String, NDArray> tensors, long shardBytes) throws IOException {
        DataType type = tensors.values().iterator().next().getDataType();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            boolean isConfig = file.getKey().equals(ModelConfig.FILE);
            ModelFiles.write(target.resolve(file.getKey()), isConfig ? configOf(type) : file.getValue());
        }
        SafetensorsFolder.write(target, tensors, shardBytes);
    }

    /** The configuration as it was, but for the type of the weights where that differs. */
    private byte[] configOf(DataType type) throws IOException {
        String name = type.name().toLowerCase(Locale.ROOT);
        ObjectNode root = (ObjectNode) json(ModelConfig.FILE);
        boolean changed = false;
        for (String key : DTYPES) {
            if (root.hasNonNull(key) && !root.path(key).asText().equals(name)) {
                root.put(key, name);
                changed = true;
            }
        }
        if (DTYPES.stream().noneMatch(root::hasNonNull)) {
            root.put(DTYPES.get(0), name);
            changed = true;
        }
        return changed ? JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root) : file(ModelConfig.FILE);
    }
}
