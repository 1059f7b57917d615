package org.rlvr4j.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.SampleCounts;
import org.rlvr4j.api.learning.AdvantageEstimator;

/** Estimators of advantages and of Pass@k that break a law each. */
class BrokenEstimatorsTest {

    private static AdvantageEstimator groupwise(ToDoubleFunction<VerifiedGroup> baseline, double scale) {
        return groups -> groups.stream()
                .map(group -> {
                    double value = baseline.applyAsDouble(group);
                    return Arrays.stream(group.rewards())
                            .map(reward -> scale * (reward - value))
                            .toArray();
                })
                .toArray(double[][]::new);
    }

    private static double mean(VerifiedGroup group) {
        return (double) group.successes() / group.size();
    }

    static class SoundAdvantage extends AdvantageEstimatorContract {
        @Override
        protected AdvantageEstimator estimator() {
            return groupwise(BrokenEstimatorsTest::mean, 1);
        }
    }

    static class NotANumber extends AdvantageEstimatorContract {
        @Override
        protected AdvantageEstimator estimator() {
            return groups -> groups.stream()
                    .map(group -> {
                        double mean = mean(group);
                        return Arrays.stream(group.rewards())
                                .map(reward -> (reward - mean) / Math.sqrt(mean * (1 - mean)))
                                .toArray();
                    })
                    .toArray(double[][]::new);
        }
    }

    static class Undocumented extends AdvantageEstimatorContract {
        @Override
        protected AdvantageEstimator estimator() {
            return groupwise(group -> 0, 1);
        }
    }

    static class LaterIsBetter extends AdvantageEstimatorContract {
        @Override
        protected AdvantageEstimator estimator() {
            return groups -> groups.stream()
                    .map(group -> {
                        double[] advantages = group.rewards();
                        double mean = mean(group);
                        for (int i = 0; i < advantages.length; i++) {
                            advantages[i] = (advantages[i] - mean) * (1 + i);
                        }
                        return advantages;
                    })
                    .toArray(double[][]::new);
        }
    }

    static class FirstGroupsBaseline extends AdvantageEstimatorContract {
        @Override
        protected AdvantageEstimator estimator() {
            return groups -> groupwise(group -> mean(groups.get(0)), 1).estimate(groups);
        }
    }

    static class Reversed extends AdvantageEstimatorContract {
        @Override
        protected AdvantageEstimator estimator() {
            return groupwise(BrokenEstimatorsTest::mean, -1);
        }
    }

    static class Running extends AdvantageEstimatorContract {
        @Override
        protected AdvantageEstimator estimator() {
            double[] seen = new double[1];
            return groups -> {
                seen[0]++;
                return groupwise(BrokenEstimatorsTest::mean, seen[0]).estimate(groups);
            };
        }
    }

    @Test
    void advantages() {
        Outcome sound = Outcome.of(SoundAdvantage.class);
        assertEquals(Set.of(), sound.failed(), sound::toString);
        assertEquals(7, sound.ran());
        assertTrue(Outcome.of(NotANumber.class).failed().contains("advantagesAreFiniteOneForEachRollout"));
        assertEquals(
                Set.of("degenerateGroupsGiveWhatIsDocumented"),
                Outcome.of(Undocumented.class).failed());
        assertTrue(Outcome.of(LaterIsBetter.class).failed().contains("advantagesFollowTheirRollouts"));
        assertEquals(
                Set.of("advantagesFollowTheirGroups"),
                Outcome.of(FirstGroupsBaseline.class).failed());
        assertEquals(
                Set.of("rightIsNotWorthLessThanWrong"),
                Outcome.of(Reversed.class).failed());
        assertTrue(Outcome.of(Running.class).failed().contains("estimatesAreDeterministicAndRememberNothing"));
    }

    /** Pass@k by any formula of one problem; the interval is the whole range. */
    private record Formula(Values values, double slack) implements PassAtKEstimator {

        interface Values {
            double of(int n, int c, int k);
        }

        @Override
        public String metric() {
            return "pass@k";
        }

        @Override
        public double[] estimate(ProblemOutcome outcome, int[] ks) {
            SampleCounts.check(outcome, ks);
            return Arrays.stream(ks)
                    .mapToDouble(k -> values.of(outcome.samples(), outcome.correct(), k))
                    .toArray();
        }

        @Override
        public Curve curve(List<ProblemOutcome> outcomes, int[] ks, double level, RandomGenerator random) {
            return new Curve(
                    metric(),
                    level,
                    Arrays.stream(ks)
                            .mapToObj(k -> {
                                double mean = outcomes.stream()
                                        .mapToDouble(outcome -> estimate(outcome, new int[] {k})[0])
                                        .average()
                                        .orElseThrow();
                                return new Curve.Point(k, mean, slack, 1 - slack);
                            })
                            .toList());
        }
    }

    private static double exact(int n, int c, int k) {
        double none = 1;
        for (int i = 0; i < k; i++) {
            none *= Math.max(0, (double) (n - c - i) / (n - i));
        }
        return 1 - none;
    }

    static class SoundPassAtK extends PassAtKEstimatorContract {
        @Override
        protected PassAtKEstimator estimator() {
            return new Formula(BrokenEstimatorsTest::exact, 0);
        }
    }

    /** The usual mistake: 1 − (1 − c/n)^k. */
    static class PlugIn extends PassAtKEstimatorContract {
        @Override
        protected PassAtKEstimator estimator() {
            return new Formula((n, c, k) -> 1 - Math.pow(1 - (double) c / n, k), 0);
        }
    }

    static class Falls extends PassAtKEstimatorContract {
        @Override
        protected PassAtKEstimator estimator() {
            return new Formula((n, c, k) -> Math.pow((double) c / n, k), 0);
        }
    }

    static class NoInterval extends PassAtKEstimatorContract {
        @Override
        protected PassAtKEstimator estimator() {
            return new Formula(BrokenEstimatorsTest::exact, 0.49);
        }
    }

    @Test
    void passAtK() {
        Outcome sound = Outcome.of(SoundPassAtK.class);
        assertEquals(Set.of(), sound.failed(), sound::toString);
        assertEquals(9, sound.ran());
        assertEquals(
                Set.of("estimatesEqualEnumeration", "estimatesAreUnbiased"),
                Outcome.of(PlugIn.class).failed());
        assertTrue(Outcome.of(Falls.class).failed().contains("estimatesFollowTheirTrend"));
        assertEquals(
                Set.of("curvesHaveIntervalsAroundTheirValues"),
                Outcome.of(NoInterval.class).failed());
    }
}
