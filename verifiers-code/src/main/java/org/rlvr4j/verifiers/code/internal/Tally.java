package org.rlvr4j.verifiers.code.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.verifiers.code.CodeReport;
import org.rlvr4j.verifiers.code.CodeVerifierOptions;
import org.rlvr4j.verifiers.code.TestReport;
import org.rlvr4j.verifiers.code.TestReport.Outcome;

/** Collects what tests found and draws the verdict. */
final class Tally {

    private final CodeVerifierOptions options;
    private final int total;
    private final Duration limit;
    private final List<TestReport> reports = new ArrayList<>();

    Tally(CodeVerifierOptions options, int total, Duration limit) {
        this.options = options;
        this.total = total;
        this.limit = limit;
    }

    void add(TestReport report) {
        reports.add(report);
    }

    int size() {
        return reports.size();
    }

    /** Whether the rest need not be run. */
    boolean isDecided() {
        return options.mode() == CodeVerifierOptions.Mode.FIRST_FAILURE
                && reports.stream().anyMatch(report -> report.outcome() != Outcome.PASSED);
    }

    CodeReport report() {
        while (reports.size() < total) {
            reports.add(new TestReport(Outcome.NOT_RUN, "not run", "", Duration.ZERO, -1));
        }
        return new CodeReport(verdict(), reports, total, Duration.ZERO);
    }

    private Verdict verdict() {
        int passed = count(Outcome.PASSED);
        int needed = options.mode() == CodeVerifierOptions.Mode.FRACTION
                ? Math.max(1, (int) Math.ceil(options.passFraction() * total - 1e-9))
                : total;
        if (passed >= needed) {
            return new Verdict.Correct(
                    "",
                    passed == total
                            ? (total == 1 ? "the test passed" : "all " + total + " tests passed")
                            : passed + " of " + total + " tests passed, " + needed + " needed");
        }
        if (passed + count(Outcome.BROKEN) >= needed) {
            return new Verdict.Failed(said(Outcome.BROKEN));
        }
        for (TestReport report : reports) {
            if (report.outcome() == Outcome.TIMED_OUT) {
                return new Verdict.TimedOut(limit);
            }
            if (report.outcome() == Outcome.FAILED) {
                break;
            }
        }
        return new Verdict.Incorrect("", passed + " of " + total + " passed; " + said(Outcome.FAILED));
    }

    private int count(Outcome outcome) {
        return (int)
                reports.stream().filter(report -> report.outcome() == outcome).count();
    }

    private String said(Outcome outcome) {
        for (int i = 0; i < reports.size(); i++) {
            if (reports.get(i).outcome() == outcome) {
                return (total == 1 ? "" : "test " + (i + 1) + ": ")
                        + reports.get(i).reason();
            }
        }
        return "tests were not run";
    }
}
