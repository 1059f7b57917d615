package org.rlvr4j.cli;

/** Makes untrusted text safe for a terminal. */
final class Escape {

    private Escape() {}

    /** Replaces control and invisible formatting characters but line ends by visible escapes. */
    static String controls(String text) {
        return escape(text, true);
    }

    /** Replaces line ends too. */
    static String line(String text) {
        return escape(text, false);
    }

    private static String escape(String text, boolean keepLineEnds) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if ((c == '\n' && keepLineEnds) || !isInvisible(c)) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append(String.format("\\u%04X", c));
            }
        });
        return escaped.toString();
    }

    static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
