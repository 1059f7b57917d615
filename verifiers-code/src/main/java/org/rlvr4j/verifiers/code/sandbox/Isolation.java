package org.rlvr4j.verifiers.code.sandbox;

/**
 * Runs one command at a time per {@link Execution}, apart from the rest of the machine.
 *
 * <p>May be used from several threads at once. Closing it ends every execution that is still running.
 */
public interface Isolation extends AutoCloseable {

    /**
     * Starts a command.
     *
     * @param command what to run, with its limits
     * @return the running command; the caller closes it
     * @throws SandboxException if the sandbox could not be made; never for anything the command does
     * @throws InterruptedException if interrupted
     */
    Execution start(Command command) throws SandboxException, InterruptedException;

    @Override
    void close();
}
