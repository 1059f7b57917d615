package org.rlvr4j.trainer;

/** Thrown where a number would be wrong because the verifier failed to judge what it is made of; the message says why. */
public final class UnjudgedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message what could not be judged, and the verifier's reason
     */
    public UnjudgedException(String message) {
        super(message);
    }
}
