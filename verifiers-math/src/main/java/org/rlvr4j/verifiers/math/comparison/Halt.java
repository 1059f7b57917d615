package org.rlvr4j.verifiers.math.comparison;

/**
 * Ends an evaluation that has no value, or none that can be known at the precision and budget given.
 *
 * <p>There is one instance of each kind: without a stack trace and without suppression they hold no state.
 */
@SuppressWarnings("StaticAssignmentOfThrowable")
final class Halt extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why an evaluation ended. */
    enum Why {
        /** The error bound is too large for a choice that must be made, or the number too large to be held. */
        IMPRECISE,
        /** The value does not exist, as of 5/0. */
        UNDEFINED,
        /** The steps are used up. */
        BUDGET,
        /** The tree is no scalar that can be evaluated. */
        NOT_SCALAR
    }

    static final Halt IMPRECISE = new Halt(Why.IMPRECISE);
    static final Halt UNDEFINED = new Halt(Why.UNDEFINED);
    static final Halt BUDGET = new Halt(Why.BUDGET);
    static final Halt NOT_SCALAR = new Halt(Why.NOT_SCALAR);

    private final Why why;

    private Halt(Why why) {
        super(why.name(), null, false, false);
        this.why = why;
    }

    Why why() {
        return why;
    }
}
