package org.rlvr4j.testkit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.rlvr4j.api.rollout.LogitOps;

/** {@link LogitOps} on plain arrays; shape [D][V]. Written for clarity, in double precision; nothing given is changed. */
public final class ArrayLogitOps implements LogitOps<double[][]> {

    /** Creates the operations. */
    public ArrayLogitOps() {}

    @Override
    public double[][] divide(double[][] logits, double temperature) {
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a temperature must be finite and above 0, got " + temperature);
        }
        return Arrays.stream(logits)
                .map(row -> Arrays.stream(row).map(logit -> logit / temperature).toArray())
                .toArray(double[][]::new);
    }

    @Override
    public double[][] keepTopK(double[][] logits, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be at least 1, got " + k);
        }
        return Arrays.stream(logits)
                .map(row -> {
                    int[] order = byDescendingLogit(row);
                    return keep(row, rank -> rank < k, order);
                })
                .toArray(double[][]::new);
    }

    @Override
    public double[][] keepTopP(double[][] logits, double p) {
        if (!(p > 0 && p <= 1)) {
            throw new IllegalArgumentException("p must be above 0 and at most 1, got " + p);
        }
        return Arrays.stream(logits)
                .map(row -> {
                    int[] order = byDescendingLogit(row);
                    double[] probabilities = softmax(row);
                    double[] before = new double[order.length];
                    for (int rank = 1; rank < order.length; rank++) {
                        before[rank] = before[rank - 1] + probabilities[order[rank - 1]];
                    }
                    return keep(row, rank -> p == 1 || before[rank] < p, order);
                })
                .toArray(double[][]::new);
    }

    @Override
    public double[][] keepMinP(double[][] logits, double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("p must be between 0 and 1, got " + p);
        }
        return Arrays.stream(logits)
                .map(row -> {
                    int[] order = byDescendingLogit(row);
                    double[] probabilities = softmax(row);
                    return keep(row, rank -> probabilities[order[rank]] >= p * probabilities[order[0]], order);
                })
                .toArray(double[][]::new);
    }

    /**
     * Turns one row of logits into probabilities.
     *
     * @param row logits, at least one of them finite; shape [V]
     * @return their softmax; shape [V]
     */
    public static double[] softmax(double[] row) {
        double largest = Arrays.stream(row).max().orElseThrow();
        double[] weights =
                Arrays.stream(row).map(logit -> Math.exp(logit - largest)).toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    private static int[] byDescendingLogit(double[] row) {
        return IntStream.range(0, row.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -row[i]).thenComparing(i -> i))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[] keep(double[] row, java.util.function.IntPredicate ranks, int[] order) {
        double[] kept = new double[row.length];
        Arrays.fill(kept, Double.NEGATIVE_INFINITY);
        for (int rank = 0; rank < order.length; rank++) {
            if (ranks.test(rank)) {
                kept[order[rank]] = row[order[rank]];
            }
        }
        return kept;
    }
}
