package org.rlvr4j.estimators.advantage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.estimators.advantage.PkpoOptions.Baseline;

class AdvantageProperties {

    private static final NormalisationOptions NORMALISATION = new NormalisationOptions(1e-6);

    /** Every estimator, those of k for several k. */
    static List<AdvantageEstimator> all() {
        List<AdvantageEstimator> all = new ArrayList<>(List.of(
                new WReinforce(new WReinforceOptions(0.1)),
                new Psr(),
                new Nsr(),
                new Grpo(NORMALISATION),
                new Grpo(new NormalisationOptions(0)),
                new DrGrpo(),
                new Rloo(),
                new ReinforcePlusPlus(NORMALISATION),
                new MaxRl()));
        for (int k : new int[] {1, 2, 4, 100}) {
            all.add(new PassAtKTraining(new PassAtKTrainingOptions(k)));
            for (Baseline baseline : Baseline.values()) {
                all.add(new Pkpo(new PkpoOptions(k, baseline)));
            }
        }
        return all;
    }

    @Provide
    Arbitrary<AdvantageEstimator> estimators() {
        return Arbitraries.of(all());
    }

    @Provide
    Arbitrary<VerifiedGroup> groups() {
        return Arbitraries.integers()
                .between(0, 12)
                .flatMap(n -> Arbitraries.integers().between(0, (1 << n) - 1).map(mask -> Groups.ofMask(mask, n)));
    }

    @Property
    void isFiniteAndOfTheBatchShape(
            @ForAll("estimators") AdvantageEstimator estimator,
            @ForAll @Size(max = 5) List<@From("groups") VerifiedGroup> groups) {
        double[][] advantages = estimator.estimate(groups);
        assertEquals(groups.size(), advantages.length);
        for (int g = 0; g < advantages.length; g++) {
            assertEquals(groups.get(g).size(), advantages[g].length);
            for (double advantage : advantages[g]) {
                assertTrue(Double.isFinite(advantage));
            }
        }
    }

    @Property
    void correctIsNeverWorseThanWrong(
            @ForAll("estimators") AdvantageEstimator estimator, @ForAll("groups") VerifiedGroup group) {
        double[] advantages = estimator.estimate(List.of(group))[0];
        for (int i = 0; i < advantages.length; i++) {
            for (int j = 0; j < advantages.length; j++) {
                if (group.isCorrect(i) && !group.isCorrect(j)) {
                    assertTrue(advantages[i] >= advantages[j]);
                }
            }
        }
    }

    @Property
    void rotatingRolloutsOrGroupsRotatesAdvantages(
            @ForAll("estimators") AdvantageEstimator estimator,
            @ForAll @IntRange(max = 255) int mask,
            @ForAll @IntRange(min = 1, max = 7) int shift,
            @ForAll("groups") VerifiedGroup other) {
        int n = 8;
        int rotated = (mask >> shift | mask << (n - shift)) & 0xff;
        double[] before = estimator.estimate(List.of(Groups.ofMask(mask, n), other))[0];
        double[] after = estimator.estimate(List.of(other, Groups.ofMask(rotated, n)))[1];
        for (int i = 0; i < n; i++) {
            assertEquals(before[(i + shift) % n], after[i], 1e-12);
        }
    }

    @Property
    void centredEstimatorsSumToZero(@ForAll("groups") VerifiedGroup group, @ForAll @IntRange(min = 1, max = 5) int k) {
        List<AdvantageEstimator> centred = List.of(
                new Grpo(NORMALISATION),
                new DrGrpo(),
                new MaxRl(),
                new ReinforcePlusPlus(NORMALISATION),
                new PassAtKTraining(new PassAtKTrainingOptions(k)));
        for (AdvantageEstimator estimator : centred) {
            assertEquals(0, Arrays.stream(estimator.estimate(List.of(group))[0]).sum(), 1e-10);
        }
        if (group.size() != 1) {
            assertEquals(
                    0, Arrays.stream(new Rloo().estimate(List.of(group))[0]).sum(), 1e-10);
        }
    }

    @Property
    void aBatchSumsToZeroUnderReinforcePlusPlus(@ForAll @Size(max = 5) List<@From("groups") VerifiedGroup> groups) {
        double[] flat = Arrays.stream(new ReinforcePlusPlus(NORMALISATION).estimate(groups))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        assertEquals(0, Arrays.stream(flat).sum(), 1e-9);
        double squares = Arrays.stream(flat).map(a -> a * a).sum();
        if (squares > 0) {
            assertEquals(flat.length, squares, 1e-3 * flat.length, "unit variance");
        }
    }

    @Property
    void baselinesAbsorbAShift(
            @ForAll @Size(min = 2, max = 10) List<@DoubleRange(min = -2, max = 2) Double> drawn,
            @ForAll @DoubleRange(min = -5, max = 5) double shift) {
        double[] rewards = array(drawn);
        UnaryOperator<double[]> grpo = new Grpo(new NormalisationOptions(1))::advantages;
        for (UnaryOperator<double[]> estimator :
                List.<UnaryOperator<double[]>>of(grpo, DrGrpo::advantages, Rloo::advantages)) {
            double[] moved = Arrays.stream(rewards).map(r -> r + shift).toArray();
            assertArrayEquals(estimator.apply(rewards), estimator.apply(moved), 1e-9);
        }
    }

    @Property
    void scalingRewardsScalesOrIsNormalisedAway(
            @ForAll @Size(min = 2, max = 10) List<@DoubleRange(min = 0, max = 2) Double> drawn,
            @ForAll @DoubleRange(min = 0.1, max = 10) double scale) {
        double[] rewards = array(drawn);
        double[] scaled = Arrays.stream(rewards).map(r -> r * scale).toArray();
        for (UnaryOperator<double[]> estimator :
                List.<UnaryOperator<double[]>>of(DrGrpo::advantages, Rloo::advantages)) {
            double[] expected =
                    Arrays.stream(estimator.apply(rewards)).map(a -> a * scale).toArray();
            assertArrayEquals(expected, estimator.apply(scaled), 1e-9);
        }
        double spread = Arrays.stream(rewards).max().orElseThrow()
                - Arrays.stream(rewards).min().orElseThrow();
        if (spread > 1e-3) {
            Grpo grpo = new Grpo(new NormalisationOptions(0));
            assertArrayEquals(grpo.advantages(rewards), grpo.advantages(scaled), 1e-9);
            assertArrayEquals(MaxRl.advantages(rewards), MaxRl.advantages(scaled), 1e-9);
        }
    }

    @Property
    void passAtKTrainingIsThePapersFormula(
            @ForAll @IntRange(min = 2, max = 20) int n,
            @ForAll @IntRange(max = 20) int successes,
            @ForAll @IntRange(min = 1, max = 19) int k) {
        int m = Math.min(successes, n);
        double rho = 1 - binomial(n - m, k) / binomial(n, k);
        double sigma = Math.sqrt(rho * (1 - rho));
        double[] advantages = new PassAtKTraining(new PassAtKTrainingOptions(k)).estimate(List.of(Groups.of(m, n)))[0];
        for (int i = 0; i < n; i++) {
            double numerator = i < m ? 1 - rho : 1 - rho - binomial(n - m - 1, k - 1) / binomial(n - 1, k - 1);
            assertEquals(k < n && sigma > 1e-12 ? numerator / sigma : 0, advantages[i], 1e-9);
        }
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double binomial(int n, int k) {
        double product = k > n ? 0 : 1;
        for (int j = 0; j < k && j < n; j++) {
            product *= (n - j) / (j + 1.0);
        }
        return product;
    }
}
