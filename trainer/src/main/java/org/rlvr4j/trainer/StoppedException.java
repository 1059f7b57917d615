package org.rlvr4j.trainer;

/** Thrown when work ends early because a stop was requested; the run can be resumed. */
public final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public StoppedException() {
        super("stopped on request");
    }
}
