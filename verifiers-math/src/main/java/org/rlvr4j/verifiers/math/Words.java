package org.rlvr4j.verifiers.math;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words of a text that stand outside formulas, braces and TeX commands. */
final class Words {

    private final String text;
    private final List<Formulas.Formula> formulas;

    Words(String text) {
        this.text = text;
        this.formulas = Formulas.in(text);
    }

    /** Where the first of these words begins, or −1. */
    int firstOf(Set<String> words) {
        return scan(words);
    }

    int count() {
        return -scan(Set.of()) - 1;
    }

    /** Returns the place of the first of the words, or −1 − the number of words where none is there. */
    private int scan(Set<String> sought) {
        int count = 0;
        int depth = 0;
        int formula = 0;
        int i = 0;
        while (i < text.length()) {
            if (formula < formulas.size() && formulas.get(formula).start() == i) {
                i = formulas.get(formula).end();
                formula++;
                continue;
            }
            char c = text.charAt(i);
            if (c == '\\') {
                i = afterCommand(i);
                continue;
            }
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (!Character.isLetter(c)) {
                i++;
                continue;
            }
            int end = i;
            while (end < text.length() && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '\'')) {
                end++;
            }
            if (depth <= 0) {
                count++;
                // a capital I is a person, a small one the imaginary unit
                String word = text.substring(i, end);
                if (sought.contains(word.toLowerCase(Locale.ROOT)) || (!sought.isEmpty() && word.equals("I"))) {
                    return i;
                }
            }
            i = end;
        }
        return -1 - count;
    }

    private int afterCommand(int backslash) {
        int end = backslash + 1;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return Math.max(end, Math.min(text.length(), backslash + 2));
    }
}
