package org.rlvr4j.verifiers.math;

/** Undoes what a wrong number of unescapings did to TeX commands, where it is unmistakable. */
final class Escapes {

    private Escapes() {}

    /** Restores {@code \\frac} and {@code \\boxed} whose first letters were taken for a form feed or a backspace. */
    static String repaired(String text) {
        if (text.indexOf('\f') < 0 && text.indexOf('\b') < 0) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text.length() + 1);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLost =
                    (c == '\f' || c == '\b') && i + 1 < text.length() && Character.isLetter(text.charAt(i + 1));
            if (isLost) {
                boolean hasBackslash = i > 0 && text.charAt(i - 1) == '\\';
                repaired.append(hasBackslash ? "" : "\\").append(c == '\f' ? 'f' : 'b');
            } else {
                repaired.append(c);
            }
        }
        return repaired.toString();
    }

    /** Halves backslashes that are all doubled, with a letter behind at least one pair. */
    static String undoubled(String text) {
        boolean beforeLetter = false;
        for (int i = text.indexOf('\\'); i >= 0; i = text.indexOf('\\', i + 2)) {
            if (!text.startsWith("\\\\", i)) {
                return text;
            }
            beforeLetter |= i + 2 < text.length() && Character.isLetter(text.charAt(i + 2));
        }
        return beforeLetter ? text.replace("\\\\", "\\") : text;
    }
}
