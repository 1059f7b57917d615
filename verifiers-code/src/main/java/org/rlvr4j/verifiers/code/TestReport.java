package org.rlvr4j.verifiers.code;

import java.time.Duration;

/**
 * What one test found.
 *
 * @param outcome how it ended
 * @param reason why, in one line; empty where it passed
 * @param excerpt the start of what the program wrote or returned, escaped; untrusted
 * @param time the program's own time
 * @param memoryBytes the program's largest memory so far, or −1 where unknown
 */
public record TestReport(Outcome outcome, String reason, String excerpt, Duration time, long memoryBytes) {

    /** How a test ended. */
    public enum Outcome {
        /** As expected. */
        PASSED,
        /** Another result, an exception, a crash, or too much memory or output. */
        FAILED,
        /** Out of time. */
        TIMED_OUT,
        /** Not run, because an earlier one decided. */
        NOT_RUN,
        /** The machinery or the test itself is broken. */
        BROKEN
    }
}
