package org.rlvr4j.verifiers.code;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a program's output is the expected one.
 *
 * @param mode what counts
 * @param tolerance for {@link Mode#NUMERIC}: how far numbers may be apart, absolutely or as a share of the expected one
 * @param checker for {@link Mode#CHECKER}: the program that decides
 */
public record OutputComparison(Mode mode, double tolerance, Optional<Checker> checker) {

    private static final int MAX_NUMBER_LENGTH = 400;

    /** What counts. */
    public enum Mode {
        /** Every character. */
        EXACT,
        /** Everything but blanks at line ends and empty lines at the end. */
        LINES,
        /** Words in their order; how they are separated does not count. */
        WHITESPACE,
        /** Words in their order; numbers may differ by the tolerance, two integers only by one of 1 or more. */
        NUMERIC,
        /** Whatever the checker says. */
        CHECKER
    }

    /**
     * A program that is called with the paths of the input, the output and the expected output. Exit code 0 accepts, 1
     * and 2 refuse, anything else is the checker's own failure.
     *
     * @param language a language's id or alias
     * @param program its source
     */
    public record Checker(String language, String program) {}

    /** The default. */
    public static final OutputComparison DEFAULT = of(Mode.LINES);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if the tolerance is not finite and at least 0, or a checker is missing
     */
    public OutputComparison {
        if (!(tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("tolerance must be finite and at least 0, got " + tolerance);
        }
        if ((mode == Mode.CHECKER) != checker.isPresent()) {
            throw new IllegalArgumentException("a checker program belongs to comparison checker, and to no other");
        }
    }

    /**
     * A comparison without tolerance and checker.
     *
     * @param mode any but {@link Mode#CHECKER}
     * @return the comparison; {@link Mode#NUMERIC} with a tolerance of 1e-6
     */
    public static OutputComparison of(Mode mode) {
        return new OutputComparison(mode, mode == Mode.NUMERIC ? 1e-6 : 0, Optional.empty());
    }

    /**
     * Compares.
     *
     * @param expected the expected output
     * @param actual the program's output
     * @return whether they are equal
     * @throws IllegalStateException if a checker has to decide
     */
    public boolean accepts(String expected, String actual) {
        return switch (mode) {
            case EXACT -> expected.equals(actual);
            case LINES -> lines(expected).equals(lines(actual));
            case WHITESPACE -> words(expected).equals(words(actual));
            case NUMERIC -> numbers(words(expected), words(actual));
            case CHECKER -> throw new IllegalStateException("the checker decides");
        };
    }

    private static List<String> lines(String text) {
        List<String> lines = text.lines().map(String::stripTrailing).toList();
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isEmpty()) {
            end--;
        }
        return lines.subList(0, end);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean blank = i == text.length() || Character.isWhitespace(text.charAt(i));
            if (blank && start >= 0) {
                words.add(text.substring(start, i));
                start = -1;
            } else if (!blank && start < 0) {
                start = i;
            }
        }
        return words;
    }

    private boolean numbers(List<String> expected, List<String> actual) {
        if (expected.size() != actual.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).equals(actual.get(i)) && !near(expected.get(i), actual.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean near(String expected, String actual) {
        if (!isNumber(expected) || !isNumber(actual)) {
            return false;
        }
        double a = Double.parseDouble(expected);
        double b = Double.parseDouble(actual);
        if (!Double.isFinite(a) || !Double.isFinite(b)) {
            return false;
        }
        if (isInteger(expected) && isInteger(actual) && tolerance < 1) {
            return new BigDecimal(expected).compareTo(new BigDecimal(actual)) == 0;
        }
        return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a));
    }

    private static boolean isInteger(String word) {
        return word.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-' || c == '+');
    }

    /** Decimal notation only; Java would take 1f and 0x1p3 too. */
    private static boolean isNumber(String word) {
        if (word.length() > MAX_NUMBER_LENGTH) {
            return false;
        }
        int i = word.startsWith("-") || word.startsWith("+") ? 1 : 0;
        int whole = digits(word, i);
        int next = i + whole;
        int fraction = 0;
        if (next < word.length() && word.charAt(next) == '.') {
            fraction = digits(word, next + 1);
            next += 1 + fraction;
        }
        if (whole + fraction == 0) {
            return false;
        }
        if (next < word.length() && (word.charAt(next) == 'e' || word.charAt(next) == 'E')) {
            next++;
            if (next < word.length() && (word.charAt(next) == '-' || word.charAt(next) == '+')) {
                next++;
            }
            int exponent = digits(word, next);
            if (exponent == 0 || exponent > 6) {
                return false;
            }
            next += exponent;
        }
        return next == word.length();
    }

    private static int digits(String word, int from) {
        int i = from;
        while (i < word.length() && word.charAt(i) >= '0' && word.charAt(i) <= '9') {
            i++;
        }
        return i - from;
    }
}
