package org.rlvr4j.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.testkit.internal.GoodnessOfFit;

/** What every {@link TokenSampler} keeps to. */
@PropertyDefaults(tries = 200, edgeCases = EdgeCasesMode.NONE)
public abstract class TokenSamplerContract {

    private static final int VOCABULARY = 12;
    private static final int DRAWS = 20_000;
    private static final double TOLERANCE = 1e-9;

    /** For subclasses. */
    protected TokenSamplerContract() {}

    /**
     * Creates the sampler.
     *
     * @return a new sampler, the same each time
     */
    protected abstract TokenSampler sampler();

    /**
     * Says by which temperature the sampler divides.
     *
     * @return 1 by default: the tokens that are kept keep their probabilities relative to one another
     */
    protected double temperature() {
        return 1;
    }

    @Provide
    Arbitrary<double[][]> logits() {
        // distinct logits, so that no ties have to be broken
        Arbitrary<double[]> row = Arbitraries.doubles()
                .between(-20, 20)
                .ofScale(4)
                .array(double[].class)
                .ofSize(VOCABULARY)
                .filter(values -> Arrays.stream(values).distinct().count() == values.length);
        return row.array(double[][].class).ofMinSize(1).ofMaxSize(4);
    }

    private double[][] restrict(double[][] logits) {
        return sampler().restrict(logits, new ArrayLogitOps());
    }

    private double[] probabilities(double[] row) {
        return ArrayLogitOps.softmax(restrict(new double[][] {row})[0]);
    }

    /**
     * Each row keeps its length and at least one token, and no logit is NaN or +∞.
     *
     * @param logits shape [D][V]
     */
    @Property
    public void atLeastOneTokenIsKept(@ForAll("logits") double[][] logits) {
        double[][] restricted = restrict(logits);
        assertEquals(logits.length, restricted.length, "rows");
        for (double[] row : restricted) {
            assertEquals(VOCABULARY, row.length, "logits of a row");
            assertTrue(Arrays.stream(row).anyMatch(Double::isFinite), "a row without any finite logit");
            assertTrue(
                    Arrays.stream(row).noneMatch(logit -> Double.isNaN(logit) || logit == Double.POSITIVE_INFINITY),
                    () -> "logits " + Arrays.toString(row));
        }
    }

    /**
     * Excluded tokens stay excluded: a token of logit −∞ is never drawn.
     *
     * @param logits shape [D][V]
     */
    @Property
    public void whatIsExcludedStaysExcluded(@ForAll("logits") double[][] logits) {
        double[] row = logits[0].clone();
        for (int v = 0; v < VOCABULARY; v += 2) {
            row[v] = Double.NEGATIVE_INFINITY;
        }
        double[] probabilities = probabilities(row);
        for (int v = 0; v < VOCABULARY; v += 2) {
            assertEquals(0, probabilities[v], "the probability of a token that was excluded before");
        }
    }

    /**
     * A more probable token stays more probable, and the most probable one is kept.
     *
     * @param logits shape [D][V]
     */
    @Property
    public void theOrderOfTokensIsKept(@ForAll("logits") double[][] logits) {
        double[] row = logits[0];
        double[] probabilities = probabilities(row);
        for (int a = 0; a < VOCABULARY; a++) {
            for (int b = 0; b < VOCABULARY; b++) {
                if (row[a] > row[b]) {
                    assertTrue(
                            probabilities[a] >= probabilities[b] - TOLERANCE,
                            "a less probable token became the more probable one");
                }
            }
        }
    }

    /**
     * Rows do not see one another.
     *
     * @param logits shape [D][V]
     */
    @Property
    public void rowsAreIndependent(@ForAll("logits") double[][] logits) {
        double[][] together = restrict(logits);
        for (int d = 0; d < logits.length; d++) {
            assertArrayEquals(restrict(new double[][] {logits[d]})[0], together[d], "a row alone");
        }
    }

