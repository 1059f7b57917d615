package org.rlvr4j.verifiers.code.value;

/** A text is no value, or too large a one. */
public final class ValueException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message one line
     */
    public ValueException(String message) {
        super(message);
    }

    /**
     * Says what is wrong.
     *
     * @param message one line
     * @param cause why
     */
    public ValueException(String message, Throwable cause) {
        super(message, cause);
    }
}
