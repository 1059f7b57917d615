package org.rlvr4j.verifiers.code.sandbox;

/** The sandbox failed, not the program in it; the message says what to do. */
public final class SandboxException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Says what failed.
     *
     * @param message what failed and what to do about it, in one line
     */
    public SandboxException(String message) {
        super(message);
    }

    /**
     * Says what failed.
     *
     * @param message what failed and what to do about it, in one line
     * @param cause why
     */
    public SandboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
