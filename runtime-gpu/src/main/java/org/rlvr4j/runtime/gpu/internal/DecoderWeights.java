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
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.random.RandomStreams;

/**
 * The weights of a decoder.
 *
 * <p>Query, key and value projections are kept as one matrix, so that they are one matrix product; files hold them apart
 * under their Hugging Face names. Gate and up projections stay apart: joining them costs a copy of their gradients.
 */
final class DecoderWeights implements AutoCloseable {

    private static final String EMBEDDING = "model.embed_tokens.weight";

    /** The weights of one block; the norms of queries and keys are there or not, both. */
    record Block(
            NDArray attentionNorm,
            Projection queryKeyValue,
            @Nullable NDArray queryNorm,
            @Nullable NDArray keyNorm,
            Projection attentionOutput,
            NDArray feedForwardNorm,
            Projection gate,
            Projection up,
            Projection down) {}

    /** One tensor in memory and the tensors in files that its rows are cut into. */
    private record Slot(String name, NDArray array, List<String> parts, List<Long> rows) {}

    /** The most mistakes of a file that are named one by one. */
    private static final int MAX_MISTAKES = 100;

    private final NDManager manager;
    private final List<Slot> slots = new ArrayList<>();
    private final NDArray embedding;
    private final List<Block> blocks = new ArrayList<>();
    private final NDArray finalNorm;
    private final Projection head;

    /** Makes the tensors in the order of the forward pass; the filler gives each part's values. */
    private DecoderWeights(NDManager parent, ModelConfig config, Filler filler) throws IOException {
        manager = parent.newSubManager();
        long hidden = config.hiddenSize();
        embedding = tensor(filler, "embedding", hidden, List.of(EMBEDDING), List.of((long) config.vocabularySize()));
        for (int layer = 0; layer < config.layers(); layer++) {
            blocks.add(block(filler, config, "model.layers." + layer + "."));
        }
        finalNorm = vector(filler, "model.norm.weight", hidden);
        List<Projection.Part> vocabulary = List.of(new Projection.Part("lm_head", config.vocabularySize()));
        head = config.tiedHead()
                ? new Projection(vocabulary, embedding, null)
                : projection(filler, "head", hidden, false, vocabulary);
    }

    private Block block(Filler filler, ModelConfig config, String prefix) throws IOException {
        long hidden = config.hiddenSize();
        long headSize = config.headSize();
        long queries = config.heads() * headSize;
        long keys = config.keyValueHeads() * headSize;
        long forward = config.feedForwardSize();
        String attention = prefix + "self_attn.";
        String mlp = prefix + "mlp.";
        boolean bias = config.biases().feedForward();
        return new Block(
                vector(filler, prefix + "input_layernorm.weight", hidden),
                projection(
                        filler,
                        prefix + "qkv",
                        hidden,
                        config.biases().queryKeyValue(),
                        List.of(
                                new Projection.Part(attention + "q_proj", queries),
                                new Projection.Part(attention + "k_proj", keys),
                                new Projection.Part(attention + "v_proj", keys))),
                config.queryKeyNorm() ? vector(filler, attention + "q_norm.weight", headSize) : null,
                config.queryKeyNorm() ? vector(filler, attention + "k_norm.weight", headSize) : null,
                projection(
                        filler,
                        prefix + "o",
                        queries,
                        config.biases().attentionOutput(),
                        List.of(new Projection.Part(attention + "o_proj", hidden))),
                vector(filler, prefix + "post_attention_layernorm.weight", hidden),
                projection(
                        filler,
                        prefix + "gate",
                        hidden,
                        bias,
                        List.of(new Projection.Part(mlp + "gate_proj", forward))),
                projection(filler, prefix + "up", hidden, bias, List.of(new Projection.Part(mlp + "up_proj", forward))),
                projection(
                        filler,
                        prefix + "down",
                        forward,
                        bias,
                        List.of(new Projection.Part(mlp + "down_proj", hidden))));
    }

    /** Gives the values of one tensor as files name it. */
    private interface Filler {
        NDArray fill(NDManager manager, String name, Shape shape) throws IOException;
    }

    private Projection projection(Filler filler, String name, long columns, boolean biased, List<Projection.Part> parts)
            throws IOException {
        List<Long> rows = parts.stream().map(Projection.Part::rows).toList();
        NDArray weight = tensor(filler, name, columns, names(parts, ".weight"), rows);
        NDArray bias = biased ? tensor(filler, name + ".bias", 0, names(parts, ".bias"), rows) : null;
        return new Projection(parts, weight, bias);
    }

    private static List<String> names(List<Projection.Part> parts, String suffix) {
        return parts.stream().map(part -> part.name() + suffix).toList();
    }

    /** A matrix of some columns, or a vector where there are 0, from the tensors of a file that its rows are cut into. */
    private NDArray tensor(Filler filler, String name, long columns, List<String> parts, List<Long> rows)
            throws IOException {
        NDList filled = new NDList();
        for (int part = 0; part < parts.size(); part++) {
            Shape shape = columns == 0 ? new Shape(rows.get(part)) : new Shape(rows.get(part), columns);
            filled.add(filler.fill(manager, parts.get(part), shape));
        }
        NDArray array = filled.size() == 1 ? filled.head() : NDArrays.concat(filled, 0);
        if (filled.size() > 1) {
            filled.close();
        }
        slots.add(new Slot(name, array, parts, rows));
        return array;
    }

    private NDArray vector(Filler filler, String name, long size) throws IOException {
        return tensor(filler, name, 0, List.of(name), List.of(size));
    }

    /**
     * Draws matrices from a normal distribution: the embedding with standard deviation 0.02, the others with the inverse
     * root of their inputs' number, those that write to the residual stream divided by √(2·layers) as GPT-2 does.
     */
    static DecoderWeights random(NDManager manager, ModelConfig config, RandomStreams random) throws IOException {
        double residual = 1 / Math.sqrt(2.0 * config.layers());
        return new DecoderWeights(manager, config, (m, name, shape) -> {
            if (shape.dimension() == 1) {
                return name.endsWith(".bias") ? m.zeros(shape) : m.ones(shape);
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

    Projection head() {
        return head;
    }

    @Override
    public void close() {
        manager.close();
    }
}
