package org.rlvr4j.cli;

/** Thrown for a mistake of the user that no library reported as one. */
final class BadInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }
}
