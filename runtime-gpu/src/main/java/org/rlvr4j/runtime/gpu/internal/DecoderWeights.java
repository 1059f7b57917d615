package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.rlvr4j.api.random.RandomStreams;

/**
 * The weights of a decoder.
 *
 * <p>Query, key and value projections are kept as one matrix, so that they are one matrix product; files hold them apart
 * under their Hugging Face names. Gate and up projections stay apart: joining them costs a copy of their gradients.
 */
final class DecoderWeights implements AutoCloseable {

    private static final String EMBEDDING = "model.embed_tokens.weight";

    /** The weights of one block; shapes are [rows][columns] of the matrices as files hold them. */
    record Block(
            NDArray attentionNorm,
            NDArray queryKeyValue,
            NDArray attentionOutput,
            NDArray feedForwardNorm,
            NDArray gate,
            NDArray up,
            NDArray down) {}

    /** One tensor in memory and the tensors in files that its rows are cut into. */
    private record Slot(String name, NDArray array, List<String> parts, List<Long> rows) {}

    /** The most mistakes of a file that are named one by one. */
    private static final int MAX_MISTAKES = 100;

    private final NDManager manager;
    private final List<Slot> slots = new ArrayList<>();
    private final NDArray embedding;
    private final List<Block> blocks = new ArrayList<>();
    private final NDArray finalNorm;
    private final NDArray head;

    /** Makes the tensors in the order of the forward pass; the filler gives each part's values. */
    private DecoderWeights(NDManager parent, ModelConfig config, Filler filler) throws IOException {
        manager = parent.newSubManager();
        long hidden = config.hiddenSize();
        long queries = (long) config.heads() * config.headSize();
        long keys = (long) config.keyValueHeads() * config.headSize();
        long forward = config.feedForwardSize();
        embedding = matrix(filler, "embedding", hidden, Map.of(EMBEDDING, (long) config.vocabularySize()));
        for (int layer = 0; layer < config.layers(); layer++) {
            String prefix = "model.layers." + layer + ".";
            Map<String, Long> qkv = new LinkedHashMap<>();
            qkv.put(prefix + "self_attn.q_proj.weight", queries);
            qkv.put(prefix + "self_attn.k_proj.weight", keys);
            qkv.put(prefix + "self_attn.v_proj.weight", keys);
            blocks.add(new Block(
                    vector(filler, prefix + "input_layernorm.weight", hidden),
                    matrix(filler, prefix + "qkv", hidden, qkv),
                    matrix(filler, prefix + "o", queries, Map.of(prefix + "self_attn.o_proj.weight", hidden)),
                    vector(filler, prefix + "post_attention_layernorm.weight", hidden),
                    matrix(filler, prefix + "gate", hidden, Map.of(prefix + "mlp.gate_proj.weight", forward)),
                    matrix(filler, prefix + "up", hidden, Map.of(prefix + "mlp.up_proj.weight", forward)),
                    matrix(filler, prefix + "down", forward, Map.of(prefix + "mlp.down_proj.weight", hidden))));
        }
        finalNorm = vector(filler, "model.norm.weight", hidden);
        head = config.tiedHead()
                ? embedding
                : matrix(filler, "head", hidden, Map.of("lm_head.weight", (long) config.vocabularySize()));
    }

    /** Gives the values of one tensor as files name it. */
    private interface Filler {
        NDArray fill(NDManager manager, String name, Shape shape) throws IOException;
    }

    private NDArray matrix(Filler filler, String name, long columns, Map<String, Long> parts) throws IOException {
        NDList filled = new NDList();
        for (Map.Entry<String, Long> part : parts.entrySet()) {
            filled.add(filler.fill(manager, part.getKey(), new Shape(part.getValue(), columns)));
        }
        NDArray array = filled.size() == 1 ? filled.head() : NDArrays.concat(filled, 0);
        if (filled.size() > 1) {
            filled.close();
        }
        slots.add(new Slot(name, array, List.copyOf(parts.keySet()), List.copyOf(parts.values())));
        return array;
    }

    private NDArray vector(Filler filler, String name, long size) throws IOException {
        NDArray array = filler.fill(manager, name, new Shape(size));
        slots.add(new Slot(name, array, List.of(name), List.of(size)));
        return array;
    }

