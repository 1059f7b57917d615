package org.rlvr4j.runtime.endpoint;

import java.io.IOException;

/** A server cannot be used; the message says which and why, and holds no secret. */
public final class EndpointException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message which server, and why
     */
    public EndpointException(String message) {
        super(message);
    }
}
