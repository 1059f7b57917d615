package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.LossOptions;

/** The minimised objective as a function of per-token log-probabilities and entropies. */
final class PolicyLoss {

    /**
     * The loss with what is reported of it.
     *
     * @param value scalar, to be differentiated
     * @param statistics sums over tokens: ratio, clipped tokens, KL, entropy; shape [4]
     */
    record Result(NDArray value, NDArray statistics) {}

    private final LossOptions options;

    PolicyLoss(LossOptions options) {
        this.options = options;
    }

    /**
     * Computes the loss of a micro-batch; the losses of an update's micro-batches add up to the update's loss.
     *
     * @param logProbs log-probability of each response token under the policy; shape [N]
     * @param entropies entropy at each response token; shape [N]
     * @param reference log-probability under the reference; shape [N]; null where no KL is wanted
     * @param batch the tokens
     */
    Result of(NDArray logProbs, NDArray entropies, @Nullable NDArray reference, MicroBatch batch) {
        NDArray ratio;
        NDArray clipped;
        NDArray loss;
        switch (options.objective()) {
            case LIKELIHOOD -> {
                ratio = logProbs.onesLike();
                clipped = logProbs.zerosLike();
                loss = logProbs.mul(batch.advantages())
                        .mul(batch.shares())
                        .sum()
                        .neg();
            }
            case CLIPPED_RATIO -> {
                ratio = logProbs.sub(batch.anchorLogProbs()).exp();
                clipped = isClipped(ratio, batch.advantages());
                loss = surrogate(ratio, clipped, batch.advantages())
                        .mul(batch.shares())
                        .sum()
                        .neg();
            }
            case SEQUENCE_RATIO -> {
                NDArray sequenceRatio = sequenceMeans(logProbs.sub(batch.anchorLogProbs()), batch)
                        .exp();
                NDArray advantages = batch.sequenceAdvantages();
                NDArray sequenceClipped = isClipped(sequenceRatio, advantages);
                loss = weighted(
                                surrogate(sequenceRatio, sequenceClipped, advantages)
                                        .sum(),
                                batch.sequenceShare())
                        .neg();
                ratio = perToken(sequenceRatio.stopGradient(), batch);
                clipped = perToken(sequenceClipped.toType(DataType.FLOAT32, false), batch);
            }
            default -> throw new AssertionError(options.objective());
        }
        NDArray kl = logProbs.zerosLike();
        if (reference != null) {
            kl = divergence(reference.sub(logProbs));
            loss = loss.add(weighted(kl.mul(batch.shares()).sum(), options.klCoefficient()));
        }
        if (options.entropyCoefficient() > 0) {
            loss = loss.sub(weighted(entropies.mul(batch.shares()).sum(), options.entropyCoefficient()));
        }
        NDArray statistics = NDArrays.stack(new NDList(
                ratio.stopGradient().sum(),
                clipped.toType(DataType.FLOAT32, false).sum(),
                kl.stopGradient().sum(),
                entropies.stopGradient().sum()));
        return new Result(loss, statistics);
    }

    /** min(r·A, clip(r)·A), which is clip(r)·A, a constant, exactly where a ratio counts as clipped. */
    private NDArray surrogate(NDArray ratio, NDArray clipped, NDArray advantages) {
        NDArray bound = ratio.stopGradient().clip(1 - options.clipLow(), 1 + options.clipHigh());
        return NDArrays.where(clipped, bound.mul(advantages), ratio.mul(advantages));
    }

    private static NDArray weighted(NDArray value, double weight) {
        return value.mul(Constants.beside(value, weight));
    }

    /** Booleans: the clip takes the ratio's gradient away. */
    private NDArray isClipped(NDArray ratio, NDArray advantages) {
        NDArray high = ratio.gt(1 + options.clipHigh()).logicalAnd(advantages.gt(0));
        NDArray low = ratio.lt(1 - options.clipLow()).logicalAnd(advantages.lt(0));
        return high.logicalOr(low);
    }

    private NDArray divergence(NDArray logRatio) {
        return switch (options.klEstimator()) {
            case K1 -> logRatio.neg();
            case K2 -> weighted(logRatio.square(), 0.5);
            case K3 -> logRatio.exp().sub(logRatio).sub(1);
        };
    }

    /** Means of a number a token [N] over each sequence's tokens; shape [D]. */
    private static NDArray sequenceMeans(NDArray perToken, MicroBatch batch) {
        NDArray padded =
                NDArrays.concat(new NDList(perToken, perToken.getManager().zeros(new Shape(1))));
        return Slices.rows(padded.reshape(-1, 1), batch.tokensOf())
                .sum(new int[] {1, 2})
                .div(batch.lengths());
    }

    private static NDArray perToken(NDArray perSequence, MicroBatch batch) {
        NDArray column = perSequence.reshape(-1, 1);
        return Slices.rows(column, batch.sequenceOf()).reshape(new Shape(batch.tokens()));
    }
}
