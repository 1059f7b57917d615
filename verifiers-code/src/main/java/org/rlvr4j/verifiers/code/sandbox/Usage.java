package org.rlvr4j.verifiers.code.sandbox;

/**
 * What a sandbox has used so far.
 *
 * @param cpuNanos processor time, −1 if unknown
 * @param peakMemoryBytes most memory at any instant, −1 if unknown
 * @param outOfMemory whether memory ran out, by the kernel's word or by what was seen
 */
record Usage(long cpuNanos, long peakMemoryBytes, boolean outOfMemory) {}
