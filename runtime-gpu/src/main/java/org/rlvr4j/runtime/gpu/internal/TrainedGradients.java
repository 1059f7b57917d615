package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;

/** The gradients that back-propagation leaves at the trained tensors. */
final class TrainedGradients {

    private final TrainedTensors weights;
    private final NDManager manager;

    TrainedGradients(TrainedTensors weights, NDManager manager) {
        this.weights = weights;
        this.manager = manager;
    }

    /**
     * Starts to collect gradients, from zero.
     *
     * <p>Weights ask for a gradient only between here and {@link #stop}: everything else that computes with them then
     * records no tape, whatever thread it runs in (PyTorch's switch for that is per thread).
     */
    void start() {
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

    /**
     * Returns what was collected since {@link #start}.
     *
     * @param target owner of the handles; their memory is that of the next collection, too
     * @return a gradient for each trained tensor, in their order
     */
    List<NDArray> collected(NDManager target) {
        List<NDArray> gradients = new ArrayList<>();
        for (NDArray weight : weights.all()) {
            NDArray gradient = weight.getGradient();
            gradient.attach(target);
            gradients.add(gradient);
        }
        return gradients;
    }

    /** Stops collecting gradients. */
    void stop() {
        weights.all().forEach(weight -> weight.setRequiresGradient(false));
    }
}
