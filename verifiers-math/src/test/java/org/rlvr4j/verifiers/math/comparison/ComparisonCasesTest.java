package org.rlvr4j.verifiers.math.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.rlvr4j.verifiers.math.Comparison;

/** Holds the table of labelled pairs, in both directions. */
class ComparisonCasesTest {

    private record Case(String gold, String prediction, boolean equal) {}

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ComparisonCasesTest.class.getResourceAsStream("/comparison/cases.txt")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#")) {
                    add(cases, line);
                }
            }
        }
        return cases;
    }

    private static void add(List<Case> cases, String line) {
        boolean oneWay = line.endsWith("@1");
        String pair = oneWay ? line.substring(0, line.length() - 2) : line;
        boolean equal = pair.contains(" ==== ");
        String[] sides = pair.split(equal ? " ==== " : " !=== ");
        assertEquals(2, sides.length, line);
        cases.add(new Case(sides[0].strip(), sides[1].strip(), equal));
        if (!oneWay) {
            cases.add(new Case(sides[1].strip(), sides[0].strip(), equal));
        }
    }

    @Test
    void everyPairIsJudgedAsLabelled() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Case one : cases()) {
            Comparison comparison = Answers.compare(one.gold(), one.prediction());
            if (comparison.isEqual() != one.equal()) {
                wrong.add(one + ": " + comparison);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everySideEqualsItself() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Case one : cases()) {
            if (!Answers.compare(one.gold(), one.gold()).isEqual()) {
                wrong.add(one.gold());
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void reasonsAreOneBoundedLine() throws IOException {
        for (Case one : cases()) {
            Comparison comparison = Answers.compare(one.gold(), one.prediction());
            assertTrue(comparison.reason().startsWith(comparison.outcome().name()), comparison::reason);
            assertTrue(comparison.reason().length() <= 320, comparison::reason);
            assertEquals(1, comparison.reason().lines().count(), comparison::reason);
        }
    }
}
