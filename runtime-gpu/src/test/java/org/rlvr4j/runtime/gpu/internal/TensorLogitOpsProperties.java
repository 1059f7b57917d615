package org.rlvr4j.runtime.gpu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.rlvr4j.api.rollout.LogitOps;

/** The operations against the words of {@link LogitOps}, one row at a time. */
class TensorLogitOpsProperties {

    private static final double ROUNDING = 1e-5;

    /** Halves from −3 to 3: many ties. */
    @Provide
    Arbitrary<float[]> logits() {
        return Arbitraries.integers()
                .between(-6, 6)
                .map(i -> i / 2f)
                .array(Float[].class)
                .ofMinSize(1)
                .ofMaxSize(9)
                .map(boxed -> {
                    float[] row = new float[boxed.length];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = boxed[i];
                    }
                    return row;
                });
    }

    private static double[] softmax(float[] logits) {
        double[] weights = new double[logits.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(logits[i]);
        }
        double total = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / total).toArray();
    }

    /** Compares which tokens stay; kept logits must not change, and a drawn token always stays. */
    private static void check(
            float[] logits, BiFunction<LogitOps<NDArray>, NDArray, NDArray> operation, IntPredicate keeps) {
        int size = logits.length;
        try (NDManager manager = TorchEngine.start(TinyModels.options()).newManager()) {
            NDArray matrix = manager.create(new float[][] {logits});
            float[] sampled =
                    operation.apply(TensorLogitOps.forSampling(), matrix).toFloatArray();
            float[] probabilities = operation
                    .apply(TensorLogitOps.forSampling(), matrix)
                    .softmax(1)
                    .toFloatArray();
            for (int v = 0; v < size; v++) {
                if (keeps.test(v)) {
                    assertEquals(logits[v], sampled[v], "kept token " + v);
                } else {
                    assertEquals(0f, probabilities[v], "excluded token " + v);
                }
                NDArray drawn = manager.create(new long[] {v}, new Shape(1));
                float[] learned =
                        operation.apply(TensorLogitOps.keeping(drawn), matrix).toFloatArray();
                assertEquals(logits[v], learned[v], "a drawn token stays");
                for (int other = 0; other < size; other++) {
                    if (other != v) {
                        assertEquals(sampled[other], learned[other], "others stay as they were");
                    }
                }
            }
        }
    }

    @Property(tries = 150)
    void topKKeepsTheMostProbableAndOfTiesTheLowerToken(
            @ForAll("logits") float[] logits, @ForAll @IntRange(min = 1, max = 10) int k) {
        check(logits, (ops, x) -> ops.keepTopK(x, k), v -> {
            int before = 0;
            for (int other = 0; other < logits.length; other++) {
                before += logits[other] > logits[v] || (logits[other] == logits[v] && other < v) ? 1 : 0;
            }
            return before < k;
        });
    }

    @Property(tries = 150)
    void topPKeepsATokenWhileThoseMoreProbableAreBelowP(
            @ForAll("logits") float[] logits, @ForAll @DoubleRange(min = 0.01, max = 1) double p) {
        double[] probabilities = softmax(logits);
        double[] above = new double[logits.length];
        for (int v = 0; v < above.length; v++) {
            for (int other = 0; other < above.length; other++) {
                above[v] += logits[other] > logits[v] ? probabilities[other] : 0;
            }
            Assume.that(p == 1 || Math.abs(above[v] - p) > ROUNDING);
        }
        check(logits, (ops, x) -> ops.keepTopP(x, p), v -> p == 1 || above[v] < p);
    }

    @Property(tries = 150)
    void minPKeepsWhatIsProbableEnoughBesideTheMostProbable(
            @ForAll("logits") float[] logits, @ForAll @DoubleRange(min = 0, max = 0.99) double p) {
        double[] probabilities = softmax(logits);
        double most = Arrays.stream(probabilities).max().orElseThrow();
        for (double probability : probabilities) {
            Assume.that(Math.abs(probability - p * most) > ROUNDING);
        }
        check(logits, (ops, x) -> ops.keepMinP(x, p), v -> probabilities[v] >= p * most);
    }

    @Property(tries = 50)
    void temperatureDivides(
            @ForAll("logits") float[] logits, @ForAll @DoubleRange(min = 0.1, max = 10) double temperature) {
        try (NDManager manager = TorchEngine.start(TinyModels.options()).newManager()) {
            float[] divided = TensorLogitOps.forSampling()
                    .divide(manager.create(new float[][] {logits}), temperature)
                    .toFloatArray();
            for (int v = 0; v < logits.length; v++) {
                assertEquals(logits[v] / temperature, divided[v], 1e-5);
            }
        }
    }
}
