package org.rlvr4j.verifiers.code.internal;

/** A compiler did not take a program. */
final class CompilationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean timedOut;

    CompilationException(String message, boolean timedOut) {
        super(message, null, false, false);
        this.timedOut = timedOut;
    }

    boolean timedOut() {
        return timedOut;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
