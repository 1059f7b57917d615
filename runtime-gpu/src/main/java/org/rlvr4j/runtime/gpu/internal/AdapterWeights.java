package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
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
import org.rlvr4j.api.learning.AdapterOptions;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.runtime.gpu.internal.safetensors.SafetensorsFolder;
import org.rlvr4j.runtime.gpu.internal.safetensors.TensorFiles;

/** The A and B of every adapted projection of a decoder, under PEFT's names. */
final class AdapterWeights implements TrainedTensors {

    private static final String PREFIX = "base_model.model.";
    private static final String A = ".lora_A.weight";
    private static final String B = ".lora_B.weight";

    private final AdapterOptions options;
    private final Map<String, NDArray> tensors = new LinkedHashMap<>();

    private AdapterWeights(AdapterOptions options) {
        this.options = options;
    }

    /** Gives the values of one tensor. */
    private interface Filler {
        NDArray fill(String name, Shape shape) throws IOException;
    }

    /**
     * Makes a new adapter, which changes nothing yet: A from U(−1/√columns, 1/√columns) as PEFT draws it (He et al. 2015
     * with a = √5), B zero.
     */
    static AdapterWeights create(
            NDManager manager, List<DecoderWeights.Block> blocks, AdapterOptions options, RandomStreams random)
            throws IOException {
        return fill(blocks, options, (name, shape) -> {
            if (name.endsWith(B)) {
                return manager.zeros(shape);
            }
            double bound = 1 / Math.sqrt((double) shape.get(1));
            RandomGenerator generator = random.stream("adapter/" + name);
            float[] values = new float[(int) shape.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (bound * (2 * generator.nextDouble() - 1));
            }
            return manager.create(values, shape);
        });
    }

    /** Reads an adapter; all that is missing, surplus or misshapen is named at once. */
    static AdapterWeights read(
            NDManager manager, List<DecoderWeights.Block> blocks, AdapterOptions options, TensorFiles file)
            throws IOException {
        NavigableSet<String> surplus = new TreeSet<>(file.names());
        List<String> wrong = new ArrayList<>();
        AdapterWeights weights = fill(blocks, options, (name, shape) -> {
            surplus.remove(name);
            return tensor(manager, file, name, shape, wrong);
        });
        surplus.forEach(name -> wrong.add(file.where(name) + " has a tensor that the adapter does not: " + name));
        if (!wrong.isEmpty()) {
            throw new IOException(SafetensorsFolder.summary(wrong));
        }
        return weights;
    }

    private static AdapterWeights fill(List<DecoderWeights.Block> blocks, AdapterOptions options, Filler filler)
            throws IOException {
        AdapterWeights weights = new AdapterWeights(options);
        List<String> targets = options.projections();
        for (DecoderWeights.Block block : blocks) {
            for (Projection projection : block.projections()) {
                long columns = projection.weight().getShape().get(1);
                for (Projection.Part part : projection.parts()) {
                    if (targets.contains(part.target())) {
                        String a = PREFIX + part.name() + A;
                        String b = PREFIX + part.name() + B;
                        weights.tensors.put(a, filler.fill(a, new Shape(options.rank(), columns)));
                        weights.tensors.put(b, filler.fill(b, new Shape(part.rows(), options.rank())));
                    }
                }
            }
        }
        return weights;
    }

    AdapterOptions options() {
        return options;
    }

    /**
     * The blocks with the adapter on.
     *
     * @param blocks those of the base
     * @param dropout of a micro-batch, null for none
     */
    List<DecoderWeights.Block> adapt(List<DecoderWeights.Block> blocks, @Nullable AdapterDropout dropout) {
        return blocks.stream()
                .map(block -> block.with(projection -> adapt(projection, dropout)))
                .toList();
    }

    private Projection adapt(Projection projection, @Nullable AdapterDropout dropout) {
        List<ProjectionAdapter.LowRankMap> maps = projection.parts().stream()
                .map(part -> new ProjectionAdapter.LowRankMap(
                        part.rows(), tensors.get(PREFIX + part.name() + A), tensors.get(PREFIX + part.name() + B)))
                .toList();
        return maps.stream().allMatch(map -> map.a() == null)
                ? projection
                : projection.with(
                        new ProjectionAdapter(projection.parts().get(0).name(), maps, options.scale(), dropout));
    }

    /**
     * Adds s·B·A to a weight.
     *
     * @param file the weight's name in files
     * @param weight the base's
     * @return the merged weight, or the same where there is no adapter
     */
    NDArray merged(String file, NDArray weight) {
        String module = file.endsWith(".weight") ? file.substring(0, file.length() - ".weight".length()) : file;
        NDArray a = tensors.get(PREFIX + module + A);
        NDArray b = tensors.get(PREFIX + module + B);
        if (a == null || b == null) {
            return weight;
        }
        try (NDArray detachedA = a.stopGradient();
                NDArray detachedB = b.stopGradient();
                NDArray product = detachedB.matMul(detachedA)) {
            NDArray merged = weight.add(product.muli(options.scale()));
            merged.attach(weight.getManager());
            return merged;
        }
    }

    /** The tensors by their names in PEFT's files. */
    Map<String, NDArray> byFileName() {
        // in their order, which Map.copyOf would change from process to process
        return new LinkedHashMap<>(tensors);
    }

    @Override
    public List<NDArray> all() {
        return List.copyOf(tensors.values());
    }

    @Override
    public boolean holdsEmbedding() {
        return false;
    }

    @Override
    public List<String> names() {
        return List.copyOf(tensors.keySet());
    }

    @Override
    public Map<String, NDArray> split(NDManager target, List<NDArray> like) {
        Map<String, NDArray> named = new LinkedHashMap<>();
        List<String> names = names();
        for (int i = 0; i < names.size(); i++) {
            named.put(names.get(i), like.get(i));
        }
        return named;
    }

    /** Copies a tensor out; where it is missing or misshapen, that is noted and nothing is allocated. */
    private static NDArray tensor(NDManager manager, TensorFiles file, String name, Shape shape, List<String> wrong)
            throws IOException {
        if (!file.names().contains(name)) {
            wrong.add(file.where(name) + " lacks the tensor " + name);
            return manager.zeros(new Shape(0));
        }
        if (!file.shape(name).equals(shape)) {
            wrong.add(file.where(name) + ", tensor " + name + " has the shape " + file.shape(name) + ", needed is "
                    + shape);
            return manager.zeros(new Shape(0));
        }
        NDArray array = manager.zeros(shape);
        file.read(name, array);
        return array;
    }

    @Override
    public List<NDArray> join(NDManager target, TensorFiles files, String prefix) throws IOException {
        List<NDArray> joined = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
            joined.add(tensor(
                    target, files, prefix + tensor.getKey(), tensor.getValue().getShape(), wrong));
        }
        if (!wrong.isEmpty()) {
            throw new IOException(SafetensorsFolder.summary(wrong));
        }
        return joined;
    }
}
