package org.rlvr4j.verifiers.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.verifiers.code.value.EqualityOptions;

/**
 * Tasks over four languages and three kinds: right programs pass, and programs with one small change fail.
 *
 * <p>Every build runs a part; {@code -Psuite} runs all.
 */
class SuiteTest {

    /**
     * Mutants that do the same as the program, checked by hand: d + d for d · d as a bound of divisors; one more turn of a
     * loop that finds nothing there; a minimum that takes the later of two equal ones.
     */
    private static final Set<String> EQUIVALENT = Set.of(
            "cpp/calls/change/off-by-one",
            "cpp/calls/hamming/off-by-one",
            "cpp/calls/palindrome/off-by-one",
            "cpp/calls/two_sum/off-by-one",
            "cpp/testProgram/is_prime/swapped-operator",
            "cpp/tests/clamp/off-by-one",
            "java/calls/clamp/off-by-one",
            "java/testProgram/change/off-by-one",
            "java/testProgram/is_prime/swapped-operator",
            "java/testProgram/two_sum/off-by-one",
            "javascript/calls/change/off-by-one",
            "javascript/calls/is_prime/swapped-operator",
            "javascript/calls/two_sum/off-by-one",
            "javascript/testProgram/clamp/off-by-one",
            "javascript/testProgram/hamming/off-by-one",
            "javascript/testProgram/palindrome/off-by-one",
            "python/calls/clamp/off-by-one",
            "python/testProgram/change/off-by-one");

    private static final int PART = 8;

    @Test
    void rightProgramsPass() throws Exception {
        List<Rows.Row> rows = Rows.read("suite.jsonl");
        assertTrue(rows.size() >= 100, "tasks are missing: " + rows.size());
        assertEquals(Set.of("python", "javascript", "cpp", "java"), Set.copyOf(languages(rows)));
        List<Rows.Trial> trials = chosen(rows).stream()
                .map(row -> new Rows.Trial(row.id(), row.task(), row.program(), "correct"))
                .toList();
        try (CodeVerifier verifier = Rows.verifier()) {
            assertEquals(List.of(), Rows.surprises(verifier, trials));
        }
    }

    @Test
    void wrongProgramsFail() throws Exception {
        List<Rows.Trial> trials = new ArrayList<>();
        int number = 0;
        for (Rows.Row row : chosen(Rows.read("suite.jsonl"))) {
            String name = row.id().substring(row.id().lastIndexOf('/') + 1);
            for (Map.Entry<String, String> mutant : Mutations.of(row, name).entrySet()) {
                String id = row.id() + "/" + mutant.getKey();
                boolean part = number++ % PART == 0;
                if ((Rows.all() || part) && !EQUIVALENT.contains(id)) {
                    trials.add(new Rows.Trial(id, row.task(), mutant.getValue(), Rows.WRONG));
                }
            }
        }
        CodeVerifierOptions usual = OptionSchema.of(CodeVerifierOptions.class).defaults();
        CodeVerifierOptions quick = new CodeVerifierOptions(
                usual.isolation(),
                usual.extraction(),
                CodeVerifierOptions.Mode.FIRST_FAILURE,
                usual.passFraction(),
                2000,
                usual.memoryLimitMb(),
                usual.compileSeconds(),
                usual.verdictSeconds(),
                usual.queueSeconds(),
                usual.outputLimitKb(),
                new EqualityOptions(1e-9, 1e-12, false));
        try (CodeVerifier verifier = CodeVerifier.open(quick)) {
            assertEquals(List.of(), Rows.surprises(verifier, trials));
        }
    }

    private static List<String> languages(List<Rows.Row> rows) {
        return rows.stream().map(Rows.Row::language).distinct().toList();
    }

    /** All that are interpreted, and of those that are compiled as many as a build has time for. */
    private static List<Rows.Row> chosen(List<Rows.Row> rows) {
        List<Rows.Row> chosen = new ArrayList<>();
        int compiled = 0;
        for (Rows.Row row : rows) {
            if (!row.isCompiled() || Rows.all() || compiled++ % PART == 0) {
                chosen.add(row);
            }
        }
        return chosen;
    }
}
