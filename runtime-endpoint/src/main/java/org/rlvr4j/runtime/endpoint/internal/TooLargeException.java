package org.rlvr4j.runtime.endpoint.internal;

import java.io.IOException;

/** A body was longer than is read. */
final class TooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    TooLargeException(int most) {
        super("the answer has more than " + most + " bytes");
    }
}
