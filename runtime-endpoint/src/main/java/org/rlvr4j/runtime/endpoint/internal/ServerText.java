package org.rlvr4j.runtime.endpoint.internal;

import org.rlvr4j.api.verify.Excerpt;

/** Texts that a server wrote, made fit for a message: without the key, bounded, escaped. */
final class ServerText {

    private static final int MESSAGE = 200;
    private static final int NAME = 200;

    private ServerText() {}

    /** Quotes a text. The key is taken out before the text is cut: a part of it is too much. */
    static String quote(String text, ApiKey key) {
        return Excerpt.of(key.redact(text), 0, MESSAGE);
    }

    /** A name that the server gives, bounded, with what is not printable escaped. */
    static String name(String text, ApiKey key) {
        String quoted = Excerpt.of(key.redact(text), 0, NAME);
        return quoted.substring(1, quoted.length() - 1);
    }
}
