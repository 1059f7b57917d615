package org.rlvr4j.verifiers.math;

import java.util.List;

/** A sentence of a text with formulas in it. */
final class Sentence {

    private Sentence() {}

    /** What stands from there to the end of the sentence or the line; where the line is empty, the next one. */
    static String from(String text, int from, int maxLength) {
        int start = from;
        while (start < text.length() && (Character.isWhitespace(text.charAt(start)) || isMarkup(text.charAt(start)))) {
            start++;
        }
        String rest = text.substring(start, Math.min(text.length(), start + maxLength));
        return rest.substring(0, end(rest, Formulas.in(rest)));
    }

    private static boolean isMarkup(char c) {
        return c == ':' || c == '*' || c == '_' || c == '`' || c == '#' || c == '>' || c == '}';
    }

    private static int end(String text, List<Formulas.Formula> formulas) {
        int formula = 0;
        int i = 0;
        while (i < text.length()) {
            if (formula < formulas.size() && formulas.get(formula).start() == i) {
                i = formulas.get(formula).end();
                formula++;
                continue;
            }
            char c = text.charAt(i);
            if (c == '\n' || ((c == '.' || c == '?') && endsSentence(text, i))) {
                return i;
            }
            i++;
        }
        return text.length();
    }

    private static boolean endsSentence(String text, int i) {
        boolean spaceFollows = i + 1 == text.length()
                || Character.isWhitespace(text.charAt(i + 1))
                || text.charAt(i + 1) == '*'
                || text.charAt(i + 1) == '"';
        boolean isHalfOfDay = i > 1 && text.startsWith(".m", i - 2);
        boolean isDots = i > 0 && text.charAt(i - 1) == '.';
        return spaceFollows && !isHalfOfDay && !isDots;
    }
}
