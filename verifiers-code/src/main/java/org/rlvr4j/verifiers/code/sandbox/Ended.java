package org.rlvr4j.verifiers.code.sandbox;

import java.time.Duration;

/**
 * How a command ended.
 *
 * @param how why it ended
 * @param exitCode the exit code, or 128 + the signal's number
 * @param output standard output up to the limit; empty after a conversation
 * @param error standard error up to the limit
 * @param wall time by the clock on the wall
 * @param cpu processor time, as far as the machine tells it
 * @param peakMemoryBytes most memory at any instant, as far as the machine tells it, else −1
 */
public record Ended(
        How how, int exitCode, byte[] output, byte[] error, Duration wall, Duration cpu, long peakMemoryBytes) {

    /** Why a command ended. */
    public enum How {
        /** By itself, whatever its exit code. */
        EXITED,
        /** By a signal that was not ours. */
        SIGNALLED,
        /** Out of time by the clock on the wall. */
        WALL_TIME,
        /** Out of processor time. */
        CPU_TIME,
        /** Out of memory. */
        MEMORY,
        /** It wrote more than is kept. */
        OUTPUT,
        /** By {@link Execution#kill()} or {@link Execution#close()}. */
        KILLED
    }
}