    /**
     * Draws matrices from a normal distribution: the embedding with standard deviation 0.02, the others with the inverse
     * root of their inputs' number, those that write to the residual stream divided by √(2·layers) as GPT-2 does.
     */
    static DecoderWeights random(NDManager manager, ModelConfig config, RandomStreams random) throws IOException {
        double residual = 1 / Math.sqrt(2.0 * config.layers());
        return new DecoderWeights(manager, config, (m, name, shape) -> {
            if (shape.dimension() == 1) {
                return m.ones(shape);
            }
            double deviation = name.equals(EMBEDDING) ? 0.02 : 1 / Math.sqrt((double) shape.get(1));
            if (name.endsWith("o_proj.weight") || name.endsWith("down_proj.weight")) {
                deviation *= residual;
            }
            RandomGenerator generator = random.stream("weights/" + name);
            float[] values = new float[(int) shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (deviation * generator.nextGaussian());
            }
            return m.create(values, shape);
        });
    }

    static DecoderWeights read(NDManager manager, ModelConfig config, Safetensors file, String where)
            throws IOException {
        NavigableSet<String> surplus = new TreeSet<>(file.names());
        List<String> wrong = new ArrayList<>();
        DecoderWeights weights = new DecoderWeights(manager, config, (m, name, shape) -> {
            surplus.remove(name);
            try {
                return file.tensor(m, name, shape);
            } catch (IOException e) {
                wrong.add(String.valueOf(e.getMessage()));
                return m.zeros(withoutRows(shape));
            }
        });
        if (config.tiedHead()) {
            surplus.remove("lm_head.weight");
        }
        surplus.forEach(name -> wrong.add(where + " has a tensor that the model does not: " + name));
        if (!wrong.isEmpty()) {
            weights.close();
            throw new IOException(summary(wrong));
        }
        return weights;
    }

    /** Stands for a tensor that a file lacks: nothing is allocated for a shape that no file has backed. */
    private static Shape withoutRows(Shape shape) {
        long[] dimensions = shape.getShape().clone();
        dimensions[0] = 0;
        return new Shape(dimensions);
    }

    private static String summary(List<String> mistakes) {
        String first = String.join("; ", mistakes.subList(0, Math.min(MAX_MISTAKES, mistakes.size())));
        return mistakes.size() > MAX_MISTAKES ? first + "; and " + (mistakes.size() - MAX_MISTAKES) + " more" : first;
    }

    /** The tensors by their names in files, as views or copies attached to the given manager. */
    Map<String, NDArray> byFileName(NDManager target) {
        return split(target, slots.stream().map(Slot::array).toList());
    }

    /** Cuts arrays that are laid out as the weights are (moments, gradients) into the tensors of files. */
    Map<String, NDArray> split(NDManager target, List<NDArray> like) {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        for (int s = 0; s < slots.size(); s++) {
            Slot slot = slots.get(s);
            long row = 0;
            for (int part = 0; part < slot.parts.size(); part++) {
                NDArray view = Slices.along(like.get(s), 0, row, row + slot.rows.get(part), target);
                tensors.put(slot.parts.get(part), view);
                row += slot.rows.get(part);
            }
        }
        return tensors;
    }

    /** Reads arrays laid out as the weights are from a file that {@link #split} was written to. */
    List<NDArray> join(NDManager target, Safetensors file, String prefix) throws IOException {
        List<NDArray> joined = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Slot slot : slots) {
            NDList parts = new NDList();
            for (int part = 0; part < slot.parts.size(); part++) {
                long[] shape = slot.array.getShape().getShape().clone();
                shape[0] = slot.rows.get(part);
                try {
                    parts.add(file.tensor(target, prefix + slot.parts.get(part), new Shape(shape)));
                } catch (IOException e) {
                    wrong.add(String.valueOf(e.getMessage()));
                    parts.add(target.zeros(withoutRows(new Shape(shape))));
                }
            }
            joined.add(parts.size() == 1 ? parts.head() : NDArrays.concat(parts, 0));
            if (parts.size() > 1) {
                parts.close();
            }
        }
        if (!wrong.isEmpty()) {
            throw new IOException(summary(wrong));
        }
        return joined;
    }

    /** The trained tensors, in a fixed order. */
    List<NDArray> all() {
        return slots.stream().map(Slot::array).toList();
    }

    List<String> names() {
        return slots.stream().map(Slot::name).toList();
    }

    long parameterCount() {
        return slots.stream().mapToLong(slot -> slot.array.size()).sum();
    }

    NDArray embedding() {
        return embedding;
    }

    List<Block> blocks() {
        return blocks;
    }

    NDArray finalNorm() {
        return finalNorm;
    }

    NDArray head() {
        return head;
    }

    @Override
    public void close() {
        manager.close();
    }
}
