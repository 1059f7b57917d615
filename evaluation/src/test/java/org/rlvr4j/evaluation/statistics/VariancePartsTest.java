package org.rlvr4j.evaluation.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.evaluation.ProblemOutcome;

class VariancePartsTest {

    @Property(tries = 100)
    void atOneSampleTheJackknifeIsTheUnbiasedVariance(
            @ForAll @IntRange(min = 2, max = 60) int n, @ForAll @IntRange(min = 0, max = 60) int successes) {
        int c = Math.min(n, successes);
        assertEquals((double) c * (n - c) / ((double) n * n * (n - 1)), VarianceParts.jackknife(n, c, 1), 1e-12);
    }

    @Test
    void problemsThatAreAllOrNothingCannotBeHelpedBySamples() {
        VarianceParts parts =
                VarianceParts.of(List.of(new ProblemOutcome("a", 8, 0), new ProblemOutcome("b", 8, 8)), 1);
        assertEquals(0, parts.ofSamples());
        assertEquals(0.25, parts.ofProblems(), 1e-12);
        assertFalse(parts.samplesToHalve(8).isPresent());
        assertEquals(8, parts.problemsToHalve());
    }

    @Test
    void equalProblemsNeedFourTimesTheSamples() {
        assertEquals(64, new VarianceParts(2, 0, 0.01).samplesToHalve(16).orElseThrow());
        assertEquals(1, new VarianceParts(2, 0, 0.01).sampleShare());
    }

    @Test
    void needsMoreSamplesThanK() {
        assertThrows(
                IllegalArgumentException.class,
                () -> VarianceParts.of(List.of(new ProblemOutcome("a", 8, 0), new ProblemOutcome("b", 8, 8)), 8));
    }
}
