package org.rlvr4j.estimators.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.estimators.passatk.PassAtK;

class ProblemBootstrapTest {

    private static final BootstrapOptions OPTIONS = new BootstrapOptions(400);

    /** Problems of success probability u² for uniform u, so that E[(1 − p)^k] = ∫ (1 − u²)^k du. */
    private static List<ProblemOutcome> draw(int problems, int samples, RandomGenerator random) {
        List<ProblemOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < problems; i++) {
            double u = random.nextDouble();
            int correct = 0;
            for (int j = 0; j < samples; j++) {
                correct += random.nextDouble() < u * u ? 1 : 0;
            }
            outcomes.add(new ProblemOutcome("p" + i, samples, correct));
        }
        return outcomes;
    }

    @Test
    void a95PercentIntervalHoldsTheTruthAbout95TimesInAHundred() {
        SplittableRandom random = new SplittableRandom(5);
        int[] ks = {1, 4};
        // 1 − ∫(1 − u²)^k du at k = 1 and k = 4.
        double[] truth = {1 / 3.0, 1 - (1 - 4 / 3.0 + 6 / 5.0 - 4 / 7.0 + 1 / 9.0)};
        int runs = 400;
        int[] covered = new int[2];
        for (int run = 0; run < runs; run++) {
            Curve curve = new PassAtK(OPTIONS).curve(draw(80, 16, random), ks, 0.95, random);
            for (int j = 0; j < ks.length; j++) {
                Curve.Point point = curve.points().get(j);
                covered[j] += point.low() <= truth[j] && truth[j] <= point.high() ? 1 : 0;
            }
        }
        // The standard error of 400 runs is 0.011; a percentile interval of 80 problems falls short by about as much.
        for (int count : covered) {
            assertTrue(count >= 0.91 * runs && count <= 0.985 * runs, "covered " + count + " of " + runs);
        }
    }

    @Test
    void widthIsTheNormalOnesForManyProblems() {
        SplittableRandom random = new SplittableRandom(6);
        List<ProblemOutcome> outcomes = draw(1_000, 8, random);
        double[] values = outcomes.stream().mapToDouble(o -> o.correct() / 8.0).toArray();
        double mean = 0;
        double squares = 0;
        for (double value : values) {
            mean += value / values.length;
            squares += value * value / values.length;
        }
        double error = Math.sqrt((squares - mean * mean) / values.length);
        Curve.Point point = new PassAtK(new BootstrapOptions(4_000))
                .curve(outcomes, new int[] {1}, 0.95, random)
                .points()
                .get(0);
        assertEquals(mean - 1.96 * error, point.low(), 0.15 * error);
        assertEquals(mean + 1.96 * error, point.high(), 0.15 * error);
    }

    @Test
    void higherLevelsAreWider() {
        List<ProblemOutcome> outcomes = draw(50, 8, new SplittableRandom(7));
        double narrower = 0;
        for (double level : new double[] {0.5, 0.8, 0.95, 0.999}) {
            Curve.Point point = new PassAtK(OPTIONS)
                    .curve(outcomes, new int[] {2}, level, new SplittableRandom(8))
                    .points()
                    .get(0);
            assertTrue(point.high() - point.low() > narrower);
            narrower = point.high() - point.low();
        }
    }

    @Test
    void problemsThatAgreeLeaveNoDoubt() {
        List<ProblemOutcome> same =
                List.of(new ProblemOutcome("a", 3, 1), new ProblemOutcome("b", 3, 1), new ProblemOutcome("c", 3, 1));
        Curve.Point point = new PassAtK(OPTIONS)
                .curve(same, new int[] {1}, 0.95, new SplittableRandom(0))
                .points()
                .get(0);
        assertEquals(1 / 3.0, point.low(), 1e-15);
        assertEquals(1 / 3.0, point.high(), 1e-15);
        assertEquals(
                1,
                new PassAtK(OPTIONS)
                        .curve(same.subList(0, 1), new int[] {3}, 0.95, new SplittableRandom(0))
                        .points()
                        .get(0)
                        .low());
    }
}
