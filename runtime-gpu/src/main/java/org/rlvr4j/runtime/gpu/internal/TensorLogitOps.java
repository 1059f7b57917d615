package org.rlvr4j.runtime.gpu.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.rollout.LogitOps;

/**
 * Logit operations on tensors of shape [N][V].
 *
 * <p>The learner gives the tokens that were drawn: they stay in the support even where the changed policy would now cut
 * them off, so that their log-probability is finite.
 */
final class TensorLogitOps implements LogitOps<NDArray> {

    /** A logit whose probability is exactly 0 in float32, and whose product with it is 0 rather than NaN. */
    private static final float EXCLUDED = -1e30f;

    /** Above every probability. */
    private static final float ABOVE_ALL = 2;

    private final @Nullable NDArray drawn;

    private TensorLogitOps(@Nullable NDArray drawn) {
        this.drawn = drawn;
    }

    static TensorLogitOps forSampling() {
        return new TensorLogitOps(null);
    }

    /** @param drawn token ids that stay; shape [N], int64 */
    static TensorLogitOps keeping(NDArray drawn) {
        return new TensorLogitOps(drawn);
    }

    @Override
    public NDArray divide(NDArray logits, double temperature) {
        return logits.div(Constants.beside(logits, temperature));
    }

    @Override
    public NDArray keepTopK(NDArray logits, int k) {
        long vocabulary = logits.getShape().get(1);
        if (k >= vocabulary) {
            return logits;
        }
        NDArray values = logits.stopGradient();
        NDArray kth = values.topK(k, 1, true, true).get(0).get(new NDIndex(":, {}:{}", k - 1, k));
        NDArray above = values.gt(kth);
        NDArray equal = values.eq(kth);
        NDArray room = above.toType(DataType.INT64, false)
                .sum(new int[] {1}, true)
                .neg()
                .add(k);
        NDArray first = equal.toType(DataType.INT64, false).cumSum(1).lte(room);
        return keep(logits, above.logicalOr(equal.logicalAnd(first)));
    }

    @Override
    public NDArray keepTopP(NDArray logits, double p) {
        if (p >= 1) {
            return logits;
        }
        NDArray probabilities = logits.stopGradient().softmax(1);
        NDArray descending = probabilities.neg().sort(1).neg();
        NDArray moreProbable = descending.cumSum(1).sub(descending);
        // the least probable token that stays marks the threshold; the first always stays
        NDArray threshold = NDArrays.where(moreProbable.lt(p), descending, constant(descending, ABOVE_ALL))
                .min(new int[] {1}, true);
        return keep(logits, probabilities.gte(threshold));
    }

    @Override
    public NDArray keepMinP(NDArray logits, double p) {
        if (p <= 0) {
            return logits;
        }
        NDArray probabilities = logits.stopGradient().softmax(1);
        return keep(
                logits, probabilities.gte(probabilities.max(new int[] {1}, true).mul(p)));
    }

    private NDArray keep(NDArray logits, NDArray mask) {
        NDArray kept = mask;
        if (drawn != null) {
            long vocabulary = logits.getShape().get(1);
            kept = kept.logicalOr(drawn.oneHot((int) vocabulary).toType(DataType.BOOLEAN, false));
        }
        return NDArrays.where(kept, logits, constant(logits, EXCLUDED));
    }

    private static NDArray constant(NDArray like, float value) {
        return like.getManager().full(new Shape(1), value);
    }
}
