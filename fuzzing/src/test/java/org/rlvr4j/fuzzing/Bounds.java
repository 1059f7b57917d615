package org.rlvr4j.fuzzing;

import java.lang.management.ManagementFactory;

/**
 * Holds the reading of an input to a second of processor time and to a number of allocated bytes.
 *
 * <p>Counted is all that is allocated, also what is garbage at once, so live memory is less. Processor time, not time: a
 * busy machine changes no result. What breaks a bound is measured once more, since the first reading of a process also
 * pays for loading classes.
 */
public final class Bounds {

    private static final long MAX_NANOSECONDS = 1_000_000_000;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long base;
    private final long multiple;

    /**
     * Creates bounds.
     *
     * @param base bytes that any input may allocate
     * @param multiple bytes that each byte of input may allocate beyond them
     */
    public Bounds(long base, long multiple) {
        this.base = base;
        this.multiple = multiple;
    }

    /** Reads an input; throws nothing but what is a finding. */
    @FunctionalInterface
    public interface Reading {
        /**
         * Reads the input.
         *
         * @throws Exception if that is a finding
         */
        void run() throws Exception;
    }

    /**
     * Reads an input within the bounds.
     *
     * @param inputBytes the input's length
     * @param reading what reads it
     * @throws Exception what the reading threw
     * @throws AssertionError if it took too much
     */
    public void hold(long inputBytes, Reading reading) throws Exception {
        String excess = excess(inputBytes, reading);
        if (!excess.isEmpty()) {
            excess = excess(inputBytes, reading);
        }
        if (!excess.isEmpty()) {
            throw new AssertionError(excess);
        }
    }

    private String excess(long inputBytes, Reading reading) throws Exception {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long time = THREADS.getCurrentThreadCpuTime();
        reading.run();
        time = THREADS.getCurrentThreadCpuTime() - time;
        allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        if (time > MAX_NANOSECONDS) {
            return "took " + time / 1_000_000 + " ms of processor time";
        }
        long allowed = base + multiple * inputBytes;
        return allocated > allowed
                ? "allocated " + allocated + " bytes for an input of " + inputBytes + ", allowed are " + allowed
                : "";
    }
}
