package org.rlvr4j.api.evaluation;

import java.util.stream.LongStream;

/** The numbers of samples k at which curves are drawn. */
public final class SampleCounts {

    private SampleCounts() {}

    /**
     * Doubles from 1 up to n, and ends with n itself also where it is not a power of two.
     *
     * @param n samples a problem, ≥ 1
     * @return 1, 2, 4, …, n, ascending, without duplicates; for 6: 1, 2, 4, 6
     * @throws IllegalArgumentException if n is below 1
     */
    public static int[] doublingUpTo(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("a curve needs at least one sample a problem, got " + n);
        }
        LongStream below = LongStream.iterate(1, k -> k < n, k -> 2 * k);
        return LongStream.concat(below, LongStream.of(n))
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /**
     * Refuses numbers of samples that do not ascend from at least 1 to at most the outcome's n.
     *
     * @param outcome the samples of a problem
     * @param ks the numbers of samples
     * @throws IllegalArgumentException if they do not
     */
    public static void check(ProblemOutcome outcome, int[] ks) {
        int previous = 0;
        for (int k : ks) {
            if (k <= previous) {
                throw new IllegalArgumentException(
                        "numbers of samples k must be at least 1 and ascend, got " + k + " after " + previous);
            }
            previous = k;
        }
        if (previous > outcome.samples()) {
            throw new IllegalArgumentException("k = " + previous + " exceeds the " + outcome.samples()
                    + " judged samples of problem " + outcome.problemId());
        }
    }
}
