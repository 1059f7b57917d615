package org.rlvr4j.samplers.problem;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.AbstractRandomGenerator;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.gate.Evidence;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.random.RandomStreams;

/**
 * Favours problems whose success probability is likely to be near a target, by Thompson sampling.
 *
 * <p>For each problem one p is drawn from its posterior Beta(a + successes, b + failures), and the problems whose p is
 * nearest the target are taken, nearest first. A problem without evidence draws from the prior, so that new problems are
 * tried while known ones are used: W. R. Thompson, "On the likelihood that one unknown probability exceeds another in
 * view of the evidence of two samples", Biometrika 25 (1933); discounted Beta-Bernoulli evidence, arXiv 2603.18444.
 *
 * <p>The posteriors' randomness comes from the stream {@code thompson} at (cursor, round). Within one call problems are
 * distinct as long as there are enough of them; a larger count goes on with a new round over all problems. Of two calls
 * with one cursor and history, the longer begins with the shorter; a call cannot be split in two, as the second part
 * draws anew. Time is O(size log size) a round: some 0.1 s for 100,000 problems.
 *
 * <p>{@link #revisits} keeps to its word "certain": a second visit is certain only with more draws than problems. In
 * practice this sampler returns to problems near the target long before.
 */
public final class ThompsonSampler implements ProblemSampler {

    private final ThompsonOptions options;

    /**
     * Creates the sampler.
     *
     * @param options the target and the prior
     */
    public ThompsonSampler(ThompsonOptions options) {
        this.options = options;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if an argument is out of range
     */
    @Override
    public int[] draw(long cursor, int count, List<Problem> problems, SuccessHistory history, RandomStreams random) {
        int size = problems.size();
        DrawArguments.check(cursor, count, size);
        int[] drawn = new int[count];
        for (int round = 0; (long) round * size < count; round++) {
            int filled = round * size;
            RandomGenerator generator = random.stream("thompson", cursor, round);
            Integer[] nearest = nearestFirst(problems, history, generator);
            for (int i = 0; i < Math.min(size, count - filled); i++) {
                drawn[filled + i] = nearest[i];
            }
        }
        return drawn;
    }

    private Integer[] nearestFirst(List<Problem> problems, SuccessHistory history, RandomGenerator generator) {
        CommonsMathRandom commonsRandom = new CommonsMathRandom(generator);
        double[] distances = new double[problems.size()];
        Integer[] indices = new Integer[problems.size()];
        for (int i = 0; i < distances.length; i++) {
            Evidence evidence = history.of(problems.get(i).id());
            double p = new BetaDistribution(
                            commonsRandom,
                            options.priorA() + evidence.successes(),
                            options.priorB() + evidence.failures())
                    .sample();
            distances[i] = Math.abs(p - options.targetSuccess());
            indices[i] = i;
        }
        Arrays.sort(indices, Comparator.comparingDouble(i -> distances[i]));
        return indices;
    }

    /** Lends a generator of the JDK to Commons Math. */
    private static final class CommonsMathRandom extends AbstractRandomGenerator {
        private final RandomGenerator generator;

        CommonsMathRandom(RandomGenerator generator) {
            this.generator = generator;
        }

        @Override
        public void setSeed(long seed) {
            throw new UnsupportedOperationException("the stream's name and position are its seed");
        }

        @Override
        public double nextDouble() {
            return generator.nextDouble();
        }
    }
}
