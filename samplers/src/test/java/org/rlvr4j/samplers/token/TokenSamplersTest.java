package org.rlvr4j.samplers.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;

class TokenSamplersTest {

    private static final ArrayLogitOps OPS = new ArrayLogitOps();
    private static final float OUT = Float.NEGATIVE_INFINITY;

    private static float[] logitsOf(double... probabilities) {
        float[] logits = new float[probabilities.length];
        for (int v = 0; v < logits.length; v++) {
            logits[v] = (float) Math.log(probabilities[v]);
        }
        return logits;
    }

    private static double[] distribution(TokenSampler sampler, float[] row) {
        return ArrayLogitOps.probabilities(sampler.restrict(new float[][] {row}, OPS)[0]);
    }

    private static void assertDistribution(double[] expected, TokenSampler sampler, float[] row) {
        assertArrayEquals(expected, distribution(sampler, row), 1e-6, sampler.toString());
    }

    @Test
    void eachRestrictsAsItsPaperSays() {
        float[] row = logitsOf(0.1, 0.4, 0.2, 0.3);

        assertDistribution(new double[] {0.1, 0.4, 0.2, 0.3}, TokenSampler.UNCHANGED, row);
        assertDistribution(new double[] {0, 4 / 7.0, 0, 3 / 7.0}, new TopKSampler(2), row);
        assertDistribution(new double[] {0, 4 / 7.0, 0, 3 / 7.0}, new TopPSampler(0.69), row);
        assertDistribution(new double[] {0, 4 / 9.0, 2 / 9.0, 3 / 9.0}, new TopPSampler(0.71), row);
        assertDistribution(new double[] {0, 1, 0, 0}, new TopPSampler(1e-9), row);
        assertDistribution(new double[] {0, 4 / 7.0, 0, 3 / 7.0}, new MinPSampler(0.6), row);
        assertDistribution(new double[] {0, 1, 0, 0}, new MinPSampler(1), row);
        assertDistribution(new double[] {0, 1, 0, 0}, new GreedySampler(), row);
        assertDistribution(new double[] {1 / 30.0, 16 / 30.0, 4 / 30.0, 9 / 30.0}, new TemperatureSampler(0.5), row);
    }

    @Test
    void tiesGoToTheLowerTokenId() {
        float[] row = {1, 2, -0f, 2, 2, 0f};

        assertArrayEquals(new float[] {OUT, 2, OUT, 2, OUT, OUT}, OPS.keepTopK(new float[][] {row}, 2)[0]);
        assertArrayEquals(new float[] {1, 2, -0f, 2, 2, OUT}, OPS.keepTopK(new float[][] {row}, 5)[0]);
        assertArrayEquals(new float[] {0, OUT, OUT, OUT}, OPS.keepTopP(new float[][] {{0, 0, 0, 0}}, 0.25)[0]);
        assertArrayEquals(new float[] {0, 0, OUT, OUT}, OPS.keepTopP(new float[][] {{0, 0, 0, 0}}, 0.26)[0]);
        assertArrayEquals(row, OPS.keepMinP(new float[][] {row}, Math.exp(-2.001))[0]);
    }

    @Test
    void theOrderOfAChainMatters() {
        float[] row = logitsOf(0.4, 0.3, 0.2, 0.1);
        TokenSampler cool = new TemperatureSampler(0.5);
        TokenSampler three = new TopKSampler(3);
        TokenSampler wide = new TopPSampler(0.75);

        // Cooled, the first two have 25/30 of the probability; as they are, 0.7. Of the first three they have 7/9.
        assertDistribution(new double[] {16 / 25.0, 9 / 25.0, 0, 0}, new ChainedTokenSampler(cool, wide), row);
        assertDistribution(new double[] {16 / 29.0, 9 / 29.0, 4 / 29.0, 0}, new ChainedTokenSampler(wide, cool), row);
        assertDistribution(new double[] {4 / 7.0, 3 / 7.0, 0, 0}, new ChainedTokenSampler(three, wide), row);
        assertDistribution(new double[] {4 / 9.0, 3 / 9.0, 2 / 9.0, 0}, new ChainedTokenSampler(wide, three), row);
    }

    @Test
    void standardBuildsTheUsualOrder() {
        assertSame(
                TokenSampler.UNCHANGED,
                OptionSchema.of(StandardSampling.class).defaults().toTokenSampler());
        assertEquals(new GreedySampler(), new StandardSampling(0, 5, 0.5, 0.5).toTokenSampler());
        assertEquals(
                new ChainedTokenSampler(
                        new TemperatureSampler(0.6), new TopKSampler(20), new TopPSampler(0.95), new MinPSampler(0.1)),
                new StandardSampling(0.6, 20, 0.95, 0.1).toTokenSampler());
        assertEquals(
                new ChainedTokenSampler(new TopPSampler(0.95)), new StandardSampling(1, 0, 0.95, 0).toTokenSampler());
    }

