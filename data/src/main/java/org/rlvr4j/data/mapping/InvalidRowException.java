package org.rlvr4j.data.mapping;

/** Thrown where a row has not what its mapping asks for; the message says which key and what is allowed. */
public final class InvalidRowException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param reason short, on one line, without invisible characters
     */
    public InvalidRowException(String reason) {
        super(reason);
    }
}
