package org.rlvr4j.bbg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.spi.InvalidOptionException;
import org.rlvr4j.bbg.BbgOptions.Convention;
import org.rlvr4j.bbg.BbgOptions.Normalisation;

class OptionsTest {

    private static List<String> mistaken(Executable constructor) {
        return assertThrows(InvalidOptionException.class, constructor).mistakes().stream()
                .map(InvalidOptionException.Mistake::option)
                .toList();
    }

    private static BbgOptions bbg(int k, double threshold, Convention convention, double a, double b) {
        return new BbgOptions(k, threshold, convention, Normalisation.MEAN_ONE, a, b, EvidenceKind.GROUP);
    }

    @Test
    void defaultsAreThoseOfTheDesign() {
        assertEquals(
                new BbgOptions(16, 0.01, Convention.SHARE, Normalisation.MEAN_ONE, 1, 1, EvidenceKind.GROUP),
                BbgOptions.defaults());
        assertEquals(new ZeroSuccessOnlyOptions(EvidenceKind.LEAVE_ONE_OUT, 0.5), ZeroSuccessOnlyOptions.defaults());
        assertEquals(new BucketOptions(List.of(), 0.75), BucketOptions.defaults());
    }

    @Test
    void allMistakesAreReportedAtOnce() {
        assertEquals(
                List.of("reference-k", "threshold", "prior-a", "prior-b"),
                mistaken(() -> bbg(0, Double.NaN, Convention.SHARE, -1, Double.NaN)));
        assertEquals(
                List.of("active", "active", "drop-from-fraction"),
                mistaken(() -> new BucketOptions(List.of(-1, -1), Double.NaN)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.001, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void thresholdMustBeFiniteAndNotNegative(double bad) {
        assertEquals(List.of("threshold"), mistaken(() -> bbg(16, bad, Convention.SHARE, 1, 1)));
        assertEquals(List.of("threshold"), mistaken(() -> bbg(16, bad, Convention.RAW, 1, 1)));
        assertEquals(List.of("history-threshold"), mistaken(() -> new ZeroSuccessOnlyOptions(EvidenceKind.GROUP, bad)));
        assertEquals(List.of("drop-from-fraction"), mistaken(() -> new BucketOptions(List.of(0), bad)));
    }

    @Test
    void rangesAreChecked() {
        assertEquals(List.of("threshold"), mistaken(() -> bbg(16, 1.5, Convention.SHARE, 1, 1)));
        assertEquals(1.5, bbg(16, 1.5, Convention.RAW, 1, 1).threshold());
        assertEquals(List.of("reference-k"), mistaken(() -> bbg(1_000_001, 0.01, Convention.SHARE, 1, 1)));
        assertEquals(List.of("prior-a"), mistaken(() -> bbg(16, 0.01, Convention.SHARE, 0, 1)));
        assertEquals(List.of("history-threshold"), mistaken(() -> new ZeroSuccessOnlyOptions(EvidenceKind.GROUP, 0)));
        assertEquals(List.of("drop-from-fraction"), mistaken(() -> new BucketOptions(List.of(), 1.01)));
        assertEquals(List.of("active"), mistaken(() -> new BucketOptions(List.of(1, 1), 1)));
    }
}
