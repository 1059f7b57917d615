package org.rlvr4j.runtime.gpu.internal.gguf;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tokenizer within a GGUF file, byte pairs of GPT-2's kind, as the files of a Hugging Face folder. */
final class EmbeddedTokenizer {

    private static final String PREFIX = "tokenizer.ggml.";
    private static final int UNKNOWN = 2;
    private static final int CONTROL = 3;
    private static final int USER_DEFINED = 4;
    private static final int NAMED = 5;
    private static final int MAX_SHOWN = 40;

    /** Tokens that end a response, by the names of their keys: of text, of a turn, of a message. */
    private static final List<String> STOPS = List.of("eos_token_id", "eot_token_id", "eom_token_id");

    private final GgufMetadata metadata;
    private final List<String> tokens;
    private final long[] types;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String[]> merges = new ArrayList<>();
    private final PreTokenizer preTokenizer;
    private final boolean addsStart;

    EmbeddedTokenizer(GgufMetadata metadata, int vocabularySize) {
        this.metadata = metadata;
        String model = metadata.string(PREFIX + "model").orElse("(none)");
        if (!model.equals("gpt2")) {
            metadata.mistake("key " + PREFIX + "model is " + model + ", supported is gpt2 (byte pairs)");
        }
        String pre = metadata.string(PREFIX + "pre").orElse("default");
        Optional<PreTokenizer> known = PreTokenizer.of(pre);
        if (known.isEmpty()) {
            metadata.mistake("key " + PREFIX + "pre is " + pre + ", supported are "
                    + String.join(", ", PreTokenizer.supported()));
        }
        preTokenizer = known.orElse(PreTokenizer.DEFAULT);
        tokens = metadata.strings(PREFIX + "tokens");
        types = metadata.integers(PREFIX + "token_type");
        addsStart = metadata.bool(PREFIX + "add_bos_token").orElse(preTokenizer == PreTokenizer.LLAMA_BPE);
        check(vocabularySize);
        readMerges();
    }

    private void check(int vocabularySize) {
        if (tokens.isEmpty() || tokens.size() > vocabularySize) {
            metadata.mistake(
                    "key " + PREFIX + "tokens has " + tokens.size() + " tokens, the model has " + vocabularySize);
        }
        if (types.length != 0 && types.length != tokens.size()) {
            metadata.mistake("key " + PREFIX + "token_type has " + types.length + " elements, there are "
                    + tokens.size() + " tokens");
        }
        for (int id = 0; id < tokens.size(); id++) {
            Integer before = ids.putIfAbsent(tokens.get(id), id);
            if (before != null) {
                metadata.mistake("key " + PREFIX + "tokens: " + before + " and " + id + " are the same, "
                        + shown(tokens.get(id)));
                return;
            }
        }
        if (metadata.bool(PREFIX + "add_eos_token").orElse(false)) {
            metadata.mistake("key " + PREFIX + "add_eos_token is true: a stop token after each text is not supported");
        }
        if (addsStart && token("bos_token_id").isEmpty()) {
            metadata.mistake("a start token is to be added, and key " + PREFIX + "bos_token_id is missing");
        }
        if (token("eos_token_id").isEmpty()) {
            metadata.mistake("key " + PREFIX + "eos_token_id is missing");
        }
    }

    private void readMerges() {
        List<String> wrong = new ArrayList<>();
        for (String merge : metadata.strings(PREFIX + "merges")) {
            int space = merge.indexOf(' ', 1);
            String left = merge.substring(0, Math.max(0, space));
            String right = merge.substring(space + 1);
            if (space > 0 && ids.containsKey(left) && ids.containsKey(right) && ids.containsKey(left + right)) {
                merges.add(new String[] {left, right});
            } else {
                wrong.add(shown(merge));
            }
        }
        if (!wrong.isEmpty()) {
            metadata.mistake("key " + PREFIX + "merges: " + wrong.size() + " do not join two tokens to a third: "
                    + String.join(", ", wrong.subList(0, Math.min(NAMED, wrong.size()))));
        }
    }

    private static String shown(String text) {
        return "\"" + (text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text) + "\"";
    }

    private Optional<Integer> token(String key) {
        return metadata.integer(PREFIX + key, 0, Math.max(0, tokens.size() - 1L))
                .map(Long::intValue)
                // a file without tokens is refused, and has no token 0
                .filter(id -> id < tokens.size());
    }

