package org.rlvr4j.data.row;

/** Untrusted text as messages show it: short, on one line, with invisible characters escaped. */
public final class Shown {

    private static final int MOST = 80;

    private Shown() {}

    /**
     * Makes a text fit for a message.
     *
     * @param text any
     * @return at most 80 characters of it, and an ellipsis where there were more
     */
    public static String text(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(MOST).forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE -> shown.append(String.format("\\u%04X", c));
                default -> shown.appendCodePoint(c);
            }
        });
        return text.codePointCount(0, text.length()) > MOST ? shown.append('…').toString() : shown.toString();
    }
}
