package org.rlvr4j.verifiers.code;

import java.util.List;
import org.rlvr4j.api.verify.Verdict;

/**
 * A verdict on a program with what each test found.
 *
 * @param verdict the verdict
 * @param tests one report for each test, in order; empty where none could be run
 * @param total how many tests there are
 */
public record CodeReport(Verdict verdict, List<TestReport> tests, int total) {

    /** Copies. */
    public CodeReport {
        tests = List.copyOf(tests);
    }

    /**
     * Returns how many tests passed.
     *
     * @return between 0 and {@link #total()}
     */
    public int passed() {
        return (int) tests.stream()
                .filter(test -> test.outcome() == TestReport.Outcome.PASSED)
                .count();
    }
}
