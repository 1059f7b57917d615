package org.rlvr4j.api.verify;

/** Quotes untrusted text for one line of a report: bounded, in quotation marks, control characters escaped. */
public final class Excerpt {

    private static final int MAX_CHARACTERS = 40;

    private Excerpt() {}

    /**
     * Quotes the beginning of a text.
     *
     * @param text any string
     * @return at most {@value #MAX_CHARACTERS} of its characters in quotation marks, with an ellipsis where it was cut
     */
    public static String of(String text) {
        return of(text, 0);
    }

    /**
     * Quotes a text from one position on.
     *
     * @param text any string
     * @param from index of the first character to quote
     * @return at most {@value #MAX_CHARACTERS} of its characters in quotation marks, with an ellipsis where it was cut
     */
    public static String of(String text, int from) {
        return of(text, from, MAX_CHARACTERS);
    }

    /**
     * Quotes a part of a text.
     *
     * @param text any string
     * @param from index of the first character to quote
     * @param most how many of its characters are quoted at most
     * @return so many of its characters in quotation marks, with an ellipsis where it was cut
     */
    public static String of(String text, int from, int most) {
        int end = Math.min(text.length(), from + most);
        StringBuilder quoted = new StringBuilder("\"");
        int position = from;
        while (position < end) {
            int codePoint = text.codePointAt(position);
            append(quoted, codePoint);
            position += Character.charCount(codePoint);
        }
        return quoted.append(position < text.length() ? "…\"" : "\"").toString();
    }

    private static void append(StringBuilder quoted, int codePoint) {
        if (codePoint == '"' || codePoint == '\\') {
            quoted.append('\\').appendCodePoint(codePoint);
        } else if (isPrintable(codePoint)) {
            quoted.appendCodePoint(codePoint);
        } else {
            for (char unit : Character.toChars(codePoint)) {
                quoted.append(String.format("\\u%04x", (int) unit));
            }
        }
    }

    /** Refuses what could break a line, hide, or turn the direction of writing. */
    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
