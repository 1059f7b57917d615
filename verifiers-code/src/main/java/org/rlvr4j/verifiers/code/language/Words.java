package org.rlvr4j.verifiers.code.language;

/** Finds names in source text without parsing it. */
final class Words {

    /** Bounds that keep the work linear on any text. */
    private static final int MAX_TRIES = 1000;

    private static final int MAX_HEAD = 5000;

    private Words() {}

    static boolean startsWith(String text, String name) {
        return text.startsWith(name) && (text.length() == name.length() || !isPart(text.charAt(name.length())));
    }

    /**
     * Tells whether a text seems to define a function or class in the manner of C: the name, then parentheses and an
     * opening brace; or a keyword before the name; or the name and an equals sign.
     */
    static boolean definesInBraces(String text, String name) {
        int tries = 0;
        for (int at = next(text, name, 0); at >= 0 && tries < MAX_TRIES; at = next(text, name, at + 1)) {
            tries++;
            String before = text.substring(Math.max(0, at - 40), at).stripTrailing();
            int end = skipBlank(text, at + name.length());
            if (endsWithWord(before, "class") || endsWithWord(before, "function") || endsWithWord(before, "struct")) {
                return true;
            }
            if (end < text.length() && text.charAt(end) == '=' && !text.startsWith("==", end)) {
                return true;
            }
            if (end < text.length() && text.charAt(end) == '(' && opensBody(text, end)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsWithWord(String text, String word) {
        return text.endsWith(word)
                && (text.length() == word.length() || !isPart(text.charAt(text.length() - word.length() - 1)));
    }

    /** Whether the parentheses that open here are followed by a body rather than by an operator or the end. */
    private static boolean opensBody(String text, int open) {
        int depth = 0;
        int i = open;
        int end = Math.min(text.length(), open + MAX_HEAD);
        for (; i < end; i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                break;
            }
        }
        for (i++; i < end; i++) {
            char c = text.charAt(i);
            if (c == '{') {
                return true;
            }
            if (!Character.isWhitespace(c) && !isPart(c) && c != ',' && c != ':' && c != '>' && c != '<' && c != '-') {
                return false;
            }
        }
        return false;
    }

    private static int skipBlank(String text, int from) {
        int i = from;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static int next(String text, String name, int from) {
        for (int at = text.indexOf(name, from); at >= 0; at = text.indexOf(name, at + 1)) {
            boolean start = at == 0 || (!isPart(text.charAt(at - 1)) && text.charAt(at - 1) != '.');
            int end = at + name.length();
            if (start && (end == text.length() || !isPart(text.charAt(end)))) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isPart(char c) {
        return Character.isJavaIdentifierPart(c);
    }
}
