package org.rlvr4j.runtime.gpu.internal.jinja;

/** Thrown for a template that is not understood, fails, refuses its input, or does too much; the message names the line. */
public final class TemplateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message the line and the mistake
     */
    public TemplateException(String message) {
        super(message);
    }
}
