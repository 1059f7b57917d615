package org.rlvr4j.verifiers.code.sandbox;

import java.time.Duration;

/**
 * What one command may use.
 *
 * @param wall time by the clock on the wall, from when the command itself was started; the making of the sandbox and any
 *     queueing before it are not counted
 * @param cpu processor time of all its processes
 * @param memoryBytes memory of all its processes, temporary files included
 * @param addressSpace whether memory may also be bounded by address space, which a JVM or Node cannot live with
 * @param processes processes and threads
 * @param fileBytes largest file
 * @param openFiles open descriptors
 * @param outputBytes bytes kept of standard output and of standard error, each; more ends the command
 */
public record Limits(
        Duration wall,
        Duration cpu,
        long memoryBytes,
        boolean addressSpace,
        int processes,
        long fileBytes,
        int openFiles,
        long outputBytes) {}
