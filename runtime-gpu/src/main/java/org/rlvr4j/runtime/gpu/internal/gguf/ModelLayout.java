package org.rlvr4j.runtime.gpu.internal.gguf;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which config.json and which tensors a GGUF file means: the architectures {@code llama}, {@code qwen2} and {@code qwen3}.
 * What a file has of it that is not understood is a mistake, for it would change what the model computes.
 */
final class ModelLayout {

    static final List<String> ARCHITECTURES = List.of("llama", "qwen2", "qwen3");

    private static final int MAX_LAYERS = 1 << 10;
    private static final int MAX_HEADS = 1 << 12;
    private static final int MAX_HEAD_SIZE = 1 << 10;
    private static final int MAX_SIZE = 1 << 18;
    private static final int MAX_VOCABULARY = 1 << 21;
    private static final int MAX_POSITIONS = 1 << 26;
    private static final double DEFAULT_THETA = 10_000;
    private static final int NAMED = 10;

    private final GgufHeader header;
    private final GgufMetadata metadata;
    private final String architecture;
    private final int layers;
    private final int hidden;
    private final int feedForward;
    private final int heads;
    private final int keyValueHeads;
    private final int headSize;
    private final int contextLength;
    private final int vocabulary;
    private final double theta;

    /**
     * Reads what the keys say.
     *
     * @param architecture one of {@link #ARCHITECTURES}
     */
    ModelLayout(GgufHeader header, String architecture) {
        this.header = header;
        this.metadata = header.metadata();
        this.architecture = architecture;
        layers = layers();
        hidden = metadata.count(key("embedding_length"), MAX_SIZE);
        feedForward = metadata.count(key("feed_forward_length"), MAX_SIZE);
        heads = metadata.count(key("attention.head_count"), MAX_HEADS);
        keyValueHeads = (int) (long)
                metadata.integer(key("attention.head_count_kv"), 1, MAX_HEADS).orElse((long) heads);
        headSize = (int) (long) metadata.integer(key("attention.key_length"), 2, MAX_HEAD_SIZE)
                .orElse((long) Math.max(2, hidden / heads));
        contextLength = metadata.count(key("context_length"), MAX_POSITIONS);
        vocabulary = vocabulary();
        theta = metadata.positive(key("rope.freq_base")).orElse(DEFAULT_THETA);
        requireUnderstood();
    }

    private String key(String name) {
        return architecture + "." + name;
    }

    /** A layer has tensors, so the file says how many there can be before they are listed. */
    private int layers() {
        int layers = metadata.count(key("block_count"), MAX_LAYERS);
        int tensors = header.tensors().size();
        if (layers > Math.max(1, tensors)) {
            metadata.mistake("key " + key("block_count") + " is " + layers + ", the file has " + tensors + " tensors");
            return 1;
        }
        return layers;
    }

    private int vocabulary() {
        GgufTensor embedding = header.tensors().get("token_embd.weight");
        if (embedding == null || embedding.shape().length != 2 || embedding.shape()[0] > MAX_VOCABULARY) {
            // the first is listed with all tensors that are missing, the others with those of a wrong shape
            return 1;
        }
        return (int) embedding.shape()[0];
    }

    private void requireUnderstood() {
        require("rope.dimension_count", headSize, "as large as a head");
        require("attention.value_length", headSize, "as large as attention.key_length");
        require("expert_count", 0, "0: mixtures of experts are not supported");
        require("attention.sliding_window", 0, "0: sliding windows are not supported");
        if (heads % keyValueHeads != 0 || headSize % 2 != 0 || headSize > MAX_HEAD_SIZE) {
            metadata.mistake(heads + " query heads, " + keyValueHeads + " key heads, " + headSize
                    + " elements a head: the second must divide the first, the third be even and at most "
                    + MAX_HEAD_SIZE);
        }
        for (String scale : List.of("logit_scale", "residual_scale", "embedding_scale", "attention.scale")) {
            metadata.positive(key(scale))
                    .filter(value -> value != 1)
                    .ifPresent(value -> metadata.mistake(
                            "key " + key(scale) + " is " + value + ": scales other than 1 are not supported"));
        }
    }

    private void require(String name, long needed, String allowed) {
        metadata.integer(key(name), 0, Long.MAX_VALUE)
                .filter(value -> value != needed)
                .ifPresent(value -> metadata.mistake("key " + key(name) + " is " + value + ", must be " + allowed));
    }

    int vocabularySize() {
        return vocabulary;
    }

    int contextLength() {
        return contextLength;
    }

