package org.rlvr4j.cli;

/** Makes untrusted text safe for a terminal. */
final class Escape {

    private Escape() {}

    /** Replaces control characters but line ends by visible escapes. */
    static String controls(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c != '\n' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)) {
                escaped.append(String.format("\\u%04X", c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
