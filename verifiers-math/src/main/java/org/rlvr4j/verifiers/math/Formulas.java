package org.rlvr4j.verifiers.math;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The formulas in a text: between dollar signs or TeX brackets, and environments. */
final class Formulas {

    private static final int MAX_NAME = 20;

    private final String text;
    private final List<Formula> found = new ArrayList<>();

    /** Ends that are known not to come any more: looking for each again and again would take quadratic time. */
    private final Set<String> missing = new HashSet<>();

    private int dollar = -1;

    /**
     * A formula.
     *
     * @param start where its delimiter begins
     * @param contentStart where its content begins
     * @param contentEnd where its content ends
     * @param end behind its closing delimiter
     */
    record Formula(int start, int contentStart, int contentEnd, int end) {
        String content(String text) {
            return text.substring(contentStart, contentEnd);
        }
    }

    private Formulas(String text) {
        this.text = text;
    }

    /** Finds them from left to right; they do not overlap. */
    static List<Formula> in(String text) {
        Formulas formulas = new Formulas(text);
        formulas.scan();
        return formulas.found;
    }

    private void scan() {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '$') {
                i = dollar(i);
            } else if (c == '\\') {
                i = backslash(i);
            } else {
                i++;
            }
        }
    }

    private int dollar(int i) {
        if (dollar < 0 && text.startsWith("$$", i)) {
            return until("$$", i, i + 2, false);
        }
        if (dollar >= 0 && closes(i)) {
            found.add(new Formula(dollar, dollar + 1, i, i + 1));
            dollar = -1;
        } else {
            dollar = opens(i) ? i : -1;
        }
        return i + 1;
    }

    /** An amount of money is no formula: no space after the opening sign, none before the closing one, no digit after it. */
    private boolean opens(int i) {
        return i + 1 < text.length() && !Character.isWhitespace(text.charAt(i + 1));
    }

    private boolean closes(int i) {
        boolean digitFollows = i + 1 < text.length() && Character.isDigit(text.charAt(i + 1));
        return i > dollar + 1 && !Character.isWhitespace(text.charAt(i - 1)) && !digitFollows;
    }

    private int backslash(int i) {
        if (dollar >= 0) {
            return i + 2;
        }
        if (text.startsWith("\\(", i)) {
            return until("\\)", i, i + 2, false);
        }
        if (text.startsWith("\\[", i)) {
            return until("\\]", i, i + 2, false);
        }
        if (text.startsWith("\\begin{", i)) {
            int close = text.indexOf('}', i);
            if (close > 0 && close - i < MAX_NAME + "\\begin{".length()) {
                String name = text.substring(i + "\\begin{".length(), close);
                return until("\\end{" + name + "}", i, i, true);
            }
        }
        return i + 2;
    }

    private int until(String closing, int start, int contentStart, boolean keepsDelimiters) {
        int close = missing.contains(closing) ? -1 : text.indexOf(closing, contentStart);
        if (close < 0) {
            missing.add(closing);
            return start + 2;
        }
        int end = close + closing.length();
        found.add(new Formula(start, contentStart, keepsDelimiters ? end : close, end));
        return end;
    }
}