    @Test
    void determinismIsKnown() {
        assertTrue(new GreedySampler().isDeterministic());
        assertTrue(new TopKSampler(1).isDeterministic());
        assertTrue(new ChainedTokenSampler(new TemperatureSampler(2), new GreedySampler()).isDeterministic());
        assertTrue(new StandardSampling(1, 1, 1, 0).toTokenSampler().isDeterministic());
        assertFalse(new ChainedTokenSampler(new TemperatureSampler(2), new TopKSampler(2)).isDeterministic());
        assertFalse(new TopPSampler(0.5).isDeterministic());
        assertFalse(TokenSampler.UNCHANGED.isDeterministic());
    }

    /** Gumbel-max sampling from restricted logits gives the renormalised distribution: what a runtime relies on. */
    @Test
    void restrictedLogitsGiveTheRenormalisedDistribution() {
        float[] row = logitsOf(0.05, 0.3, 0.25, 0.2, 0.12, 0.08);
        float[] restricted =
                new StandardSampling(0.8, 5, 0.9, 0.2).toTokenSampler().restrict(new float[][] {row}, OPS)[0];
        double[] powered = {0, Math.pow(0.3, 1.25), Math.pow(0.25, 1.25), Math.pow(0.2, 1.25), Math.pow(0.12, 1.25), 0};
        double sum = Arrays.stream(powered).sum();
        int draws = 40_000;
        long[] counts = new long[4];
        RandomGenerator random = new RandomStreams(5).stream("test");
        for (int i = 0; i < draws; i++) {
            int best = 0;
            double bestScore = Double.NEGATIVE_INFINITY;
            for (int v = 0; v < row.length; v++) {
                double score = restricted[v] - Math.log(-Math.log(1 - random.nextDouble(0x1.0p-53, 1)));
                if (score > bestScore) {
                    best = v;
                    bestScore = score;
                }
            }
            counts[best - 1]++;
        }
        double[] expected = new double[4];
        for (int v = 0; v < 4; v++) {
            expected[v] = draws * powered[v + 1] / sum;
        }
        assertTrue(new ChiSquareTest().chiSquareTest(expected, counts) > 0.001, Arrays.toString(counts));
    }

    @Test
    void refuseSettingsOutOfRange() {
        for (double bad : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
            assertInvalid(() -> new TemperatureSampler(bad), "temperature");
            assertInvalid(() -> new TopPSampler(bad), "p");
            assertInvalid(() -> new MinPSampler(bad), "p");
            assertInvalid(() -> new StandardSampling(bad, -1, bad, bad), "temperature", "top-k", "top-p", "min-p");
        }
        assertInvalid(() -> new TemperatureSampler(0), "temperature");
        assertInvalid(() -> new TopPSampler(0), "p");
        assertInvalid(() -> new TopKSampler(0), "k");
    }

    private static void assertInvalid(Executable creation, String... options) {
        InvalidOptionException exception = assertThrows(InvalidOptionException.class, creation);
        assertEquals(
                List.of(options),
                exception.mistakes().stream()
                        .map(InvalidOptionException.Mistake::option)
                        .toList());
    }

    @Test
    void refuseLogitsThatStandForNoDistribution() {
        for (float[] bad : new float[][] {{}, {OUT, OUT}, {1, Float.NaN}, {1, Float.POSITIVE_INFINITY}}) {
            assertRefused(() -> OPS.divide(new float[][] {bad}, 1));
            assertRefused(() -> OPS.keepTopK(new float[][] {bad}, 1));
            assertRefused(() -> OPS.keepTopP(new float[][] {bad}, 1));
            assertRefused(() -> OPS.keepMinP(new float[][] {bad}, 0));
        }
        float[][] good = {{1, 2}};
        assertRefused(() -> OPS.divide(good, 0));
        assertRefused(() -> OPS.divide(good, Double.NaN));
        assertRefused(() -> OPS.keepTopK(good, 0));
        assertRefused(() -> OPS.keepTopP(good, 0));
        assertRefused(() -> OPS.keepMinP(good, 1.1));
    }

    private static void assertRefused(Executable operation) {
        assertThrows(IllegalArgumentException.class, operation);
    }
}
