package org.rlvr4j.api.learning;

/** Thrown when training meets NaN or infinity: the run must stop, and the last good checkpoint stays. */
public final class NonFiniteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param where what was not finite and where: the loss, or the name of the weight or gradient
     */
    public NonFiniteException(String where) {
        super(where);
    }
}
