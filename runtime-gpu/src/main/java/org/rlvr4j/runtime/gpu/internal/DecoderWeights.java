package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.runtime.gpu.internal.safetensors.SafetensorsFolder;
import org.rlvr4j.runtime.gpu.internal.safetensors.TensorFiles;

/** The weights of a decoder. */
final class DecoderWeights implements TrainedTensors, AutoCloseable {

    /** Buffers that files of older libraries hold beside the weights; they follow from the configuration. */
    private static final String ROTARY_BUFFER = "rotary_emb.inv_freq";

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
            Projection down) {

        /** Every linear map, in the order of the forward pass. */
        List<Projection> projections() {
            return List.of(queryKeyValue, attentionOutput, gate, up, down);
        }

        /** The block with every linear map replaced. */
        Block with(UnaryOperator<Projection> change) {
            return new Block(
                    attentionNorm,
                    change.apply(queryKeyValue),
                    queryNorm,
                    keyNorm,
                    change.apply(attentionOutput),
                    feedForwardNorm,
                    change.apply(gate),
                    change.apply(up),
                    change.apply(down));
        }
    }

    private final NDManager manager;
    private final List<DecoderLayout.Slot> slots;
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();
    private final MatrixPrecision precision;
    private final NDArray embedding;
    private final List<Block> blocks = new ArrayList<>();
    private final NDArray finalNorm;
    private final Projection head;

    /** Gives the values of one tensor. */
    private interface Filler {
        NDArray fill(NDManager manager, DecoderLayout.Slot slot) throws IOException;
    }

    private DecoderWeights(NDManager parent, ModelConfig config, MatrixPrecision precision, Filler filler)
            throws IOException {
        manager = parent.newSubManager();
        this.precision = precision;
        slots = DecoderLayout.slots(config);
        try {
            for (DecoderLayout.Slot slot : slots) {
                arrays.put(slot.name(), filler.fill(manager, slot));
            }
        } catch (IOException | RuntimeException e) {
            manager.close();
            throw e;
        }
        embedding = array(DecoderLayout.EMBEDDING);
        for (int layer = 0; layer < config.layers(); layer++) {
            blocks.add(block(config, DecoderLayout.prefix(layer)));
        }
        finalNorm = array(DecoderLayout.FINAL_NORM);
        head = config.tiedHead()
                ? new Projection(
                        List.of(new Projection.Part(DecoderLayout.HEAD, config.vocabularySize())),
                        embedding,
                        null,
                        precision)
                : single(DecoderLayout.HEAD);
    }

    private NDArray array(String name) {
        NDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalStateException("the layout lacks " + name);
        }
        return array;
    }

    private Block block(ModelConfig config, String prefix) {
        return new Block(
                array(prefix + "input_layernorm.weight"),
                projection(prefix + "qkv", DecoderLayout.queryKeyValue(config, prefix)),
                arrays.get(prefix + "self_attn.q_norm.weight"),
                arrays.get(prefix + "self_attn.k_norm.weight"),
                single(prefix + "self_attn.o_proj"),
                array(prefix + "post_attention_layernorm.weight"),
                single(prefix + "mlp.gate_proj"),
                single(prefix + "mlp.up_proj"),
                single(prefix + "mlp.down_proj"));
    }

    private Projection single(String name) {
        long rows = array(DecoderLayout.weight(name)).getShape().get(0);
        return projection(name, List.of(new Projection.Part(name, rows)));
    }

    private Projection projection(String name, List<Projection.Part> parts) {
        return new Projection(
                parts, array(DecoderLayout.weight(name)), arrays.get(DecoderLayout.bias(name)), precision);
    }

    /**
     * Draws matrices from a normal distribution: the embedding with standard deviation 0.02, the others with the inverse
     * root of their inputs' number, those that write to the residual stream divided by √(2·layers) as GPT-2 does. Norms
     * are 1, biases 0.
     */
    static DecoderWeights random(NDManager manager, ModelConfig config, RandomStreams random) throws IOException {
        double residual = 1 / Math.sqrt(2.0 * config.layers());
        return new DecoderWeights(manager, config, MatrixPrecision.FLOAT32, (m, slot) -> {
            if (slot.columns() == 0) {
                return slot.name().endsWith(".bias") ? m.zeros(slot.shape()) : m.ones(slot.shape());
            }
            double deviation =
                    slot.name().equals(DecoderLayout.EMBEDDING) ? 0.02 : 1 / Math.sqrt((double) slot.columns());
            if (slot.name().endsWith("o_proj.weight") || slot.name().endsWith("down_proj.weight")) {
                deviation *= residual;
            }
            float[] values = new float[(int) slot.shape().size()];
            int next = 0;
            for (int part = 0; part < slot.parts().size(); part++) {
                RandomGenerator generator =
                        random.stream("weights/" + slot.parts().get(part));
                for (long i = slot.partShape(part).size(); i > 0; i--) {
                    values[next++] = (float) (deviation * generator.nextGaussian());
                }
            }
            return m.create(values, slot.shape());
        });
    }

    /**
     * Reads weights, one tensor after the other, into arrays of a type. All that is wrong with the files is named before
     * memory is taken.
     */
    static DecoderWeights read(NDManager manager, ModelConfig config, DataType type, TensorFiles files)
            throws IOException {
        check(config, files);
        return new DecoderWeights(manager, config, MatrixPrecision.FLOAT32, (m, slot) -> {
            NDArray array = m.create(slot.shape(), type);
            fill(slot, array, "", files);
            return array;
        });
    }

    /**
     * Reads weights, one tensor after the other, for products in a precision.
     *
     * @param frozen whether they are never trained, and so need not be held in float32
     */
    static DecoderWeights read(
            NDManager manager, ModelConfig config, MatrixPrecision precision, boolean frozen, TensorFiles files)
            throws IOException {
        check(config, files);
        return new DecoderWeights(manager, config, precision, (m, slot) -> {
            NDArray array = m.create(slot.shape(), DataType.FLOAT32);
            fill(slot, array, "", files);
            return frozen && slot.columns() > 0 ? precision.frozen(array) : array;
        });
    }

    /** Reads the parts of a slot from tensors whose names have a prefix. */
    private static void fill(DecoderLayout.Slot slot, NDArray target, String prefix, TensorFiles files)
            throws IOException {
        long row = 0;
        for (int part = 0; part < slot.parts().size(); part++) {
            long end = row + slot.rows().get(part);
            try (NDArray rows = Slices.along(target, 0, row, end, target.getManager())) {
                files.read(prefix + slot.parts().get(part), rows);
            }
            row = end;
        }
    }

    private static void check(ModelConfig config, TensorFiles files) throws IOException {
        NavigableSet<String> surplus = new TreeSet<>(files.names());
        List<String> wrong = new ArrayList<>(mistakes(DecoderLayout.slots(config), "", files));
        DecoderLayout.slots(config).forEach(slot -> slot.parts().forEach(surplus::remove));
        if (config.tiedHead()) {
            surplus.remove(DecoderLayout.weight(DecoderLayout.HEAD));
        }
        surplus.removeIf(name -> name.endsWith(ROTARY_BUFFER));
        surplus.forEach(name -> wrong.add(files.where(name) + " has a tensor that the model does not: " + name));
        orThrow(wrong);
    }

    private static List<String> mistakes(List<DecoderLayout.Slot> slots, String prefix, TensorFiles files) {
        List<String> wrong = new ArrayList<>();
        for (DecoderLayout.Slot slot : slots) {
            for (int part = 0; part < slot.parts().size(); part++) {
                String name = prefix + slot.parts().get(part);
                Shape needed = slot.partShape(part);
                if (!files.names().contains(name)) {
                    wrong.add(files.where(name) + " lacks the tensor " + name);
                } else if (!files.shape(name).equals(needed)) {
                    wrong.add(files.where(name) + ", tensor " + name + " has the shape " + files.shape(name)
                            + ", needed is " + needed);
                }
            }
        }
        return wrong;
    }

    private static void orThrow(List<String> wrong) throws IOException {
        if (!wrong.isEmpty()) {
            throw new IOException(SafetensorsFolder.summary(wrong));
        }
    }

    /** The tensors by their names in files, as views attached to the given manager. */
    Map<String, NDArray> byFileName(NDManager target) {
        return split(target, all());
    }

    @Override
    public Map<String, NDArray> split(NDManager target, List<NDArray> like) {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        for (int s = 0; s < slots.size(); s++) {
            DecoderLayout.Slot slot = slots.get(s);
            long row = 0;
            for (int part = 0; part < slot.parts().size(); part++) {
                long end = row + slot.rows().get(part);
                tensors.put(slot.parts().get(part), Slices.along(like.get(s), 0, row, end, target));
                row = end;
            }
        }
        return tensors;
    }

    @Override
    public List<NDArray> join(NDManager target, TensorFiles files, String prefix) throws IOException {
        orThrow(mistakes(slots, prefix, files));
        List<NDArray> joined = new ArrayList<>();
        for (DecoderLayout.Slot slot : slots) {
            NDArray array = target.create(slot.shape(), DataType.FLOAT32);
            fill(slot, array, prefix, files);
            joined.add(array);
        }
        return joined;
    }

    @Override
    public List<NDArray> all() {
        return List.copyOf(arrays.values());
    }

    @Override
    public List<String> names() {
        return List.copyOf(arrays.keySet());
    }

    @Override
    public boolean holdsEmbedding() {
        return true;
    }

    /** Embeddings of token ids [D][T]; shape [D][T][C]. */
    NDArray embed(NDArray ids) {
        return precision.embed(ids, embedding);
    }

    /** The tensors as the forward pass sees them, in float32, by their names in files. */
    Map<String, NDArray> seenByFileName(NDManager target) {
        Map<String, NDArray> tensors = byFileName(target);
        tensors.replaceAll((name, tensor) -> tensor.getShape().dimension() > 1 ? precision.seen(tensor) : tensor);
        return tensors;
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
