package org.rlvr4j.verifiers.code;

import java.time.Duration;
import java.util.List;
import org.rlvr4j.api.verify.Verdict;

/**
 * A verdict on a program with what each test found.
 *
 * @param verdict the verdict
 * @param tests one report for each test, in order; empty where none could be run
 * @param total how many tests there are
 * @param time from when the program had its place to the verdict, compilers included
 */
public record CodeReport(Verdict verdict, List<TestReport> tests, int total, Duration time) {

    /** Copies. */
    public CodeReport {
        tests = List.copyOf(tests);
    }

    /**
     * Returns the same with a time.
     *
     * @param measured how long it took
     * @return another report
     */
    public CodeReport withTime(Duration measured) {
        return new CodeReport(verdict, tests, total, measured);
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
