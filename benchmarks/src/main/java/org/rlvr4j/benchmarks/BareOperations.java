package org.rlvr4j.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.ModelShape;

/**
 * The matrix products of a Llama-shaped decoder and nothing else, issued back to back: no norms, rotation, residuals,
 * activation, masks, cache, sampling, loss, tape or optimiser. Inputs of the right shapes lie ready before the clock
 * starts.
 */
final class BareOperations implements AutoCloseable {

    private final ModelShape shape;
    private final boolean softmax;
    private final NDManager manager;
    private final NDArray queryKeyValue;
    private final NDArray attentionOutput;
    private final NDArray gate;
    private final NDArray up;
    private final NDArray down;
    private final NDArray head;
    private final List<Consumer<NDManager>> pieces = new ArrayList<>();

    /**
     * Makes the weights.
     *
     * @param shape the decoder's shape; all layers share one set of weights here, which favours the bare side if anything
     * @param vocabulary V
     * @param softmax whether attention has its softmax, forward only
     */
    BareOperations(ModelShape shape, int vocabulary, boolean softmax) {
        this.shape = shape;
        this.softmax = softmax;
        this.manager = NDManager.newBaseManager();
        int hidden = shape.hiddenSize();
        int headSize = hidden / shape.heads();
        int joined = (shape.heads() + 2 * shape.keyValueHeads()) * headSize;
        queryKeyValue = random(joined, hidden);
        attentionOutput = random(hidden, hidden);
        gate = random(shape.feedForwardSize(), hidden);
        up = random(shape.feedForwardSize(), hidden);
        down = random(hidden, shape.feedForwardSize());
        head = random(vocabulary, hidden);
    }

    private NDArray random(long... dimensions) {
        return manager.randomNormal(0, 0.1f, new Shape(dimensions), DataType.FLOAT32);
    }

    /**
     * Adds one pass of some positions through all layers.
     *
     * @param rows sequences
     * @param length positions of each
     * @param seen positions that each attends to
     * @param backward whether the two products that carry gradients back follow each product
     */
    void addLayers(int rows, int length, int seen, boolean backward) {
        int groups = shape.keyValueHeads();
        int headSize = shape.hiddenSize() / shape.heads();
        long queries = (long) shape.heads() / groups * length;
        Matrix input = matrix((long) rows * length, shape.hiddenSize());
        Matrix wide = matrix((long) rows * length, shape.feedForwardSize());
        Matrix joined = matrix((long) rows * length, queryKeyValue.getShape().get(0));
        NDArray query = random(rows, groups, queries, headSize);
        NDArray key = random(rows, groups, seen, headSize);
        NDArray value = random(rows, groups, seen, headSize);
        NDArray share = random(rows, groups, queries, seen);
        // views are made here, once: DJL keeps each until the manager of its source goes
        NDArray keyT = key.transpose(0, 1, 3, 2);
        NDArray valueT = value.transpose(0, 1, 3, 2);
        NDArray shareT = share.transpose(0, 1, 3, 2);
        pieces.add(scratch -> {
            for (int layer = 0; layer < shape.layers(); layer++) {
                try (NDManager now = scratch.newSubManager()) {
                    linear(now, input, queryKeyValue, backward ? joined : null);
                    NDArray scores = keep(now, query.matMul(keyT));
                    NDArray shares = softmax ? keep(now, scores.softmax(-1)) : share;
                    keep(now, shares.matMul(value));
                    linear(now, input, attentionOutput, backward ? input : null);
                    linear(now, input, gate, backward ? wide : null);
                    linear(now, input, up, backward ? wide : null);
                    linear(now, wide, down, backward ? input : null);
                    if (backward) {
                        // query stands for the gradient of the mixed values, share for that of the scores
                        keep(now, query.matMul(valueT));
                        keep(now, shareT.matMul(query));
                        keep(now, share.matMul(key));
                        keep(now, shareT.matMul(query));
                    }
                }
            }
        });
    }

    /**
     * Adds the product with the vocabulary.
     *
     * @param rows positions whose logits are needed
     * @param backward whether gradients are carried back
     */
    void addHead(int rows, boolean backward) {
        Matrix input = matrix(rows, shape.hiddenSize());
        Matrix gradient = backward ? matrix(rows, head.getShape().get(0)) : null;
        pieces.add(scratch -> {
            try (NDManager now = scratch.newSubManager()) {
                linear(now, input, head, gradient);
            }
        });
    }

    /** A matrix with its transposed view. */
    private record Matrix(NDArray array, NDArray transposed) {}

    private Matrix matrix(long rows, long columns) {
        NDArray array = random(rows, columns);
        return new Matrix(array, array.transpose());
    }

    /** y = x Wᵀ; and given dy, dx = dy W and dW = dyᵀ x. */
    private static void linear(NDManager now, Matrix x, NDArray weight, @Nullable Matrix gradient) {
        keep(now, x.array.getNDArrayInternal().linear(x.array, weight, null).singletonOrThrow());
        if (gradient != null) {
            keep(now, gradient.array.matMul(weight));
            keep(now, gradient.transposed.matMul(x.array));
        }
    }

    private static NDArray keep(NDManager now, NDArray array) {
        array.attach(now);
        return array;
    }

    /** Issues all that was added. */
    void run() {
        try (NDManager scratch = manager.newSubManager()) {
            pieces.forEach(piece -> piece.accept(scratch));
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
