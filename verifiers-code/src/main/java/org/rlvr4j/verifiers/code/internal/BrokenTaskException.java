package org.rlvr4j.verifiers.code.internal;

/** The task itself is broken, whatever the program does. */
final class BrokenTaskException extends Exception {

    private static final long serialVersionUID = 1L;

    BrokenTaskException(String message) {
        super(message, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
