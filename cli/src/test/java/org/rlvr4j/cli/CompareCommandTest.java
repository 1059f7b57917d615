package org.rlvr4j.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.evaluation.comparison.ComparedEvaluation;
import org.rlvr4j.evaluation.comparison.EvaluationComparison;

class CompareCommandTest {

    private static ComparedEvaluation evaluation(String name, Map<String, String> facts) {
        return new ComparedEvaluation(
                name,
                Map.of("p", new ProblemOutcome("p", 4, 1, List.of()), "q", new ProblemOutcome("q", 4, 2, List.of())),
                new TreeMap<>(facts));
    }

    @Test
    void whatOneSideAloneSaysIsOneLine() {
        String text = CompareCommand.text(EvaluationComparison.of(
                evaluation(
                        "server",
                        Map.of("seed", "0", "sampling api", "chat", "sampling stop", "[\u001b]", "sampling date", "")),
                evaluation("process", Map.of("seed", "1", "sampling thinking", "model", "sampling date", "")),
                0.95));
        assertTrue(text.contains("They differ in seed: A has 0, B has 1."), text);
        assertTrue(text.contains("A alone says: sampling api = chat, sampling stop = [\\u001B].\n"), text);
        assertTrue(text.contains("B alone says: sampling thinking = model.\n"), text);
        assertTrue(!text.contains("date"), text);
    }
}
