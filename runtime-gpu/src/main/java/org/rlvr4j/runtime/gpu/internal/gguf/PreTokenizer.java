package org.rlvr4j.runtime.gpu.internal.gguf;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a text is cut before byte pairs are merged, by the names in {@code tokenizer.ggml.pre}; the expressions are those of the
 * models' own tokenizer.json, or where the file says {@code default}, of llama.cpp.
 */
enum PreTokenizer {
    /** What llama.cpp does where nothing is said. */
    DEFAULT(
            List.of("default"),
            false,
            false,
            List.of("[\\p{P}\\$\\+<=>\\^~\\|]+", Expressions.GPT_2, "\\p{N}+", "[0-9][0-9][0-9]")),
    /** GPT-2's. */
    GPT_2(List.of("gpt-2"), false, false, List.of(Expressions.GPT_2)),
    /** Digits one by one, then GPT-2's. */
    SMOLLM(List.of("smollm"), false, false, List.of("\\p{N}", Expressions.GPT_2)),
    /** Qwen2's, Qwen2.5's and Qwen3's: digits one by one. */
    QWEN2(List.of("qwen2", "deepseek-r1-qwen"), true, false, List.of(Expressions.modern("\\p{N}"))),
    /** Llama 3's: up to three digits at a time, and what is a token as a whole is not merged. */
    LLAMA_BPE(List.of("llama-bpe", "llama3", "llama-v3"), false, true, List.of(Expressions.modern("\\p{N}{1,3}")));

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> names;

    private final boolean composes;
    private final boolean ignoresMerges;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> expressions;

    PreTokenizer(List<String> names, boolean composes, boolean ignoresMerges, List<String> expressions) {
        this.names = names;
        this.composes = composes;
        this.ignoresMerges = ignoresMerges;
        this.expressions = expressions;
    }

    /** Regular expressions in the dialect of Oniguruma. */
    private static final class Expressions {
        static final String GPT_2 =
                "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

        static String modern(String digits) {
            return "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|" + digits
                    + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
        }
    }

    static Optional<PreTokenizer> of(String name) {
        return Arrays.stream(values()).filter(kind -> kind.names.contains(name)).findFirst();
    }

    static List<String> supported() {
        return Arrays.stream(values()).flatMap(kind -> kind.names.stream()).toList();
    }

    /** Whether texts are brought into the composed form first (NFC). */
    boolean composes() {
        return composes;
    }

    boolean ignoresMerges() {
        return ignoresMerges;
    }

    /** The {@code pre_tokenizer} of tokenizer.json. */
    ObjectNode toJson() {
        ObjectNode sequence = JsonNodeFactory.instance.objectNode().put("type", "Sequence");
        ArrayNode parts = sequence.putArray("pretokenizers");
        for (String expression : expressions) {
            ObjectNode split = parts.addObject().put("type", "Split");
            split.putObject("pattern").put("Regex", expression);
            split.put("behavior", "Isolated").put("invert", false);
        }
        parts.add(byteLevel());
        return sequence;
    }

    /** Bytes as visible characters, nothing cut. */
    static ObjectNode byteLevel() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", false)
                .put("use_regex", false);
    }
}
