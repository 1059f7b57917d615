package org.rlvr4j.samplers.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.rlvr4j.api.rollout.TokenSampler;

class TokenSamplerProperties {

    private static final ArrayLogitOps OPS = new ArrayLogitOps();

    /** Rows with ties and excluded tokens, but at least one finite logit. */
    @Provide
    Arbitrary<float[]> rows() {
        Arbitrary<Float> logit = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.floats().between(-20, 20)),
                Tuple.of(3, Arbitraries.of(-1f, 0f, -0f, 1f, 3f)),
                Tuple.of(1, Arbitraries.just(Float.NEGATIVE_INFINITY)));
        return logit.array(float[].class)
                .ofMinSize(1)
                .ofMaxSize(30)
                .filter(row -> IntStream.range(0, row.length).anyMatch(v -> Float.isFinite(row[v])));
    }

    private static float[] apply(TokenSampler sampler, float[] row) {
        return sampler.restrict(new float[][] {row}, OPS)[0];
    }

    private static boolean isKept(float[] restricted, int token) {
        return restricted[token] > Float.NEGATIVE_INFINITY;
    }

    private static long count(float[] restricted) {
        return IntStream.range(0, restricted.length)
                .filter(v -> isKept(restricted, v))
                .count();
    }

    /** Whether token a comes before token b: the larger logit, or the lower id. */
    private static boolean precedes(float[] row, int a, int b) {
        return row[a] > row[b] || (row[a] == row[b] && a < b);
    }

    @Property
    void topKKeepsTheFirstK(@ForAll("rows") float[] row, @ForAll @IntRange(min = 1, max = 35) int k) {
        float[] kept = apply(new TopKSampler(k), row);
        for (int token = 0; token < row.length; token++) {
            int v = token;
            long before = IntStream.range(0, row.length)
                    .filter(other -> precedes(row, other, v))
                    .count();
            assertEquals(before < k ? row[v] : Float.NEGATIVE_INFINITY, kept[v]);
        }
    }

    @Property
    void topPKeepsTheSmallestSetThatReachesP(
            @ForAll("rows") float[] row,
            @ForAll @Scale(6) @DoubleRange(min = 0, minIncluded = false, max = 0.999) double p) {
        double[] probabilities = ArrayLogitOps.probabilities(row);
        float[] kept = apply(new TopPSampler(p), row);
        assertTrue(count(kept) >= 1);
        double mass = 0;
        double smallest = 1;
        for (int v = 0; v < row.length; v++) {
            if (isKept(kept, v)) {
                assertEquals(row[v], kept[v]);
                mass += probabilities[v];
                smallest = Math.min(smallest, probabilities[v]);
            }
        }
        assertTrue(mass >= p - 1e-12, mass + " < " + p);
        assertTrue(count(kept) == 1 || mass - smallest < p + 1e-12, "one token too many");
        for (int v = 0; v < row.length; v++) {
            for (int other = 0; other < row.length; other++) {
                assertTrue(isKept(kept, other) || !isKept(kept, v) || precedes(row, v, other), "not the most probable");
            }
        }
    }

    @Property
    void minPKeepsWhatIsProbableEnough(
            @ForAll("rows") float[] row, @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double p) {
        double[] probabilities = ArrayLogitOps.probabilities(row);
        double largest = IntStream.range(0, row.length)
                .mapToDouble(v -> probabilities[v])
                .max()
                .orElseThrow();
        float[] kept = apply(new MinPSampler(p), row);
        assertTrue(count(kept) >= 1);
        for (int v = 0; v < row.length; v++) {
            if (probabilities[v] > largest * p * (1 + 1e-12)) {
                assertTrue(isKept(kept, v));
            } else if (probabilities[v] < largest * p * (1 - 1e-12)) {
                assertTrue(!isKept(kept, v));
            }
        }
    }

    @Property
    void greedyKeepsOneMostProbableToken(@ForAll("rows") float[] row) {
        float[] kept = apply(new GreedySampler(), row);
        assertEquals(1, count(kept));
        assertEquals(
                1,
                IntStream.range(0, row.length)
                        .filter(v -> isKept(kept, v))
                        .mapToDouble(v -> ArrayLogitOps.probabilities(kept)[v])
                        .sum());
    }

    @Property
    void settingsThatAreOffChangeNothing(@ForAll("rows") float[] row) {
        for (TokenSampler off : List.of(
                new TemperatureSampler(1),
                new TopKSampler(row.length),
                new TopPSampler(1),
                new MinPSampler(0),
                new ChainedTokenSampler())) {
            assertArrayEquals(row, apply(off, row));
        }
        float[][] rows = {row};
        assertArrayEquals(row, OPS.keepTopP(rows, 1)[0]);
        assertArrayEquals(row, OPS.keepMinP(rows, 0)[0]);
        assertArrayEquals(row, OPS.divide(rows, 1)[0]);
    }

    @Property
    void rowsDoNotSeeOneAnotherAndStayAsTheyWere(@ForAll("rows") float[] first, @ForAll("rows") float[] second) {
        TokenSampler sampler = new StandardSampling(0.7, 10, 0.9, 0.05).toTokenSampler();
        float[] copy = first.clone();
        float[][] both = sampler.restrict(new float[][] {first, second}, OPS);
        assertArrayEquals(apply(sampler, first), both[0]);
        assertArrayEquals(apply(sampler, second), both[1]);
        assertArrayEquals(copy, first);
    }
}
