package org.rlvr4j.estimators.comparison;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonFamilyTest {

    private static final ComparisonFamily FAMILY = new ComparisonFamily(0.95, 0.02);

    /** A difference of five seeds and a hundred problems with this standard error. */
    private static CrossedMean difference(double value, double error) {
        return new CrossedMean(value, 5, 100, 0, error * error);
    }

    private static List<Verdict> verdicts(CrossedMean... differences) {
        return FAMILY.judge(List.of(differences)).stream()
                .map(ComparisonFamily.Judged::verdict)
                .toList();
    }

    @Test
    void holmsValuesAreThoseOfR() {
        // p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.9), "holm") of R 4.2
        assertArrayEquals(
                new double[] {0.04, 0.09, 0.09, 0.025, 0.9},
                Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005, 0.9}),
                1e-12);
    }

    @Test
    void holmKeepsTiesTogetherAndNeverLeavesOne() {
        assertAll(
                () -> assertArrayEquals(new double[0], Holm.adjust(new double[0])),
                () -> assertArrayEquals(new double[] {1, 1, 1}, Holm.adjust(new double[] {0.5, 0.5, 0.5})),
                () -> assertArrayEquals(new double[] {0.04, 0.04}, Holm.adjust(new double[] {0.02, 0.02}), 1e-12),
                () -> assertThrows(IllegalArgumentException.class, () -> Holm.adjust(new double[] {Double.NaN})),
                () -> assertThrows(IllegalArgumentException.class, () -> Holm.adjust(new double[] {-0.1})));
    }

    @Test
    void eachVerdictHasItsCase() {
        assertEquals(
                List.of(Verdict.BETTER, Verdict.WORSE, Verdict.NO_DIFFERENCE, Verdict.UNDERPOWERED),
                verdicts(
                        difference(0.5, 0.01),
                        difference(-0.5, 0.01),
                        difference(0.001, 0.001),
                        difference(0.01, 0.05)));
    }

    @Test
    void whatIsFoundAloneIsNotFoundAmongMany() {
        CrossedMean weak = difference(0.023, 0.01);
        CrossedMean nothing = difference(0, 0.01);
        assertAll(
                () -> assertEquals(List.of(Verdict.BETTER), verdicts(weak)),
                () -> assertEquals(
                        Verdict.UNDERPOWERED, verdicts(weak, nothing, nothing).get(0)));
    }

    @Test
    void moreOpenComparisonsDetectLess() {
        CrossedMean nothing = difference(0, 0.01);
        double alone = FAMILY.judge(List.of(nothing)).get(0).detectable();
        double among = FAMILY.judge(List.of(nothing, nothing, nothing)).get(0).detectable();
        assertAll(
                () -> assertEquals(nothing.detectable(0.05, 0.8), alone, 1e-12),
                () -> assertEquals(nothing.detectable(0.05 / 3, 0.8), among, 1e-12));
    }

    @Test
    void oneSeedFindsNothingHoweverClear() {
        CrossedMean clear = new CrossedMean(0.5, 1, 100, 0, 1e-8);
        assertEquals(List.of(Verdict.UNDERPOWERED), verdicts(clear));
    }

    @Test
    void noComparisonsAreNoVerdicts() {
        assertTrue(FAMILY.judge(List.of()).isEmpty());
    }

    @Test
    void nonsenseIsRefused() {
        assertAll(
                () -> assertThrows(IllegalArgumentException.class, () -> new ComparisonFamily(1, 0.02)),
                () -> assertThrows(IllegalArgumentException.class, () -> new ComparisonFamily(0.95, Double.NaN)));
    }
}
