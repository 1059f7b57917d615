package org.rlvr4j.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.api.verify.Verdict;

/** What every {@link AdvantageEstimator} keeps to. */
@PropertyDefaults(tries = 200, edgeCases = EdgeCasesMode.NONE)
public abstract class AdvantageEstimatorContract {

    private static final double TOLERANCE = 1e-9;
    private static final int DEGENERATE_SIZE = 4;

    /** For subclasses. */
    protected AdvantageEstimatorContract() {}

    /**
     * Creates the estimator.
     *
     * @return a new estimator, the same each time
     */
    protected abstract AdvantageEstimator estimator();

    /**
     * What the estimator's documentation says of a group that is the only one of its batch and tells nothing by comparison.
     *
     * @param singleRight the advantage of the rollout of a group with n = 1, m = 1
     * @param singleWrong the advantage of the rollout of a group with n = 1, m = 0
     * @param allRight the advantage of each rollout of a group with n = 4, m = 4
     * @param allWrong the advantage of each rollout of a group with n = 4, m = 0
     */
    public record Degenerate(double singleRight, double singleWrong, double allRight, double allWrong) {}

    /**
     * Says what the estimator documents for the degenerate groups.
     *
     * @return by default zeros: nothing is learned where nothing can be compared
     */
    protected Degenerate degenerate() {
        return new Degenerate(0, 0, 0, 0);
    }

    @Provide
    Arbitrary<List<VerifiedGroup>> batches() {
        Arbitrary<Verdict> verdicts = Arbitraries.of(
                new Verdict.Correct("1", "right"),
                new Verdict.Incorrect("2", "wrong"),
                new Verdict.Unparseable("no answer"),
                new Verdict.TimedOut(Duration.ofSeconds(1)));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 999),
                        verdicts.list().ofMinSize(1).ofMaxSize(12),
                        Arbitraries.integers().between(0, 3))
                .as((id, list, failures) -> SampleGroups.of("p" + id, list, failures))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private double[][] estimate(VerifiedGroup... groups) {
        return estimator().estimate(List.of(groups));
    }

    /** Groups of one, of all right and of all wrong give what the estimator documents. */
    @Test
    public void degenerateGroupsGiveWhatIsDocumented() {
        Degenerate expected = degenerate();
        assertGives(expected.singleRight(), SampleGroups.of(1, 1), "n = 1, right");
        assertGives(expected.singleWrong(), SampleGroups.of(0, 1), "n = 1, wrong");
        assertGives(expected.allRight(), SampleGroups.of(DEGENERATE_SIZE, DEGENERATE_SIZE), "n = 4, all right");
        assertGives(expected.allWrong(), SampleGroups.of(0, DEGENERATE_SIZE), "n = 4, all wrong");
    }

    private void assertGives(double expected, VerifiedGroup group, String which) {
        double[] all = new double[group.size()];
        Arrays.fill(all, expected);
        assertArrayEquals(all, estimate(group)[0], TOLERANCE, which);
    }

    /** Every success count of every group size up to 16, and of one large group. */
    @Test
    public void advantagesAreFiniteOneForEachRollout() {
        for (int n : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 512}) {
            for (int m = 0; m <= n; m++) {
                VerifiedGroup group = SampleGroups.of(m, n);
                checkFinite(List.of(group), estimate(group));
            }
        }
    }

    /**
     * The same for batches of several groups.
     *
     * @param batch groups of different sizes
     */
    @Property
    public void advantagesOfABatchAreFinite(@ForAll("batches") List<VerifiedGroup> batch) {
        checkFinite(batch, estimator().estimate(batch));
    }

    private static void checkFinite(List<VerifiedGroup> batch, double[][] advantages) {
        assertEquals(batch.size(), advantages.length, "one row for each group");
        for (int g = 0; g < advantages.length; g++) {
            VerifiedGroup group = batch.get(g);
            assertEquals(group.size(), advantages[g].length, "one advantage for each rollout");
            for (double advantage : advantages[g]) {
                assertTrue(
                        Double.isFinite(advantage),
                        () -> "advantage " + advantage + " with m = " + group.successes() + " of n = " + group.size());
            }
        }
    }

    /**
     * A permutation of a group's rollouts permutes their advantages and changes nothing else.
     *
     * @param batch groups of different sizes
     * @param seed of the other order
     */
    @Property
    public void advantagesFollowTheirRollouts(@ForAll("batches") List<VerifiedGroup> batch, @ForAll long seed) {
        int[][] orders = batch.stream()
                .map(group -> Orders.permutation(group.size(), seed))
                .toArray(int[][]::new);
        List<VerifiedGroup> shuffled = java.util.stream.IntStream.range(0, orders.length)
                .mapToObj(g -> SampleGroups.reordered(batch.get(g), orders[g]))
                .toList();
        double[][] straight = estimator().estimate(batch);
        double[][] actual = estimator().estimate(shuffled);
        for (int g = 0; g < orders.length; g++) {
            double[] row = straight[g];
            double[] expected =
                    Arrays.stream(orders[g]).mapToDouble(from -> row[from]).toArray();
            assertArrayEquals(expected, actual[g], TOLERANCE, "rollouts in another order");
        }
    }

    /**
     * A permutation of the batch's groups permutes their rows and changes nothing else.
     *
     * @param batch groups of different sizes
     * @param seed of the other order
     */
    @Property
    public void advantagesFollowTheirGroups(@ForAll("batches") List<VerifiedGroup> batch, @ForAll long seed) {
        int[] order = Orders.permutation(batch.size(), seed);
        double[][] straight = estimator().estimate(batch);
        double[][] shuffled =
                estimator().estimate(Arrays.stream(order).mapToObj(batch::get).toList());
        for (int g = 0; g < order.length; g++) {
            assertArrayEquals(straight[order[g]], shuffled[g], TOLERANCE, "groups in another order");
        }
    }

    /**
     * The same batch gives the same advantages, whatever was estimated before.
     *
     * @param batch groups of different sizes
     * @param other another batch
     */
    @Property
    public void estimatesAreDeterministicAndRememberNothing(
            @ForAll("batches") List<VerifiedGroup> batch, @ForAll("batches") List<VerifiedGroup> other) {
        AdvantageEstimator used = estimator();
        double[][] first = used.estimate(batch);
        used.estimate(other);
        assertTrue(Arrays.deepEquals(first, used.estimate(batch)), "estimated again after another batch");
        assertTrue(Arrays.deepEquals(first, estimator().estimate(batch)), "estimated by a new estimator");
    }

    /**
     * Within a group a right rollout is never worth less than a wrong one.
     *
     * @param batch groups of different sizes
     */
    @Property
    public void rightIsNotWorthLessThanWrong(@ForAll("batches") List<VerifiedGroup> batch) {
        double[][] advantages = estimator().estimate(batch);
        for (int g = 0; g < advantages.length; g++) {
            double leastRight = Double.POSITIVE_INFINITY;
            double mostWrong = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < advantages[g].length; i++) {
                if (batch.get(g).isCorrect(i)) {
                    leastRight = Math.min(leastRight, advantages[g][i]);
                } else {
                    mostWrong = Math.max(mostWrong, advantages[g][i]);
                }
            }
            assertTrue(
                    leastRight >= mostWrong - TOLERANCE,
                    "a right rollout has advantage " + leastRight + ", a wrong one of its group " + mostWrong);
        }
    }
}
