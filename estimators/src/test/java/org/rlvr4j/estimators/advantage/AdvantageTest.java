package org.rlvr4j.estimators.advantage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.rlvr4j.api.learning.AdvantageEstimator;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.estimators.advantage.PkpoOptions.Baseline;

class AdvantageTest {

    private static final AdvantageEstimator W_REINFORCE =
            new WReinforce(OptionSchema.of(WReinforceOptions.class).defaults());
    private static final AdvantageEstimator GRPO =
            new Grpo(OptionSchema.of(NormalisationOptions.class).defaults());
    private static final AdvantageEstimator REINFORCE_PLUS_PLUS =
            new ReinforcePlusPlus(OptionSchema.of(NormalisationOptions.class).defaults());
    private static final AdvantageEstimator PASS_AT_K_TRAINING =
            new PassAtKTraining(OptionSchema.of(PassAtKTrainingOptions.class).defaults());

    private static AdvantageEstimator pkpo(int k, Baseline baseline) {
        return new Pkpo(new PkpoOptions(k, baseline));
    }

    /** Advantages of a correct and of a wrong rollout in a group of n with m correct, 0 < m < n. */
    private static void assertMixed(double correct, double wrong, AdvantageEstimator estimator, int m, int n) {
        double[] advantages = estimator.estimate(List.of(Groups.of(m, n)))[0];
        for (int i = 0; i < n; i++) {
            assertEquals(i < m ? correct : wrong, advantages[i], 1e-12);
        }
    }

    /** The one advantage that all rollouts of a group share where all are right, or all wrong. */
    private static void assertUniform(double expected, AdvantageEstimator estimator, int m, int n) {
        for (double advantage : estimator.estimate(List.of(Groups.of(m, n)))[0]) {
            assertEquals(expected, advantage, 1e-12);
        }
    }

    @Test
    void mixedGroupsHaveTheValuesOfTheFormulas() {
        assertMixed(0.1, -1, W_REINFORCE, 3, 8);
        assertMixed(1, 0, new Psr(), 3, 8);
        assertMixed(0, -1, new Nsr(), 3, 8);
        double deviation = Math.sqrt(2 / 8.0 * 6 / 8.0) + 1e-6;
        assertMixed(0.75 / deviation, -0.25 / deviation, GRPO, 2, 8);
        assertMixed(0.75, -0.25, new DrGrpo(), 2, 8);
        assertMixed(1 - 1 / 7.0, -2 / 7.0, new Rloo(), 2, 8);
        assertMixed(3, -1, new MaxRl(), 2, 8);
        // n = 4, m = 1, k = 2: rho = 1/2, sigma = 1/2, A+ = 1, A- = (1/2 - C(2,1)/C(3,1))/sigma = -1/3.
        assertMixed(1, -1 / 3.0, new PassAtKTraining(new PassAtKTrainingOptions(2)), 1, 4);
        // n = 4, m = 1, k = 2: k/n = 1/2; rho(3, 1, 1) = 1/3, rho(3, 0, 2) = 0, rho(3, 1, 2) = 2/3.
        assertMixed(1 / 2.0, 1 / 6.0, pkpo(2, Baseline.NONE), 1, 4);
        assertMixed(1 / 2.0, 1 / 6.0 - 2 / 3.0 * 2 / 3.0, pkpo(2, Baseline.LEAVE_ONE_OUT), 1, 4);
        assertMixed(1 / 2.0, 0, pkpo(2, Baseline.LEAVE_ONE_OUT_MINUS_ONE), 1, 4);
    }

