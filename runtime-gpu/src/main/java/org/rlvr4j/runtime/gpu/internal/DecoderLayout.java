package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Which tensors a decoder has, in the order of the forward pass, and how files name and cut them.
 *
 * <p>Query, key and value projections are one matrix, so that they are one matrix product; files hold them apart under
 * their Hugging Face names. Gate and up projections stay apart: joining them costs a copy of their gradients.
 */
final class DecoderLayout {

    static final String EMBEDDING = "model.embed_tokens.weight";
    static final String FINAL_NORM = "model.norm.weight";
    static final String HEAD = "lm_head";

    /**
     * One tensor in memory and the tensors in files that its rows are cut into.
     *
     * @param name of the tensor in memory
     * @param columns of a matrix; 0 for a vector
     * @param parts names in files
     * @param rows of each part
     */
    record Slot(String name, long columns, List<String> parts, List<Long> rows) {

        Shape shape() {
            return shape(rows.stream().mapToLong(Long::longValue).sum());
        }

        Shape partShape(int part) {
            return shape(rows.get(part));
        }

        private Shape shape(long count) {
            return columns == 0 ? new Shape(count) : new Shape(count, columns);
        }
    }

    private final List<Slot> slots = new ArrayList<>();

    private DecoderLayout() {}

    /** The slots of a decoder. */
    static List<Slot> slots(ModelConfig config) {
        DecoderLayout layout = new DecoderLayout();
        long vocabulary = config.vocabularySize();
        long hidden = config.hiddenSize();
        layout.slots.add(new Slot(EMBEDDING, hidden, List.of(EMBEDDING), List.of(vocabulary)));
        for (int layer = 0; layer < config.layers(); layer++) {
            layout.addBlock(config, prefix(layer));
        }
        layout.addVector(FINAL_NORM, hidden);
        if (!config.tiedHead()) {
            layout.addProjection(HEAD, hidden, false, List.of(new Projection.Part(HEAD, vocabulary)));
        }
        return List.copyOf(layout.slots);
    }

    /** What the names of a layer's tensors begin with. */
    static String prefix(int layer) {
        return "model.layers." + layer + ".";
    }

    /** The maps that are fused: queries, keys, values. */
    static List<Projection.Part> queryKeyValue(ModelConfig config, String prefix) {
        long headSize = config.headSize();
        return List.of(
                new Projection.Part(prefix + "self_attn.q_proj", config.heads() * headSize),
                new Projection.Part(prefix + "self_attn.k_proj", config.keyValueHeads() * headSize),
                new Projection.Part(prefix + "self_attn.v_proj", config.keyValueHeads() * headSize));
    }

    private void addBlock(ModelConfig config, String prefix) {
        long hidden = config.hiddenSize();
        long forward = config.feedForwardSize();
        ModelConfig.Biases biases = config.biases();
        addVector(prefix + "input_layernorm.weight", hidden);
        addProjection(prefix + "qkv", hidden, biases.queryKeyValue(), queryKeyValue(config, prefix));
        if (config.queryKeyNorm()) {
            addVector(prefix + "self_attn.q_norm.weight", config.headSize());
            addVector(prefix + "self_attn.k_norm.weight", config.headSize());
        }
        addSingle(
                prefix + "self_attn.o_proj",
                (long) config.heads() * config.headSize(),
                biases.attentionOutput(),
                hidden);
        addVector(prefix + "post_attention_layernorm.weight", hidden);
        addSingle(prefix + "mlp.gate_proj", hidden, biases.feedForward(), forward);
        addSingle(prefix + "mlp.up_proj", hidden, biases.feedForward(), forward);
        addSingle(prefix + "mlp.down_proj", forward, biases.feedForward(), hidden);
    }

    private void addVector(String name, long size) {
        slots.add(new Slot(name, 0, List.of(name), List.of(size)));
    }

    private void addSingle(String name, long columns, boolean biased, long rows) {
        addProjection(name, columns, biased, List.of(new Projection.Part(name, rows)));
    }

    private void addProjection(String name, long columns, boolean biased, List<Projection.Part> parts) {
        List<Long> rows = parts.stream().map(Projection.Part::rows).toList();
        slots.add(new Slot(weight(name), columns, names(parts, ".weight"), rows));
        if (biased) {
            slots.add(new Slot(bias(name), 0, names(parts, ".bias"), rows));
        }
    }

    static String weight(String projection) {
        return projection + ".weight";
    }

    static String bias(String projection) {
        return projection + ".bias";
    }

    private static List<String> names(List<Projection.Part> parts, String suffix) {
        return parts.stream().map(part -> part.name() + suffix).toList();
    }
}
