package org.rlvr4j.evaluation.cache;

/** Thrown where another evaluation works in a folder, or the folder holds something else. */
public final class FolderInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message names the folder and says what is in the way
     */
    public FolderInUseException(String message) {
        super(message);
    }
}