    @Test
    void allRightIsDefined() {
        assertUniform(0.1, W_REINFORCE, 8, 8);
        assertUniform(1, new Psr(), 8, 8);
        assertUniform(0, new Nsr(), 8, 8);
        for (AdvantageEstimator none :
                List.of(GRPO, new DrGrpo(), new Rloo(), REINFORCE_PLUS_PLUS, new MaxRl(), PASS_AT_K_TRAINING)) {
            assertUniform(0, none, 8, 8);
        }
        assertUniform(0.5, pkpo(4, Baseline.NONE), 8, 8);
        assertUniform(-4 / 56.0, pkpo(4, Baseline.LEAVE_ONE_OUT), 8, 8);
        assertUniform(-1 / 7.0, pkpo(8, Baseline.LEAVE_ONE_OUT), 8, 8);
        assertUniform(0, pkpo(4, Baseline.LEAVE_ONE_OUT_MINUS_ONE), 8, 8);
    }

    @Test
    void allWrongIsDefined() {
        assertUniform(-1, W_REINFORCE, 0, 8);
        assertUniform(0, new Psr(), 0, 8);
        assertUniform(-1, new Nsr(), 0, 8);
        for (AdvantageEstimator none :
                List.of(GRPO, new DrGrpo(), new Rloo(), REINFORCE_PLUS_PLUS, new MaxRl(), PASS_AT_K_TRAINING)) {
            assertUniform(0, none, 0, 8);
        }
        for (Baseline baseline : Baseline.values()) {
            assertUniform(0, pkpo(4, baseline), 0, 8);
        }
    }

    @Test
    void aSingleRolloutIsDefined() {
        assertUniform(0.1, W_REINFORCE, 1, 1);
        assertUniform(-1, W_REINFORCE, 0, 1);
        for (AdvantageEstimator none :
                List.of(GRPO, new DrGrpo(), REINFORCE_PLUS_PLUS, new MaxRl(), PASS_AT_K_TRAINING)) {
            assertUniform(0, none, 0, 1);
            assertUniform(0, none, 1, 1);
        }
        assertUniform(1, new Rloo(), 1, 1);
        assertUniform(0, new Rloo(), 0, 1);
        for (Baseline baseline : Baseline.values()) {
            assertUniform(1, pkpo(4, baseline), 1, 1);
            assertUniform(0, pkpo(4, baseline), 0, 1);
        }
    }

    @Test
    void aKOfNOrMoreTeachesNothingUnderPassAtKTraining() {
        for (int k : new int[] {4, 5, Integer.MAX_VALUE}) {
            assertUniform(0, new PassAtKTraining(new PassAtKTrainingOptions(k)), 2, 4);
        }
    }

    @Test
    void reinforcePlusPlusComparesWithTheWholeBatch() {
        double[][] advantages = REINFORCE_PLUS_PLUS.estimate(List.of(Groups.of(2, 2), Groups.of(0, 6)));
        double deviation = Math.sqrt(0.25 * 0.75) + 1e-6;
        assertArrayEquals(new double[] {0.75 / deviation, 0.75 / deviation}, advantages[0], 1e-12);
        assertEquals(-0.25 / deviation, advantages[1][5], 1e-12);
        assertEquals(0, REINFORCE_PLUS_PLUS.estimate(List.of()).length);
    }

    @Test
    void defaultsAreThePapers() {
        assertEquals(
                new WReinforceOptions(0.1),
                OptionSchema.of(WReinforceOptions.class).defaults());
        assertEquals(
                new NormalisationOptions(1e-6),
                OptionSchema.of(NormalisationOptions.class).defaults());
        assertEquals(
                new PkpoOptions(4, Baseline.LEAVE_ONE_OUT),
                OptionSchema.of(PkpoOptions.class).defaults());
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        for (double bad : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertRefused("lambda", () -> new WReinforceOptions(bad));
            assertRefused("epsilon", () -> new NormalisationOptions(bad));
        }
        assertRefused("k", () -> new PassAtKTrainingOptions(0));
        assertRefused("k", () -> new PkpoOptions(-1, Baseline.NONE));
    }

    private static void assertRefused(String option, Executable call) {
        InvalidOptionException thrown = assertThrows(InvalidOptionException.class, call);
        assertEquals(option, thrown.mistakes().get(0).option());
    }
}