    /**
     * Token ids and a constant added to all logits mean nothing.
     *
     * @param logits shape [D][V]
     * @param seed of the permutation
     */
    @Property
    public void idsAndAConstantMeanNothing(@ForAll("logits") double[][] logits, @ForAll long seed) {
        double[] row = logits[0];
        int[] order = Orders.permutation(VOCABULARY, seed);
        double[] straight = probabilities(row);
        double[] permuted = probabilities(
                Arrays.stream(order).mapToDouble(from -> row[from] + 3).toArray());
        for (int v = 0; v < VOCABULARY; v++) {
            assertEquals(straight[order[v]], permuted[v], TOLERANCE, "the probability of a token under another id");
        }
    }

    /**
     * The same logits give the same result, and are not changed.
     *
     * @param logits shape [D][V]
     */
    @Property
    public void restrictionIsDeterministicAndChangesNothingGiven(@ForAll("logits") double[][] logits) {
        double[][] before = Arrays.stream(logits).map(double[]::clone).toArray(double[][]::new);
        double[][] first = restrict(logits);
        assertTrue(Arrays.deepEquals(before, logits), "the given logits were changed");
        assertTrue(Arrays.deepEquals(first, restrict(logits)), "restricted again");
    }

    /** A sampler says that it is deterministic if and only if it always leaves a single token. */
    @Test
    public void determinismIsDeclared() {
        boolean single = true;
        for (int seed = 0; seed < 50; seed++) {
            double[] probabilities = probabilities(row(seed));
            single &= Arrays.stream(probabilities).filter(p -> p > 0).count() == 1;
        }
        assertEquals(single, sampler().isDeterministic(), "isDeterministic(), on rows of 12 different logits");
    }

    /**
     * Tokens that are drawn with a fixed seed have the policy's distribution at {@link #temperature}, over the tokens that
     * the sampler keeps; chi-squared test.
     */
    @Test
    public void drawnTokensHaveTheDistribution() {
        for (int seed = 0; seed < 5; seed++) {
            double[] row = row(seed);
            double[] restricted = restrict(new double[][] {row})[0];
            double[] expected = ArrayLogitOps.softmax(IntStream.range(0, VOCABULARY)
                    .mapToDouble(v ->
                            ArrayLogitOps.softmax(restricted)[v] > 0 ? row[v] / temperature() : Double.NEGATIVE_INFINITY)
                    .toArray());
            long[] counts = drawn(ArrayLogitOps.softmax(restricted), new RandomStreams(seed).stream("draw"));
            assertArrayEquals(counts, drawn(ArrayLogitOps.softmax(restricted), new RandomStreams(seed).stream("draw")));
            double p = GoodnessOfFit.pValue(counts, expected);
            assertTrue(
                    p > GoodnessOfFit.SIGNIFICANCE,
                    () -> "draws " + Arrays.toString(counts) + " do not fit " + Arrays.toString(expected) + ": p = " + p);
        }
    }

    /** The support is neither empty nor wider than the policy's: a nearly certain token leaves the others rare. */
    @Test
    public void aCertainTokenStaysCertain() {
        double[] row = new double[VOCABULARY];
        row[4] = 500;
        double[] probabilities = probabilities(row);
        assertTrue(probabilities[4] > 0.999, () -> "the policy is certain, the sampler is not: " + probabilities[4]);
        assertFalse(Arrays.stream(probabilities).anyMatch(Double::isNaN));
    }

    private static double[] row(int seed) {
        RandomGenerator random = new RandomStreams(seed).stream("logits");
        return IntStream.range(0, VOCABULARY)
                .mapToDouble(v -> 3 * random.nextGaussian())
                .toArray();
    }

    private static long[] drawn(double[] probabilities, RandomGenerator random) {
        long[] counts = new long[probabilities.length];
        for (int i = 0; i < DRAWS; i++) {
            double u = random.nextDouble();
            int token = 0;
            while (token < probabilities.length - 1 && u >= probabilities[token]) {
                u -= probabilities[token];
                token++;
            }
            counts[token]++;
        }
        return counts;
    }
}
