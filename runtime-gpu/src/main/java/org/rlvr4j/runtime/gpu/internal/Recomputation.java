package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Back-propagation that keeps the hidden states between layers and no others (arXiv 1604.06174): the forward pass runs
 * without a tape, and each layer is computed a second time, with one, when its gradient is due. One more forward pass for
 * activations of one layer instead of all.
 */
final class Recomputation {

    private final TrainedTensors trained;
    private final GradientCollector collector;

    /**
     * Prepares.
     *
     * @param trained the tensors that collect gradients; they do not during the forward pass
     * @param collector the tape
     */
    Recomputation(TrainedTensors trained, GradientCollector collector) {
        this.trained = trained;
        this.collector = collector;
    }

    /**
     * Runs both passes over a micro-batch.
     *
     * @param decoder the decoder; its result must be a function of its input, dropout included
     * @param batch the tokens
     * @param loss from predictors [N][C], leaves of the tape, to the loss; it must have been differentiated on return
     * @param <R> what the loss gives
     * @return what it gave
     */
    <R> R backward(Decoder decoder, MicroBatch batch, Function<NDArray, R> loss) {
        NDManager scratch = batch.prompts().getManager();
        TrainingPass pass = new TrainingPass(decoder, batch);
        List<TrainingPass.States> inputs = new ArrayList<>();
        collect(false);
        TrainingPass.States states = pass.embed();
        for (int layer = 0; layer < decoder.layers(); layer++) {
            inputs.add(states);
            states = pass.untapedLayer(layer, states);
        }
        collect(true);
        R result;
        List<NDArray> gradients;
        try (NDManager own = scratch.newSubManager()) {
            TrainingPass.States last = leaves(states, own);
            result = loss.apply(pass.predictors(last));
            gradients = gradients(last, scratch);
        }
        states.close();
        for (int layer = decoder.layers() - 1; layer >= 0; layer--) {
            try (NDManager own = scratch.newSubManager()) {
                TrainingPass.States in = leaves(inputs.get(layer), own);
                carry(pass.layer(layer, in, pass.promptOf(own)), gradients);
                gradients.forEach(NDArray::close);
                gradients = gradients(in, scratch);
            }
            inputs.get(layer).close();
        }
        if (trained.holdsEmbedding()) {
            carry(pass.embed(), gradients);
        }
        gradients.forEach(NDArray::close);
        return result;
    }

    private void collect(boolean wanted) {
        trained.all().forEach(tensor -> tensor.setRequiresGradient(wanted));
    }

    private static TrainingPass.States leaves(TrainingPass.States states, NDManager manager) {
        TrainingPass.States leaves = TrainingPass.leaves(states, manager);
        leaves.all().forEach(leaf -> leaf.setRequiresGradient(true));
        return leaves;
    }

    private static List<NDArray> gradients(TrainingPass.States leaves, NDManager manager) {
        return leaves.all().stream()
                .map(leaf -> {
                    NDArray gradient = leaf.getGradient();
                    gradient.attach(manager);
                    return gradient;
                })
                .toList();
    }

    /** Differentiates Σ output · gradient, whose derivative is what the outputs' gradients make of the inputs'. */
    private void carry(TrainingPass.States outputs, List<NDArray> gradients) {
        NDArray sum = outputs.prompts().mul(gradients.get(0)).sum();
        NDArray responses = outputs.responses();
        if (responses != null) {
            sum = sum.add(responses.mul(gradients.get(1)).sum());
        }
        collector.backward(sum);
    }
}