    /** Makes config.json but for what the tokenizer adds. */
    ObjectNode config(Optional<float[]> divisors) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        String family = architecture.equals("llama") ? "Llama" : "Qwen" + architecture.charAt(4);
        root.putArray("architectures").add(family + "ForCausalLM");
        root.put("model_type", architecture);
        root.put("vocab_size", vocabulary);
        root.put("hidden_size", hidden);
        root.put("intermediate_size", feedForward);
        root.put("num_hidden_layers", layers);
        root.put("num_attention_heads", heads);
        root.put("num_key_value_heads", keyValueHeads);
        root.put("head_dim", headSize);
        root.put("max_position_embeddings", contextLength);
        root.put("rms_norm_eps", epsilon());
        root.put("rope_theta", theta);
        scaling(divisors).ifPresent(scaling -> root.set("rope_scaling", scaling));
        root.put("hidden_act", "silu");
        if (architecture.equals("llama")) {
            root.put("attention_bias", hasAttentionBias());
            root.put("mlp_bias", false);
        } else {
            root.put("use_sliding_window", false);
        }
        if (architecture.equals("qwen3")) {
            root.put("attention_bias", false);
        }
        root.put("tie_word_embeddings", isTied());
        return root;
    }

    private double epsilon() {
        String name = key("attention.layer_norm_rms_epsilon");
        Optional<Double> epsilon = metadata.positive(name);
        if (epsilon.isEmpty()) {
            metadata.mistake("key " + name + " is missing");
        }
        return epsilon.orElse(1.0);
    }

    private Optional<ObjectNode> scaling(Optional<float[]> divisors) {
        Optional<ObjectNode> byKeys = RopeScaling.ofKeys(metadata, architecture);
        if (divisors.isEmpty()) {
            return byKeys;
        }
        Optional<ObjectNode> byDivisors = RopeScaling.ofDivisors(divisors.get(), theta);
        if (byDivisors.isEmpty() || byKeys.isPresent()) {
            metadata.mistake("tensor " + RopeScaling.FACTORS
                    + ": its divisors are not those of Llama 3's rotary scaling" + " alone, and no other is known");
        }
        return byDivisors;
    }

    private boolean isTied() {
        return !header.tensors().containsKey("output.weight");
    }

    private boolean hasAttentionBias() {
        return header.tensors().containsKey("blk.0.attn_output.bias");
    }

    /** All tensors of the model in the order in which they are written. */
    List<ModelTensor> tensors() {
        List<ModelTensor> tensors = new ArrayList<>();
        add(tensors, "token_embd.weight", "model.embed_tokens.weight", vocabulary, hidden);
        for (int layer = 0; layer < layers; layer++) {
            layer(tensors, "blk." + layer + ".", "model.layers." + layer + ".");
        }
        add(tensors, "output_norm.weight", "model.norm.weight", hidden);
        if (!isTied()) {
            add(tensors, "output.weight", "lm_head.weight", vocabulary, hidden);
        }
        return tensors;
    }

    private void layer(List<ModelTensor> tensors, String from, String to) {
        long queries = (long) heads * headSize;
        long keys = (long) keyValueHeads * headSize;
        RowOrder rotated = architecture.equals("llama") ? new RowOrder(headSize) : RowOrder.UNCHANGED;
        boolean biases = architecture.equals("qwen2") || (architecture.equals("llama") && hasAttentionBias());
        add(tensors, from + "attn_norm.weight", to + "input_layernorm.weight", hidden);
        linear(tensors, from + "attn_q.", to + "self_attn.q_proj.", queries, hidden, rotated, biases);
        linear(tensors, from + "attn_k.", to + "self_attn.k_proj.", keys, hidden, rotated, biases);
        linear(tensors, from + "attn_v.", to + "self_attn.v_proj.", keys, hidden, RowOrder.UNCHANGED, biases);
        boolean outputBias = architecture.equals("llama") && biases;
        linear(
                tensors,
                from + "attn_output.",
                to + "self_attn.o_proj.",
                hidden,
                queries,
                RowOrder.UNCHANGED,
                outputBias);
        if (architecture.equals("qwen3")) {
            add(tensors, from + "attn_q_norm.weight", to + "self_attn.q_norm.weight", headSize);
            add(tensors, from + "attn_k_norm.weight", to + "self_attn.k_norm.weight", headSize);
        }
        add(tensors, from + "ffn_norm.weight", to + "post_attention_layernorm.weight", hidden);
        add(tensors, from + "ffn_gate.weight", to + "mlp.gate_proj.weight", feedForward, hidden);
        add(tensors, from + "ffn_up.weight", to + "mlp.up_proj.weight", feedForward, hidden);
        add(tensors, from + "ffn_down.weight", to + "mlp.down_proj.weight", hidden, feedForward);
    }

    private static void linear(
            List<ModelTensor> tensors, String from, String to, long rows, long columns, RowOrder order, boolean bias) {
        tensors.add(new ModelTensor(from + "weight", to + "weight", new long[] {rows, columns}, order));
        if (bias) {
            // a bias is a column: its elements are the rows
            tensors.add(new ModelTensor(from + "bias", to + "bias", new long[] {rows}, order));
        }
    }

    private static void add(List<ModelTensor> tensors, String from, String to, long... shape) {
        tensors.add(new ModelTensor(from, to, shape, RowOrder.UNCHANGED));
    }

    /** Notes missing, surplus and misshapen tensors. */
    void checkTensors(List<ModelTensor> wanted) {
        Map<String, GgufTensor> present = header.tensors();
        Set<String> surplus = new HashSet<>(present.keySet());
        surplus.remove(RopeScaling.FACTORS);
        List<String> missing = new ArrayList<>();
        for (ModelTensor tensor : wanted) {
            GgufTensor found = present.get(tensor.fileName());
            surplus.remove(tensor.fileName());
            if (found == null) {
                missing.add(tensor.fileName());
            } else if (!Arrays.equals(found.shape(), tensor.shape())) {
                metadata.mistake("tensor " + tensor.fileName() + " has the shape " + Arrays.toString(found.shape())
                        + ", needed is " + Arrays.toString(tensor.shape()));
            }
        }
        list("are missing", missing);
        list(
                "are not part of a model of the architecture " + architecture,
                surplus.stream().sorted().toList());
    }

    private void list(String what, List<String> names) {
        if (!names.isEmpty()) {
            metadata.mistake(names.size() + " tensors " + what + ": "
                    + String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                    + (names.size() > NAMED ? ", …" : ""));
        }
    }
}
