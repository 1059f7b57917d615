package org.rlvr4j.samplers.token;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.rlvr4j.api.rollout.LogitOps;

/**
 * The reference implementation of {@link LogitOps}, on rows of a plain array: shape [D][V].
 *
 * <p>It favours plainness over speed; a runtime tests its own operations against it. Logits are single precision as a
 * model gives them; probabilities are computed in double precision. Given arrays are not changed.
 *
 * <p>Every operation throws {@link IllegalArgumentException} if a row holds NaN or +∞ or no finite logit, or if its
 * parameter is out of the range that {@link LogitOps} states.
 */
public final class ArrayLogitOps implements LogitOps<float[][]> {

    /** Creates the operations. */
    public ArrayLogitOps() {}

    @Override
    public float[][] divide(float[][] logits, double temperature) {
        require(temperature > 0 && temperature < Double.POSITIVE_INFINITY, "temperature", temperature);
        return forEachRow(logits, row -> {
            float[] divided = new float[row.length];
            for (int v = 0; v < row.length; v++) {
                divided[v] = (float) (row[v] / temperature);
            }
            return divided;
        });
    }

    @Override
    public float[][] keepTopK(float[][] logits, int k) {
        require(k >= 1, "k", k);
        return forEachRow(logits, row -> {
            int[] tokens = mostProbableFirst(row);
            return keep(row, tokens, Math.min(k, tokens.length));
        });
    }

    @Override
    public float[][] keepTopP(float[][] logits, double p) {
        require(p > 0 && p <= 1, "p", p);
        return p == 1
                ? forEachRow(logits, float[]::clone)
                : forEachRow(logits, row -> {
                    double[] probabilities = probabilities(row);
                    int[] tokens = mostProbableFirst(row);
                    int kept = 0;
                    double moreProbable = 0;
                    while (kept < tokens.length && moreProbable < p) {
                        moreProbable += probabilities[tokens[kept]];
                        kept++;
                    }
                    return keep(row, tokens, kept);
                });
    }

    @Override
    public float[][] keepMinP(float[][] logits, double p) {
        require(p >= 0 && p <= 1, "p", p);
        return forEachRow(logits, row -> {
            double largest = largest(row);
            float[] kept = row.clone();
            for (int v = 0; v < row.length; v++) {
                if (!(Math.exp(row[v] - largest) >= p)) {
                    kept[v] = Float.NEGATIVE_INFINITY;
                }
            }
            return kept;
        });
    }

    /**
     * Returns the distribution that logits stand for.
     *
     * @param row logits of one row, at least one of them finite; shape [V]
     * @return the softmax, which sums to 1 up to rounding; 0 where the logit is −∞; shape [V]
     */
    public static double[] probabilities(float[] row) {
        double largest = largest(row);
        double[] probabilities = new double[row.length];
        double sum = 0;
        for (int v = 0; v < row.length; v++) {
            probabilities[v] = Math.exp(row[v] - largest);
            sum += probabilities[v];
        }
        for (int v = 0; v < row.length; v++) {
            probabilities[v] /= sum;
        }
        return probabilities;
    }

    /** An operation on one row. */
    @FunctionalInterface
    private interface RowOperation {
        float[] apply(float[] row);
    }

    private static float[][] forEachRow(float[][] logits, RowOperation operation) {
        float[][] result = new float[logits.length][];
        for (int d = 0; d < logits.length; d++) {
            largest(logits[d]);
            result[d] = operation.apply(logits[d]);
        }
        return result;
    }

    /** Sorts by falling logit, equal logits by token id. */
    private static int[] mostProbableFirst(float[] row) {
        return IntStream.range(0, row.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer v) -> 0.0 - row[v]).thenComparingInt(v -> v))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static float[] keep(float[] row, int[] tokens, int count) {
        float[] kept = new float[row.length];
        Arrays.fill(kept, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < count; i++) {
            kept[tokens[i]] = row[tokens[i]];
        }
        return kept;
    }

    private static double largest(float[] row) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int v = 0; v < row.length; v++) {
            require(row[v] < Float.POSITIVE_INFINITY, "logit " + v, row[v]);
            largest = Math.max(largest, row[v]);
        }
        require(largest > Double.NEGATIVE_INFINITY, "largest logit", largest);
        return largest;
    }

    private static void require(boolean inRange, String name, double value) {
        if (!inRange) {
            throw new IllegalArgumentException(name + " is out of range: " + value);
        }
    }
}
