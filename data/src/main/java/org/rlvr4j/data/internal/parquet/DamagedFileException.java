package org.rlvr4j.data.internal.parquet;

import java.io.IOException;

/** Thrown where a file is not what Parquet says, or asks for more than is allowed; the message is short and plain. */
final class DamagedFileException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedFileException(String message) {
        super(message);
    }
}
