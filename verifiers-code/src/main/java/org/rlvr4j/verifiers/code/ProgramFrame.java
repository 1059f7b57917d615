package org.rlvr4j.verifiers.code;

/**
 * What a program is written in, what stands before it, and what it may use.
 *
 * @param language a language's id or alias, such as {@code python}
 * @param prompt the beginning of a program that a response may complete (HumanEval), or the empty string
 * @param prelude text placed before every program (imports), or the empty string
 * @param timeLimitMillis time for one test in milliseconds, or 0 for the verifier's own limit
 * @param memoryLimitMb memory in megabytes, or 0 for the verifier's own limit
 */
public record ProgramFrame(String language, String prompt, String prelude, long timeLimitMillis, long memoryLimitMb) {

    /** Longest time for one test, in milliseconds. */
    public static final long MAX_TIME_MILLIS = 3_600_000;

    /** Most memory, in megabytes. */
    public static final long MAX_MEMORY_MB = 1_048_576;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a limit is negative or too large
     */
    public ProgramFrame {
        if (timeLimitMillis < 0 || timeLimitMillis > MAX_TIME_MILLIS) {
            throw new IllegalArgumentException("timeLimitMillis must be between 0 and " + MAX_TIME_MILLIS
                    + " (0 is the verifier's own limit), got " + timeLimitMillis);
        }
        if (memoryLimitMb < 0 || memoryLimitMb > MAX_MEMORY_MB) {
            throw new IllegalArgumentException("memoryLimitMb must be between 0 and " + MAX_MEMORY_MB
                    + " (0 is the verifier's own limit), got " + memoryLimitMb);
        }
    }

    /**
     * A program with the verifier's own limits and nothing before it.
     *
     * @param language a language's id or alias
     * @return the frame
     */
    public static ProgramFrame of(String language) {
        return new ProgramFrame(language, "", "", 0, 0);
    }
}
