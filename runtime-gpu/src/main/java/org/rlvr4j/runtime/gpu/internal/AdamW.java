package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.rlvr4j.api.learning.NonFiniteException;
import org.rlvr4j.api.learning.OptimizerOptions;
import org.rlvr4j.runtime.gpu.internal.safetensors.Safetensors;

/**
 * AdamW with decoupled weight decay (arXiv 1711.05101) and clipping of the global gradient norm. Vectors (norms) are not
 * decayed.
 */
final class AdamW implements AutoCloseable {

    static final String FILE = "optimizer.safetensors";
    private static final String FIRST = "first.";
    private static final String SECOND = "second.";
    private static final String UPDATES = "updates";

    private final OptimizerOptions options;
    private final TrainedTensors weights;
    private final NDManager manager;
    private List<NDArray> first = List.of();
    private List<NDArray> second = List.of();
    private long updates;

    AdamW(OptimizerOptions options, TrainedTensors weights, NDManager parent) {
        this.options = options;
        this.weights = weights;
        this.manager = parent.newSubManager();
    }

    /** Makes room for the moments where something is trained: who only samples does without twice the weights' memory. */
    private void allocateMoments() {
        if (first.isEmpty()) {
            first = zeros();
            second = zeros();
        }
    }

    private List<NDArray> zeros() {
        return weights.all().stream().map(w -> manager.zeros(w.getShape())).toList();
    }

    /**
     * Starts to collect gradients, from zero.
     *
     * <p>Weights ask for a gradient only between here and {@link #update} or {@link #stop}: everything else that computes
     * with them then records no tape, whatever thread it runs in (PyTorch's switch for that is per thread).
     */
    void start() {
        allocateMoments();
        try (NDManager scratch = manager.newSubManager()) {
            for (NDArray weight : weights.all()) {
                weight.setRequiresGradient(true);
                NDArray gradient = weight.getGradient();
                gradient.attach(scratch);
                // what a failed update has left behind may be NaN, so this must not compute with it
                gradient.set(new NDIndex().addEllipseDim(), 0);
            }
        }
    }

    /** Stops collecting gradients. */
    void stop() {
        weights.all().forEach(weight -> weight.setRequiresGradient(false));
    }

    /**
     * Applies the gradients collected since {@link #start}.
     *
     * @param learningRate the step's rate
     * @return the global gradient norm before clipping
     * @throws NonFiniteException if a gradient or an updated weight is not finite
     */
    double update(double learningRate) {
        List<NDArray> all = weights.all();
        try (NDManager scratch = manager.newSubManager()) {
            List<NDArray> gradients = new ArrayList<>();
            for (NDArray weight : all) {
                NDArray gradient = weight.getGradient();
                gradient.attach(scratch);
                gradients.add(gradient);
            }
            stop();
            float[] squares = sums(gradients, NDArray::square);
            double total = 0;
            for (int i = 0; i < squares.length; i++) {
                requireFinite(squares[i], "gradient of ", i);
                total += squares[i];
            }
            double norm = Math.sqrt(total);
            double scale = Math.min(1, options.maxGradientNorm() / (norm + 1e-12));
            updates++;
            double correction1 = 1 - Math.pow(options.beta1(), (double) updates);
            double correction2 = 1 - Math.pow(options.beta2(), (double) updates);
            for (int i = 0; i < all.size(); i++) {
                NDArray gradient = gradients.get(i);
                gradient.muli(scale);
                // copies of weights are closed at once: together they would double the memory of a large policy
                try (NDArray share = gradient.mul(1 - options.beta1());
                        NDArray squareShare = gradient.square()) {
                    first.get(i).muli(options.beta1()).addi(share);
                    second.get(i).muli(options.beta2()).addi(squareShare.muli(1 - options.beta2()));
                }
                NDArray weight = all.get(i);
                if (options.weightDecay() > 0 && weight.getShape().dimension() > 1) {
                    weight.muli(1 - learningRate * options.weightDecay());
                }
                try (NDArray root = second.get(i).sqrt();
                        NDArray direction = first.get(i)
                                .div(root.divi(Math.sqrt(correction2)).addi(options.epsilon()))) {
                    weight.subi(direction.muli(learningRate / correction1));
                }
            }
            float[] magnitudes = sums(all, NDArray::abs);
            for (int i = 0; i < magnitudes.length; i++) {
                requireFinite(magnitudes[i], "weight ", i);
            }
            return norm;
        }
    }

    /** Sums a function of each array, holding one copy at a time. */
    private static float[] sums(List<NDArray> arrays, UnaryOperator<NDArray> function) {
        try (NDList sums = new NDList()) {
            for (NDArray array : arrays) {
                try (NDArray copy = function.apply(array)) {
                    sums.add(copy.sum());
                }
            }
            try (NDArray stacked = NDArrays.stack(sums)) {
                return stacked.toFloatArray();
            }
        }
    }

    private void requireFinite(float value, String what, int index) {
        if (!Float.isFinite(value)) {
            throw new NonFiniteException(
                    what + weights.names().get(index) + " is not finite at optimiser update " + (updates + 1));
        }
    }

    void save(Path file) throws IOException {
        allocateMoments();
        try (NDManager scratch = manager.newSubManager()) {
            Map<String, NDArray> tensors = new LinkedHashMap<>();
            weights.split(scratch, first).forEach((name, array) -> tensors.put(FIRST + name, array));
            weights.split(scratch, second).forEach((name, array) -> tensors.put(SECOND + name, array));
            Safetensors.write(file, tensors, Map.of(UPDATES, Long.toString(updates)));
        }
    }

    void restore(Path file) throws IOException {
        allocateMoments();
        Safetensors saved = Safetensors.read(file);
        String count = saved.metadata().getOrDefault(UPDATES, "");
        if (!count.matches("\\d{1,18}")) {
            throw new IOException(file + " lacks the count of optimiser updates");
        }
        try (NDManager scratch = manager.newSubManager()) {
            List<NDArray> restoredFirst = weights.join(scratch, saved, FIRST);
            List<NDArray> restoredSecond = weights.join(scratch, saved, SECOND);
            for (int i = 0; i < first.size(); i++) {
                Slices.overwrite(first.get(i), restoredFirst.get(i));
                Slices.overwrite(second.get(i), restoredSecond.get(i));
            }
        }
        updates = Long.parseLong(count);
    }

    /** Goes back to moments of zero. */
    void forget() {
        first.forEach(NDArray::close);
        second.forEach(NDArray::close);
        first = List.of();
        second = List.of();
        updates = 0;
    }

    @Override
    public void close() {
        manager.close();
    }
}
