package org.rlvr4j.verifiers.code.sandbox;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * A command that was started.
 *
 * <p>Its standard input and output may be used as a conversation, or {@link #communicate} gives the one and collects the
 * other. Standard error is always collected in the background, up to the limit.
 */
public interface Execution extends AutoCloseable {

    /**
     * Returns the stream to the command's standard input.
     *
     * @return unbuffered; a command that has ended gives an {@link java.io.IOException}
     */
    OutputStream input();

    /**
     * Returns the stream from the command's standard output; ends when the command does.
     *
     * @return counted against {@link Limits#outputBytes()}
     */
    InputStream output();

    /**
     * Writes all input, closes it, reads all output and waits for the end. Never blocks longer than the limits allow.
     *
     * @param input for standard input
     * @return how it ended, with what it wrote
     * @throws SandboxException if the sandbox failed
     * @throws InterruptedException if interrupted; the command is killed
     */
    Ended communicate(byte[] input) throws SandboxException, InterruptedException;

    /**
     * Waits for the end, after a conversation over {@link #input()} and {@link #output()}.
     *
     * @return how it ended; without standard output, which the conversation has read
     * @throws SandboxException if the sandbox failed
     * @throws InterruptedException if interrupted; the command is killed
     */
    Ended await() throws SandboxException, InterruptedException;

    /** Kills every process of the command now. */
    void kill();

    /** Kills every process, waits until none is left, and frees all that the sandbox held. */
    @Override
    void close();
}
