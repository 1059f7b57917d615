package org.rlvr4j.evaluation.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.evaluation.ProblemOutcome;

class EvaluationComparisonTest {

    private static ComparedEvaluation evaluation(String name, int samples, Map<String, String> facts, int... correct) {
        Map<String, ProblemOutcome> outcomes = new LinkedHashMap<>();
        for (int p = 0; p < correct.length; p++) {
            if (correct[p] >= 0) {
                outcomes.put("p" + p, new ProblemOutcome("p" + p, samples, correct[p]));
            }
        }
        return new ComparedEvaluation(name, outcomes, new TreeMap<>(facts));
    }

    @Test
    void closedForms() {
        // differences of Pass@1: 1/2, 0, -1/4; mean 1/12, variance 7/48, standard error sqrt(7)/12
        EvaluationComparison comparison = EvaluationComparison.of(
                evaluation("a", 4, Map.of("seed", "1"), 0, 2, 2, 3),
                evaluation("b", 4, Map.of("seed", "2"), 2, 2, 1, -1),
                0.95);
        EvaluationComparison.Point first = comparison.points().get(0);
        assertEquals(1.0 / 12, first.difference(), 1e-12);
        assertEquals(1.0 / 12 - 4.302652729911275 * Math.sqrt(7) / 12, first.low(), 1e-6);
        assertEquals(
                List.of(1, 2, 4),
                comparison.points().stream().map(EvaluationComparison.Point::k).toList());
        // Pass@4 solves whatever has a success
        assertEquals(1.0 / 3, comparison.points().get(2).difference(), 1e-12);
        assertEquals(List.of("p3"), comparison.onlyA());
        assertEquals(
                List.of("p0"),
                comparison.entries().stream()
                        .map(EvaluationComparison.Crossing::problem)
                        .toList());
        // C(4, 2)/C(8, 2) of the ways to place 2 successes leave the four samples of A without any
        assertEquals(3.0 / 14, comparison.entries().get(0).noise(), 1e-12);
        assertEquals(1, comparison.better());
        assertEquals(1, comparison.worse());
        assertEquals(1, comparison.signTest().orElseThrow(), 1e-12);
        assertEquals(1, comparison.mcNemar().orElseThrow(), 1e-12);
        assertEquals(List.of("1", "2"), comparison.settings().get("seed"));
    }

    @Test
    void anEvaluationDoesNotDifferFromItselfAndOrderOnlyTurnsSigns() {
        ComparedEvaluation a = evaluation("a", 8, Map.of(), 0, 3, 8, 5, 1);
        ComparedEvaluation b = evaluation("b", 6, Map.of(), 1, 3, 6, 0, 2);
        EvaluationComparison.of(a, a, 0.9).points().forEach(point -> {
            assertEquals(0, point.difference());
            assertEquals(1, point.pValue());
        });
        EvaluationComparison there = EvaluationComparison.of(a, b, 0.9);
        EvaluationComparison back = EvaluationComparison.of(b, a, 0.9);
        for (int i = 0; i < there.points().size(); i++) {
            assertEquals(
                    there.points().get(i).difference(), -back.points().get(i).difference(), 1e-12);
            assertEquals(there.points().get(i).low(), -back.points().get(i).high(), 1e-12);
        }
        assertEquals(there.entries(), back.losses());
    }

    @Test
    void nothingInCommonIsRefusedAndOneProblemHasNoInterval() {
        ComparedEvaluation a = evaluation("a", 4, Map.of(), 1, -1);
        ComparedEvaluation b = evaluation("b", 4, Map.of(), -1, 1);
        assertThrows(IllegalArgumentException.class, () -> EvaluationComparison.of(a, b, 0.95));
        assertTrue(
                Double.isNaN(EvaluationComparison.of(a, a, 0.95).points().get(0).low()));
        assertThrows(IllegalArgumentException.class, () -> EvaluationComparison.of(a, a, 1));
    }
}
