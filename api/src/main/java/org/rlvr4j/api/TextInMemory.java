package org.rlvr4j.api;

import java.util.Objects;

/**
 * A reference that is in memory.
 *
 * @param read the text
 */
record TextInMemory(String read) implements ReferenceText {

    TextInMemory {
        Objects.requireNonNull(read, "reference");
    }

    @Override
    public String toString() {
        return read;
    }
}
