package org.rlvr4j.trainer;

/** Thrown when a guard stops training; the last checkpoint is in the run folder. */
public final class GuardException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String guard;
    private final long step;

    /**
     * Creates the exception.
     *
     * @param guard the guard's key in the recipe's section {@code guards}
     * @param step the step after which, or in which, it tripped
     * @param message what was measured, what is allowed, what helps
     */
    public GuardException(String guard, long step, String message) {
        super(message);
        this.guard = guard;
        this.step = step;
    }

    /**
     * Returns the guard's key.
     *
     * @return such as {@code success}
     */
    public String guard() {
        return guard;
    }

    /**
     * Returns when it tripped.
     *
     * @return the step
     */
    public long step() {
        return step;
    }
}
