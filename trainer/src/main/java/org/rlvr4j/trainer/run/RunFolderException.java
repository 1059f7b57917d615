package org.rlvr4j.trainer.run;

/** Thrown when a run folder cannot be used as asked; a mistake of the user, with the remedy in the message. */
public final class RunFolderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong and what to do
     */
    public RunFolderException(String message) {
        super(message);
    }
}
