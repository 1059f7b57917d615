package org.rlvr4j.evaluation.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.estimators.passatk.PassAtK;

/** The claims of the page on evaluating, by simulation with fixed seeds. */
class AdaptiveSamplingTest {

    private static final double[] HARD = {0, 0, 0, 0.01, 0.02, 0.05, 0.1, 0.3};
    private static final double[] MIXED = {0, 0.1, 0.3, 0.5, 0.5, 0.7, 0.95, 1};

    private static double[] repeated(double[] chances, int times) {
        return IntStream.range(0, chances.length * times)
                .mapToDouble(i -> chances[i % chances.length])
                .toArray();
    }

    /** Whether the interval ever left out the truth in 200 rounds, which is more than a stopping rule may exploit. */
    private static boolean everMisses(double[] chances, int[] sizes, SplittableRandom random) {
        AnytimeInterval interval = new AnytimeInterval(chances.length, 0.95);
        double truth = Arrays.stream(chances).average().orElseThrow();
        for (int round = 1; round <= 200; round++) {
            for (int p = 0; p < chances.length; p++) {
                for (int i = 0; i < sizes[p]; i++) {
                    interval.add(
                            p,
                            sizes[p],
                            random.nextDouble() < chances[p]
                                    ? AnytimeInterval.Outcome.CORRECT
                                    : AnytimeInterval.Outcome.WRONG);
                }
            }
            double[] ends = interval.after(round);
            if (ends[0] > truth || ends[1] < truth) {
                return true;
            }
        }
        return false;
    }

    @Test
    void theIntervalHoldsTheTruthAtAllRoundsAtOnce() {
        SplittableRandom random = new SplittableRandom(1);
        for (double[] chances : List.of(HARD, MIXED, new double[] {0.5}, new double[] {0.02}, repeated(HARD, 5))) {
            int misses = 0;
            int[] sizes = IntStream.range(0, chances.length).map(p -> 1 + p % 3).toArray();
            for (int run = 0; run < 300; run++) {
                misses += everMisses(chances, run % 2 == 0 ? RoundSizes.equal(chances.length) : sizes, random) ? 1 : 0;
            }
            assertTrue(misses <= 15, misses + " of 300 missed");
        }
    }

    /** One adaptive evaluation; counts the pilot or leaves it out. Returns Pass@1 and Pass@4. */
    private static double[] adaptive(double[] chances, boolean countsPilot, SplittableRandom random) {
        int pilot = 4;
        List<ProblemOutcome> first = new ArrayList<>();
        for (int p = 0; p < chances.length; p++) {
            first.add(new ProblemOutcome("p" + p, pilot, successes(chances[p], pilot, random)));
        }
        int[] sizes = RoundSizes.of(first);
        double[] means = new double[2];
        for (int p = 0; p < chances.length; p++) {
            int n = 4 * sizes[p];
            int c = successes(chances[p], n, random);
            if (countsPilot) {
                n += pilot;
                c += first.get(p).correct();
            }
            means[0] += PassAtK.unbiased(n, c, 1) / chances.length;
            means[1] += PassAtK.unbiased(n, c, 4) / chances.length;
        }
        return means;
    }

    private static int successes(double chance, int n, SplittableRandom random) {
        int successes = 0;
        for (int i = 0; i < n; i++) {
            successes += random.nextDouble() < chance ? 1 : 0;
        }
        return successes;
    }

    @Test
    void adaptiveAllocationIsUnbiasedBecauseThePilotIsNotCounted() {
        double[] chances = HARD;
        double[] truth = {
            Arrays.stream(chances).average().orElseThrow(),
            Arrays.stream(chances).map(q -> 1 - Math.pow(1 - q, 4)).average().orElseThrow()
        };
        for (boolean countsPilot : new boolean[] {false, true}) {
            SplittableRandom random = new SplittableRandom(2);
            int runs = 20_000;
            double[] sum = new double[2];
            double[] squares = new double[2];
            for (int run = 0; run < runs; run++) {
                double[] means = adaptive(chances, countsPilot, random);
                for (int j = 0; j < 2; j++) {
                    sum[j] += means[j] / runs;
                    squares[j] += means[j] * means[j] / runs;
                }
            }
            for (int j = 0; j < 2; j++) {
                double error = Math.sqrt((squares[j] - sum[j] * sum[j]) / runs);
                double deviations = (sum[j] - truth[j]) / error;
                assertTrue(countsPilot ? deviations < -4 : Math.abs(deviations) < 4, countsPilot + ": " + deviations);
            }
        }
    }

    @Test
    void sizesFollowTheSpread() {
        int[] sizes = RoundSizes.of(List.of(
                new ProblemOutcome("never", 16, 0),
                new ProblemOutcome("half", 16, 8),
                new ProblemOutcome("always", 16, 16),
                new ProblemOutcome("unknown", 0, 0)));
        assertEquals(1, sizes[0]);
        assertEquals(sizes[0], sizes[2]);
        assertTrue(sizes[1] >= 2 && sizes[1] <= RoundSizes.MOST);
    }

    @Test
    void theIntervalIsWidenedByFailures() {
        AnytimeInterval known = new AnytimeInterval(2, 0.95);
        AnytimeInterval failed = new AnytimeInterval(2, 0.95);
        for (int round = 0; round < 400; round++) {
            known.add(0, 1, AnytimeInterval.Outcome.CORRECT);
            known.add(1, 1, AnytimeInterval.Outcome.WRONG);
            failed.add(0, 1, AnytimeInterval.Outcome.CORRECT);
            failed.add(1, 1, round % 4 == 0 ? AnytimeInterval.Outcome.FAILED : AnytimeInterval.Outcome.WRONG);
        }
        double[] narrow = known.after(400);
        double[] wide = failed.after(400);
        assertTrue(wide[0] <= narrow[0] && wide[1] >= narrow[1] + 0.125);
    }
}
