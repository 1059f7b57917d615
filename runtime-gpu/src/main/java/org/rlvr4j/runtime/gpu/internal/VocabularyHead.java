package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.function.BiFunction;
import org.rlvr4j.api.rollout.TokenSampler;

/**
 * Log-probabilities and entropies of tokens from hidden states, never holding more than a bounded slice of the logits
 * [N][V].
 *
 * <p>Where all logits fit the bound they are computed once. Otherwise they are computed slice by slice without keeping
 * them, the loss is differentiated with respect to the log-probabilities, and each slice is computed a second time to
 * carry the gradient on: one more matrix product for memory that does not grow with N·V.
 */
final class VocabularyHead {

    private final Decoder decoder;
    private final ModelConfig config;
    private final boolean entropyTrained;
    private final long maxLogits;

    /** Log-probabilities and entropies of tokens; shape [N] each. */
    record Scores(NDArray logProbs, NDArray entropies) {}

    /**
     * Creates the head.
     *
     * @param entropyTrained whether entropies are on the tape; they are only measured otherwise
     * @param maxLogits the most elements of logits held at once; at least one token's V are
     */
    VocabularyHead(Decoder decoder, ModelConfig config, boolean entropyTrained, long maxLogits) {
        this.decoder = decoder;
        this.config = config;
        this.entropyTrained = entropyTrained;
        this.maxLogits = maxLogits;
    }

    private Scores scores(NDArray hidden, NDArray targets, TokenSampler sampler) {
        NDArray logits = sampler.restrict(decoder.logits(hidden), TensorLogitOps.keeping(targets));
        NDArray logProbs = logits.logSoftmax(1);
        NDArray measured = entropyTrained ? logProbs : logProbs.stopGradient();
        NDArray entropies = measured.exp().mul(measured).sum(new int[] {1}).neg();
        return new Scores(logProbs.gather(targets.reshape(-1, 1), 1).reshape(-1), entropies);
    }

    private long sliceRows(long rows) {
        return Math.max(1, Math.min(rows, maxLogits / config.vocabularySize()));
    }

    /** Scores without gradient; shape [N]. */
    Scores score(NDArray hidden, NDArray targets, TokenSampler sampler) {
        long rows = targets.size();
        long slice = sliceRows(rows);
        if (slice == rows) {
            return scores(hidden, targets, sampler);
        }
        NDManager manager = hidden.getManager();
        NDList logProbs = new NDList();
        NDList entropies = new NDList();
        for (long from = 0; from < rows; from += slice) {
            long to = Math.min(rows, from + slice);
            try (NDManager scratch = manager.newSubManager()) {
                Scores part = scores(
                        Slices.along(hidden, 0, from, to, scratch),
                        Slices.along(targets, 0, from, to, scratch),
                        sampler);
                logProbs.add(keep(part.logProbs.stopGradient(), manager));
                entropies.add(keep(part.entropies.stopGradient(), manager));
            }
        }
        return new Scores(NDArrays.concat(logProbs), NDArrays.concat(entropies));
    }

    /**
     * Differentiates a loss of log-probabilities and entropies down to the weights.
     *
     * @param hidden hidden states on the tape; shape [N][C]
     * @param targets tokens; shape [N]
     * @param sampler how the behaviour policy restricted its logits
     * @param loss the loss
     * @param collector the tape
     * @return what the loss gave
     */
    PolicyLoss.Result backward(
            NDArray hidden,
            NDArray targets,
            TokenSampler sampler,
            BiFunction<NDArray, NDArray, PolicyLoss.Result> loss,
            GradientCollector collector) {
        long rows = targets.size();
        long slice = sliceRows(rows);
        if (slice == rows) {
            Scores scores = scores(hidden, targets, sampler);
            PolicyLoss.Result result = loss.apply(scores.logProbs, scores.entropies);
            collector.backward(result.value());
            return result;
        }
        NDManager manager = hidden.getManager();
        NDArray leaf = hidden.stopGradient();
        leaf.setRequiresGradient(true);
        Scores scores = score(leaf, targets, sampler);
        scores.logProbs.setRequiresGradient(true);
        scores.entropies.setRequiresGradient(true);
        PolicyLoss.Result result = loss.apply(scores.logProbs, scores.entropies);
        // the second term of this sum is zero; it makes sure that both leaves have a gradient
        collector.backward(result.value().add(scores.entropies.sum().mul(Constants.beside(leaf, 0))));
        NDArray logProbGradient = keep(scores.logProbs.getGradient(), manager);
        NDArray entropyGradient = keep(scores.entropies.getGradient(), manager);
        for (long from = 0; from < rows; from += slice) {
            long to = Math.min(rows, from + slice);
            try (NDManager scratch = manager.newSubManager()) {
                Scores part = scores(
                        Slices.along(leaf, 0, from, to, scratch), Slices.along(targets, 0, from, to, scratch), sampler);
                NDArray carried = part.logProbs
                        .mul(Slices.along(logProbGradient, 0, from, to, scratch))
                        .add(part.entropies.mul(Slices.along(entropyGradient, 0, from, to, scratch)));
                collector.backward(carried.sum());
            }
        }
        NDArray hiddenGradient = keep(leaf.getGradient(), manager);
        collector.backward(hidden.mul(hiddenGradient).sum());
        return result;
    }

    private static NDArray keep(NDArray array, NDManager manager) {
        array.attach(manager);
        return array;
    }
}
