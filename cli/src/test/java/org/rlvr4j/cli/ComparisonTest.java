package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.evaluation.ProblemOutcome;

class ComparisonTest {

    private static List<ProblemOutcome> outcomes(int first, int second) {
        return List.of(new ProblemOutcome("a", 4, first), new ProblemOutcome("b", 4, second));
    }

    @Test
    void armsThatLackASeedAreComparedOnWhatTheyShare() {
        Comparison comparison = new Comparison("task", 4, outcomes(1, 1));
        comparison.add("uniform", 101, outcomes(2, 2));
        comparison.add("bbg", 102, outcomes(4, 4));
        comparison.add("bbg", 101, outcomes(3, 3));
        String table = comparison.table();
        assertAll(
                () -> assertTrue(table.contains("bbg x2"), table),
                () -> assertTrue(
                        table.lines().anyMatch(line -> line.startsWith("bbg - uniform") && line.contains("+0.250 [")),
                        table),
                () -> assertTrue(
                        table.lines().anyMatch(line -> line.startsWith("bbg - base") && line.contains("+0.625 [")),
                        table));
    }

    @Test
    void armsWithoutACommonSeedAreNotComparedWithEachOther() {
        Comparison comparison = new Comparison("task", 4, outcomes(1, 1));
        comparison.add("uniform", 101, outcomes(2, 2));
        comparison.add("bbg", 102, outcomes(4, 4));
        assertFalse(comparison.table().contains("bbg - uniform"));
    }

    @Test
    void noLineIsWiderThanNinetyFiveColumns() {
        Comparison comparison = new Comparison(
                "task", 256, List.of(new ProblemOutcome("a", 256, 3), new ProblemOutcome("b", 256, 100)));
        for (String arm : List.of("uniform", "zero-success-only", "bbg")) {
            for (long seed = 101; seed < 106; seed++) {
                comparison.add(arm, seed, List.of(new ProblemOutcome("a", 256, 30), new ProblemOutcome("b", 256, 10)));
            }
        }
        String table = comparison.table();
        assertTrue(table.lines().allMatch(line -> line.stripTrailing().length() <= 100), table);
    }
}
