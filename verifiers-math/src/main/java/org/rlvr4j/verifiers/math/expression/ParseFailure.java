package org.rlvr4j.verifiers.math.expression;

/** Ends a parse; without a stack trace, since it is an ordinary outcome on untrusted text. */
final class ParseFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int position;

    /**
     * Creates a failure.
     *
     * @param message what is wrong; any part of the text in it is bounded and escaped
     * @param position where, in the folded text
     */
    ParseFailure(String message, int position) {
        super(message, null, false, false);
        this.position = position;
    }

    int position() {
        return position;
    }
}
