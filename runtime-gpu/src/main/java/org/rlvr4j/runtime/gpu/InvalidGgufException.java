package org.rlvr4j.runtime.gpu;

import java.io.IOException;
import java.util.List;

/** Thrown for a GGUF file that is damaged, or has something that cannot be imported. */
public final class InvalidGgufException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Names what is wrong.
     *
     * @param message the file, the place, the value, what is allowed
     */
    public InvalidGgufException(String message) {
        super(message);
    }

    /**
     * Names all that is wrong.
     *
     * @param where the file
     * @param mistakes at least one
     */
    public InvalidGgufException(String where, List<String> mistakes) {
        super(
                mistakes.size() == 1
                        ? where + ": " + mistakes.get(0)
                        : where + " cannot be imported:\n  " + String.join("\n  ", mistakes));
    }
}
