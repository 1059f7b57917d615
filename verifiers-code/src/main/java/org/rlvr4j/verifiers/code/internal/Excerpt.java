package org.rlvr4j.verifiers.code.internal;

import java.nio.charset.StandardCharsets;

/** Shortens and escapes what a program wrote, so that it fits a line of a report. */
public final class Excerpt {

    private static final int LENGTH = 200;

    private Excerpt() {}

    /**
     * Shortens and escapes.
     *
     * @param text any
     * @return one line without control characters
     */
    public static String of(String text) {
        StringBuilder out = new StringBuilder();
        int end = Math.min(text.length(), LENGTH);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                out.append("\\n");
            } else if (Character.isISOControl(c)
                    || Character.isSurrogate(c)
                    || Character.getType(c) == Character.FORMAT
                    || c == '\u2028'
                    || c == '\u2029') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return end < text.length() ? out.append('…').toString() : out.toString();
    }

    /** The last line that is not blank: where interpreters say what went wrong. */
    static String lastLine(byte[] error) {
        int from = Math.max(0, error.length - 4000);
        String text = new String(error, from, error.length - from, StandardCharsets.UTF_8).strip();
        return of(text.substring(text.lastIndexOf('\n') + 1));
    }

    /** The first line that tells of an error: where compilers say what went wrong. */
    static String firstError(byte[] error) {
        String text = new String(error, 0, Math.min(error.length, 100_000), StandardCharsets.UTF_8);
        return of(text.lines()
                .filter(line -> line.contains("error"))
                .findFirst()
                .orElseGet(() -> text.strip())
                .strip());
    }
}