    /** Tokens that end a response, each once. */
    private Set<Integer> stops() {
        Set<Integer> stops = new LinkedHashSet<>();
        STOPS.forEach(key -> token(key).ifPresent(stops::add));
        return stops;
    }

    /** Makes tokenizer.json. */
    ObjectNode tokenizer() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        addedTokens(root.putArray("added_tokens"));
        if (preTokenizer.composes()) {
            root.putObject("normalizer").put("type", "NFC");
        } else {
            root.putNull("normalizer");
        }
        root.set("pre_tokenizer", preTokenizer.toJson());
        root.set("post_processor", postProcessor());
        root.set("decoder", PreTokenizer.byteLevel());
        model(root.putObject("model"));
        return root;
    }

    private void addedTokens(ArrayNode added) {
        for (int id = 0; id < types.length; id++) {
            if (types[id] != CONTROL && types[id] != USER_DEFINED && types[id] != UNKNOWN) {
                continue;
            }
            added.addObject()
                    .put("id", id)
                    .put("content", tokens.get(id))
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", types[id] != USER_DEFINED);
        }
    }

    private ObjectNode postProcessor() {
        if (!addsStart) {
            return PreTokenizer.byteLevel();
        }
        int start = token("bos_token_id").orElse(0);
        String content = tokens.get(start);
        ObjectNode sequence = JsonNodeFactory.instance.objectNode().put("type", "Sequence");
        ArrayNode processors = sequence.putArray("processors");
        processors.add(PreTokenizer.byteLevel());
        ObjectNode template = processors.addObject().put("type", "TemplateProcessing");
        start(template.putArray("single"), content, 0, "A");
        start(template.putArray("pair"), content, 0, "A");
        start(template.withArray("pair"), content, 1, "B");
        ObjectNode special = template.putObject("special_tokens").putObject(content);
        special.put("id", content);
        special.putArray("ids").add(start);
        special.putArray("tokens").add(content);
        return sequence;
    }

    private static void start(ArrayNode pieces, String token, int type, String sequence) {
        pieces.addObject().putObject("SpecialToken").put("id", token).put("type_id", type);
        pieces.addObject().putObject("Sequence").put("id", sequence).put("type_id", type);
    }

    private void model(ObjectNode model) {
        model.put("type", "BPE");
        model.putNull("dropout").putNull("unk_token").putNull("continuing_subword_prefix");
        model.putNull("end_of_word_suffix").put("fuse_unk", false).put("byte_fallback", false);
        model.put("ignore_merges", preTokenizer.ignoresMerges());
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < tokens.size(); id++) {
            vocabulary.put(tokens.get(id), id);
        }
        ArrayNode joined = model.putArray("merges");
        merges.forEach(merge -> joined.addArray().add(merge[0]).add(merge[1]));
    }

    /** Makes tokenizer_config.json. */
    ObjectNode tokenizerConfig(int contextLength) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("tokenizer_class", "PreTrainedTokenizerFast");
        root.put("add_bos_token", addsStart);
        name(root, "bos_token", "bos_token_id");
        name(root, "eos_token", "eos_token_id");
        name(root, "pad_token", "padding_token_id");
        name(root, "unk_token", "unknown_token_id");
        root.put("clean_up_tokenization_spaces", false);
        root.put("model_max_length", contextLength);
        metadata.string("tokenizer.chat_template").ifPresent(template -> root.put("chat_template", template));
        return root;
    }

    private void name(ObjectNode root, String name, String key) {
        token(key).ifPresent(id -> root.put(name, tokens.get(id)));
    }

    /** Makes generation_config.json. */
    ObjectNode generationConfig() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ids(root);
        ArrayNode stops = root.putArray("eos_token_id");
        stops().forEach(stops::add);
        return root;
    }

    /** Adds what config.json says of the tokenizer. */
    void describe(ObjectNode config) {
        ids(config);
        token("eos_token_id").ifPresent(id -> config.put("eos_token_id", id));
    }

    private void ids(ObjectNode root) {
        token("bos_token_id").ifPresent(id -> root.put("bos_token_id", id));
        token("padding_token_id").ifPresent(id -> root.put("pad_token_id", id));
    }
}
