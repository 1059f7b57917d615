package org.rlvr4j.verifiers.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Formulas that are written in running text without delimiters. */
final class PlainMathematics {

    private static final int MAX_WORDS = 40;
    private static final int MAX_SENTENCE = 300;

    /** Names that stand in formulas; other words of two letters or more do not. */
    private static final Set<String> NAMES = Set.of(
            "sqrt",
            "sin",
            "cos",
            "tan",
            "cot",
            "sec",
            "csc",
            "log",
            "ln",
            "exp",
            "pi",
            "arcsin",
            "arccos",
            "arctan",
            "abs",
            "max",
            "min",
            "gcd",
            "lcm",
            "mod",
            "infinity",
            "inf",
            "oo",
            "cbrt",
            "dfrac",
            "frac",
            "tfrac",
            "cdot",
            "times",
            "left",
            "right",
            "infty",
            "theta",
            "alpha",
            "beta",
            "text",
            "mathrm",
            "pm",
            "le",
            "ge",
            "leq",
            "geq");

    /** What a number behind is the name of, not a value. */
    private static final Set<String> LABELS = Set.of(
            "step",
            "equation",
            "eq",
            "eqn",
            "case",
            "figure",
            "fig",
            "part",
            "problem",
            "question",
            "example",
            "line",
            "theorem",
            "lemma",
            "method",
            "section",
            "chapter",
            "page",
            "note",
            "option",
            "row",
            "column",
            "table");

    private record Word(int start, int end) {
        String in(String text) {
            return text.substring(start, end);
        }
    }

    private PlainMathematics() {}

    /** The last run of words that belong to a formula with a digit in it. */
    static Optional<String> last(String text, int from, int to) {
        List<Word> words = words(text, from, to);
        for (int i = words.size() - 1; i >= 0; i--) {
            String word = words.get(i).in(text);
            if (hasDigit(word) && isMathematical(word) && !isLabel(text, words, i)) {
                String found = withUnit(text, run(text, words, i), to);
                // a group that is cut in two, as in "5\\text{ is wrong}", says something else than its first half
                return hasOpenGroup(found) ? Optional.empty() : Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static boolean hasOpenGroup(String found) {
        return found.chars().filter(c -> c == '{').count()
                > found.chars().filter(c -> c == '}').count();
    }

    private static List<Word> words(String text, int from, int to) {
        List<Word> words = new ArrayList<>();
        int i = from;
        while (i < to) {
            if (Character.isWhitespace(text.charAt(i))) {
                i++;
                continue;
            }
            int end = i;
            while (end < to && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            words.add(new Word(i, end));
            i = end;
        }
        return words;
    }

    private static boolean hasDigit(String word) {
        return word.chars().anyMatch(Character::isDigit);
    }

    private static boolean isMathematical(String word) {
        if (word.equals("a") || word.equals("A") || word.equals("I")) {
            return false;
        }
        int i = 0;
        while (i < word.length()) {
            int end = i;
            while (end < word.length() && Character.isLetter(word.charAt(end))) {
                end++;
            }
            if (end - i > 1 && !NAMES.contains(word.substring(i, end).toLowerCase(Locale.ROOT))) {
                return false;
            }
            i = end + 1;
        }
        return true;
    }

    /** Whether the number only counts: "Step 3", "equation (2)", "1." at the beginning of a line. */
    private static boolean isLabel(String text, List<Word> words, int i) {
        Word word = words.get(i);
        boolean beginsLine = word.start() == 0 || text.charAt(word.start() - 1) == '\n';
        String written = word.in(text);
        if (beginsLine && i + 1 < words.size() && (written.endsWith(".") || written.endsWith(")"))) {
            return true;
        }
        return i > 0
                && LABELS.contains(
                        words.get(i - 1).in(text).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
    }

    /** The words around that go on with the formula. */
    private static Word run(String text, List<Word> words, int at) {
        int first = at;
        while (first > 0
                && at - first < MAX_WORDS
                && goesOn(text, words.get(first - 1), words.get(first), words.get(at))) {
            first--;
        }
        int last = at;
        while (last + 1 < words.size()
                && last - at < MAX_WORDS
                && goesOn(text, words.get(last), words.get(last + 1), words.get(last + 1))) {
            last++;
        }
        return new Word(words.get(first).start(), words.get(last).end());
    }

    private static boolean goesOn(String text, Word left, Word right, Word end) {
        if (text.substring(left.end(), right.start()).indexOf('\n') >= 0
                || !isMathematical(left.in(text))
                || !isMathematical(right.in(text))) {
            return false;
        }
        char last = text.charAt(left.end() - 1);
        boolean ends = last == '.' || last == ':' || last == '?' || last == '!' || last == ';' || last == ',';
        return !ends || (last == ',' && isOpen(text.substring(right.start(), end.end())));
    }

    /** Whether more brackets are closed than opened. */
    private static boolean isOpen(String text) {
        int balance = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '(', '[', '{' -> balance++;
                case ')', ']', '}' -> balance--;
                default -> {}
            }
        }
        return balance < 0;
    }

    private static String withUnit(String text, Word run, int to) {
        String written = run.in(text);
        String plain = written.startsWith("**") && written.endsWith("**") ? written : withoutBold(written);
        String bare = Wording.trimmed(withoutStrayBrackets(plain));
        String sentence = Sentence.from(text.substring(0, to), run.start(), MAX_SENTENCE);
        String rest = sentence.substring(Math.min(sentence.length(), run.end() - run.start()));
        if (!rest.isBlank() && !Wording.isProse(rest) && rest.indexOf(',') < 0) {
            String withUnit = Wording.trimmed(sentence);
            if (Wording.isMeasured(withUnit)) {
                return withUnit;
            }
        }
        return bare;
    }

    /** Cuts the stars of Markdown around a number or a formula in a line of plain text: {@code 48 + 24 = **72**}. */
    private static String withoutBold(String text) {
        int open = text.indexOf("**");
        int close = open < 0 ? -1 : text.indexOf("**", open + 2);
        boolean isBold = close > open + 2
                && (open == 0 || Character.isWhitespace(text.charAt(open - 1)) || text.charAt(open - 1) == '=')
                && !Character.isWhitespace(text.charAt(open + 2))
                && !Character.isWhitespace(text.charAt(close - 1))
                && (close + 2 == text.length() || !Character.isLetterOrDigit(text.charAt(close + 2)));
        return isBold ? text.substring(0, open) + text.substring(open + 2, close) + text.substring(close + 2) : text;
    }

    private static String withoutStrayBrackets(String run) {
        String bare = run;
        if (bare.startsWith("(") && bare.indexOf(')') < 0) {
            bare = bare.substring(1);
        }
        while (bare.endsWith(").") || bare.endsWith(")")) {
            int end = bare.lastIndexOf(')');
            if (!isOpen(bare.substring(0, end + 1))) {
                break;
            }
            bare = bare.substring(0, end);
        }
        return bare;
    }
}
