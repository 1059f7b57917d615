package org.rlvr4j.api;

import java.io.Serializable;
import java.io.UncheckedIOException;

/**
 * What a verifier compares with, in memory or where it is read each time it is asked for.
 *
 * <p>Immutable. Equal to another only where the texts are; two that are stored in different ways need not be equal though
 * their texts are. A serialised one means the same text in each process that can read it.
 */
public interface ReferenceText extends Serializable {

    /**
     * Returns the text.
     *
     * @return the same at each call
     * @throws UncheckedIOException if it cannot be read here; the message says what and why
     */
    String read();

    /**
     * Keeps a text in memory.
     *
     * @param text the text
     * @return what reads it
     */
    static ReferenceText of(String text) {
        return new TextInMemory(text);
    }
}
