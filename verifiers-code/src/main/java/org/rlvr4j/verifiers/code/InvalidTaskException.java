package org.rlvr4j.verifiers.code;

/** A task cannot be read. */
public final class InvalidTaskException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message one line that names the key and what is allowed
     */
    public InvalidTaskException(String message) {
        super(message);
    }
}
