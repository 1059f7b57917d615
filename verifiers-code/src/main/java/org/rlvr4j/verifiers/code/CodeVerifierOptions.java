package org.rlvr4j.verifiers.code;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;
import org.rlvr4j.verifiers.code.value.EqualityOptions;

/**
 * How programs are run and judged.
 *
 * @param isolation what keeps programs apart from the machine
 * @param extraction where in a response the program is
 * @param mode which tests are run and what passes
 * @param passFraction share of tests that must pass
 * @param timeLimitMillis time for one test, in milliseconds
 * @param memoryLimitMb memory for one program, in megabytes
 * @param compileSeconds time for a compiler, in seconds
 * @param verdictSeconds the program's time for all its tests, in seconds
 * @param queueSeconds how long a verdict waits for its place, in seconds
 * @param outputLimitKb output kept of one run, in kilobytes
 * @param equality when two values are equal
 */
public record CodeVerifierOptions(
        @Option(
                value = "What keeps programs apart from the machine: bubblewrap; fork-server (faster for Python,"
                        + " several programs to a sandbox); none (trusted programs only).",
                defaultsTo = "bubblewrap")
        IsolationKind isolation,

        @Option(
                value = "Where in a response the program is: auto (the last block of the language, else all of it; a"
                        + " prompt is completed), block (only a fenced block), whole (all of it).",
                defaultsTo = "auto")
        Extraction extraction,

        @Option(
                value =
                        "Which tests are run: all, first-failure (stop there), fraction (all; pass-fraction of them must"
                                + " pass).",
                defaultsTo = "all")
        Mode mode,

        @Option(
                value = "With mode fraction: the share of tests that must pass, above 0 and at most 1.",
                defaultsTo = "1.0")
        double passFraction,

        @Option(
                value = "Time for one test in milliseconds, where the task names none; from 10 to 3600000.",
                defaultsTo = "10000")
        int timeLimitMillis,

        @Option(
                value = "Memory for one program in megabytes, where the task names none; from 32 to 1048576.",
                defaultsTo = "1024")
        int memoryLimitMb,

        @Option(value = "Time for a compiler in seconds; from 1 to 3600.", defaultsTo = "60")
        int compileSeconds,

        @Option(
                value = "A program's time for all its tests together in seconds; from 1 to 86400. Waiting for a place"
                        + " is not counted.",
                defaultsTo = "120")
        int verdictSeconds,

        @Option(
                value = "How long a verdict waits for its place among all that are judged at a time, in seconds; past"
                        + " that it fails, which is no judgement. From 1 to 86400.",
                defaultsTo = "3600")
        int queueSeconds,

        @Option(value = "Output kept of one run in kilobytes; more ends it. From 1 to 262144.", defaultsTo = "16384")
        int outputLimitKb,

        @Option("When two values are equal.") EqualityOptions equality) {

    /** What keeps programs apart from the machine. */
    public enum IsolationKind {
        /** A sandbox for each program. */
        BUBBLEWRAP,
        /** Python interpreters that wait in sandboxes and serve several programs each; sandboxes for the rest. */
        FORK_SERVER,
        /** Nothing but limits. */
        NONE
    }

    /** Where in a response the program is. */
    public enum Extraction {
        /** The last fenced block of the language, else the whole response; a prompt is completed. */
        AUTO,
        /** Only a fenced block. */
        BLOCK,
        /** The whole response. */
        WHOLE
    }

    /** Which tests are run and what passes. */
    public enum Mode {
        /** All are run and all must pass. */
        ALL,
        /** Stops at the first that does not pass. */
        FIRST_FAILURE,
        /** All are run and a share must pass. */
        FRACTION
    }

    /** Checks the ranges. */
    public CodeVerifierOptions {
        new OptionChecks()
                .that(
                        passFraction > 0 && passFraction <= 1,
                        "pass-fraction",
                        passFraction,
                        "must be above 0 and at most 1")
                .that(
                        timeLimitMillis >= 10 && timeLimitMillis <= 3_600_000,
                        "time-limit-millis",
                        timeLimitMillis,
                        "must be between 10 and 3600000")
                .that(
                        memoryLimitMb >= 32 && memoryLimitMb <= 1_048_576,
                        "memory-limit-mb",
                        memoryLimitMb,
                        "must be between 32 and 1048576")
                .that(
                        compileSeconds >= 1 && compileSeconds <= 3600,
                        "compile-seconds",
                        compileSeconds,
                        "must be between 1 and 3600")
                .that(
                        verdictSeconds >= 1 && verdictSeconds <= 86_400,
                        "verdict-seconds",
                        verdictSeconds,
                        "must be between 1 and 86400")
                .that(
                        queueSeconds >= 1 && queueSeconds <= 86_400,
                        "queue-seconds",
                        queueSeconds,
                        "must be between 1 and 86400")
                .that(
                        outputLimitKb >= 1 && outputLimitKb <= 262_144,
                        "output-limit-kb",
                        outputLimitKb,
                        "must be between 1 and 262144")
                .orThrow();
    }
}
