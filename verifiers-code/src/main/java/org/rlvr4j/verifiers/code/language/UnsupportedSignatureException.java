package org.rlvr4j.verifiers.code.language;

/** The types of a function cannot cross from process to process. */
public final class UnsupportedSignatureException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Says what is not supported.
     *
     * @param message one line
     */
    public UnsupportedSignatureException(String message) {
        super(message);
    }
}
