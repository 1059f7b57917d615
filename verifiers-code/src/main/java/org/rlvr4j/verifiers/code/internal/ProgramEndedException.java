package org.rlvr4j.verifiers.code.internal;

import org.rlvr4j.verifiers.code.sandbox.Ended;

/** A program ended, or was ended, in the middle of a conversation. */
final class ProgramEndedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean timedOut;
    private final transient Ended ended;

    ProgramEndedException(boolean timedOut, Ended ended, String message) {
        super(message, null, false, false);
        this.timedOut = timedOut;
        this.ended = ended;
    }

    boolean timedOut() {
        return timedOut;
    }

    Ended ended() {
        return ended;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
