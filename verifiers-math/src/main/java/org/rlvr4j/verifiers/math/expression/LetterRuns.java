package org.rlvr4j.verifiers.math.expression;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/**
 * Decides whether letters in a row are a function, a word, a unit or a product of variables.
 *
 * <p>In {@code \text} they are a word. Elsewhere {@code sin} is a function, {@code abc} a product, {@code apples} a word.
 */
final class LetterRuns {

    private static final String[] PREFIX_FUNCTIONS = {
        "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "sin", "cos", "tan", "cot", "sec", "csc", "ln", "log",
        "sqrt"
    };
    /** Those that are no likely product. */
    private static final Set<String> ROMAN_NUMERALS = Set.of("II", "III", "VII", "VIII", "IX", "XII");

    private static final Map<String, String> CURRENCY_CODES = Map.of(
            "USD", "dollar", "EUR", "euro", "GBP", "pound", "JPY", "yen", "CNY", "yuan", "RMB", "yuan", "INR", "rupee",
            "Rs", "rupee");

    private static final Set<String> CAPITAL_WORDS = Set.of("YES", "NO", "TRUE", "FALSE", "NONE", "ODD", "EVEN");

    private static final String ARGUMENT_LETTERS = "xytunkabz";

    private final Lexer lexer;
    private final boolean latex;

    LetterRuns(Lexer lexer, boolean latex) {
        this.lexer = lexer;
        this.latex = latex;
    }

    /** Reads the run at an index and returns the index behind it. */
    int read(String text, int start) {
        int meridiem = meridiemEnd(text, start);
        if (meridiem > 0) {
            lexer.addAt(Kind.WORD, Character.toLowerCase(text.charAt(start)) + "m", start, true);
            return meridiem;
        }
        int end = runEnd(text, start);
        String currency = CURRENCY_CODES.get(text.substring(start, end));
        if (currency != null && lexer.amountFollows(end)) {
            lexer.addAt(Kind.CURRENCY, currency, start, true);
            return end;
        }
        if (text.startsWith("US", start) && end == start + 2 && lexer.dollarFollows(end)) {
            return end;
        }
        add(text.substring(start, end), start);
        return end;
    }

    private int runEnd(String text, int start) {
        int end = start;
        while (end < text.length()) {
            int codePoint = text.codePointAt(end);
            int type = Character.getType(codePoint);
            boolean mark = type == Character.NON_SPACING_MARK && end > start;
            boolean inner = end - start >= 2
                    && end + 1 < text.length()
                    && Character.isLetter(text.charAt(end + 1))
                    && (codePoint == '\'' || (codePoint == '-' && lexer.inText()));
            if (!Character.isLetter(codePoint) && !mark && !inner) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return end;
    }

    /** Recognises {@code a.m.}, {@code p.m.}, and {@code AM}, {@code pm} behind a number. */
    private int meridiemEnd(String text, int start) {
        char first = Character.toLowerCase(text.charAt(start));
        if (first != 'a' && first != 'p') {
            return -1;
        }
        int next = start + 1;
        boolean dotted = next < text.length() && text.charAt(next) == '.';
        if (dotted) {
            next++;
            while (next < text.length() && text.charAt(next) == ' ') {
                next++;
            }
        }
        boolean letterM = next < text.length() && Character.toLowerCase(text.charAt(next)) == 'm';
        boolean ends = letterM && (next + 1 >= text.length() || !Character.isLetter(text.charAt(next + 1)));
        if (!ends || (!dotted && lexer.lastKind() != Kind.NUMBER)) {
            return -1;
        }
        return dotted && next + 1 < text.length() && text.charAt(next + 1) == '.' ? next + 2 : next + 1;
    }

    private void add(String run, int position) {
        if (lexer.inText()) {
            addUpright(run, position);
        } else if (run.codePointCount(0, run.length()) == 1) {
            lexer.addAt(isUnitLetter(run, position) ? Kind.WORD : Kind.LETTER, run, position, false);
        } else {
            addItalic(run, position);
        }
    }

    /** In plain text the letters of {@code 5 m/s} and the last one of {@code 5 km/h} are units. */
    private boolean isUnitLetter(String letter, int position) {
        if (latex || Units.canonical(letter).isEmpty()) {
            return false;
        }
        boolean rate = lexer.lastKind() == Kind.NUMBER && lexer.isSpaced() && lexer.unitFollowsSlash(position + 1);
        return rate || lexer.isBehindUnitAndSlash();
    }

    private void addUpright(String run, int position) {
        if (run.length() > 1 && addKeyword(run, position, true)) {
            return;
        }
        if (isRowOfLabels(run) && !isValueEnd(lexer.lastKind())) {
            addLetters(run, position);
            return;
        }
        lexer.addAt(Kind.WORD, run, position, true);
    }

    private void addItalic(String run, int position) {
        if (addKeyword(run, position, false) || addUnit(run, position)) {
            return;
        }
        boolean word = isProse(run) && !isProductBehindLetter(run);
        if (word || run.indexOf('\'') >= 0) {
            lexer.addAt(Kind.WORD, run, position, false);
        } else if (!addWithFunction(run, position)) {
            addLetters(run, position);
        }
    }

    private boolean addKeyword(String run, int position, boolean upright) {
        String lower = run.toLowerCase(Locale.ROOT);
        boolean behindValue = isValueEnd(lexer.lastKind());
        if (lower.equals("in") && (!behindValue || lexer.isBehindUnitPower())) {
            lexer.addAt(Kind.WORD, run, position, upright);
            return true;
        }
        if (lower.equals("in") && !isValueBehindNumber()) {
            lexer.addRelation("ELEMENT_OF");
            return true;
        }
        boolean seconds = run.equals("sec") && (upright || lexer.atEnd(position + run.length()));
        boolean time = run.equals("min") || seconds;
        if ((behindValue && (run.equals("deg") || time)) || (time && lexer.isBehindUnitAndSlash())) {
            lexer.addAt(Kind.WORD, run, position, upright);
            return true;
        }
        Vocabulary.@Nullable Entry entry = Vocabulary.PLAIN_WORDS.get(lower);
        if (entry != null) {
            lexer.addAt(entry.kind(), entry.text(), position, upright);
            return true;
        }
        @Nullable String function = Vocabulary.FUNCTIONS.get(run);
        boolean abbreviated = run.length() == 2 && !run.equalsIgnoreCase("ln") && !run.equals("lg");
        if (function != null && !abbreviated) {
            lexer.addAt(Kind.FUNCTION, function, position, upright);
            return true;
        }
        if (!upright
                && Vocabulary.LETTER_NAMES.contains(run)
                && !run.equals("square")
                && !run.equals("star")
                && !run.equals("top")
                && !run.equals("triangle")
                && !run.equals("angle")
                && !run.equals("diamond")) {
            lexer.addAt(Kind.LETTER, run, position, false);
            return true;
        }
        return false;
    }

    private boolean isValueBehindNumber() {
        Kind last = lexer.lastKind();
        return last == Kind.NUMBER || last == Kind.END_GROUP;
    }

    /** Labels of points and choices mean the same upright and italic: {@code \text{ABD}}. */
    private static boolean isRowOfLabels(String run) {
        return run.length() > 1
                && run.length() <= 5
                && run.chars().allMatch(letter -> letter >= 'A' && letter <= 'H')
                && run.chars().distinct().count() == run.length();
    }

    private static boolean isValueEnd(Kind kind) {
        return switch (kind) {
            case NUMBER, LETTER, END_GROUP, RIGHT_PARENTHESIS, RIGHT_BRACKET, FACTORIAL, WORD -> true;
            default -> false;
        };
    }

    /** An abbreviation is a unit behind a number, unless LaTeX sets it tight as a product of variables. */
    private boolean addUnit(String run, int position) {
        Kind last = lexer.lastKindOutsideGroup();
        boolean behindNumber = last == Kind.NUMBER
                || last == Kind.END_GROUP
                || last == Kind.RIGHT_PARENTHESIS
                || isUnitBehindPi(run)
                || last == Kind.WORD
                || last == Kind.SLASH;
        if (!behindNumber || (latex && !lexer.isSpaced() && lexer.lastKind() != Kind.GROUP)) {
            return false;
        }
        boolean unit =
                UnitReader.isKnown(run) || (UnitReader.isPowerWord(run) && lexer.wordFollows(position + run.length()));
        if (unit) {
            lexer.addAt(Kind.WORD, run, position, false);
        }
        return unit;
    }

    /** In {@code \pi hr^2} the letters are variables, though elsewhere they abbreviate a unit. */
    private boolean isProductBehindLetter(String run) {
        return run.length() == 2
                && lexer.lastKind() == Kind.LETTER
                && Units.canonical(run).isPresent();
    }

    /** Lengths follow π, as in {@code 9\pi cm^2}; beside other letters, letters are variables: {@code \pi hr^2}. */
    private boolean isUnitBehindPi(String run) {
        return lexer.isSpaced() && lexer.isBehindPi() && !run.equals("hr");
    }

    /** Tells prose from products: {@code east} is a word, {@code abcd} and {@code ABC} are products. */
    static boolean isProse(String run) {
        int length = run.length();
        String lower = run.toLowerCase(Locale.ROOT);
        if (ROMAN_NUMERALS.contains(run) || CAPITAL_WORDS.contains(run)) {
            return true;
        }
        if (length <= 3) {
            boolean capitalised = length == 3
                    && Character.isUpperCase(run.charAt(0))
                    && Character.isLowerCase(run.charAt(1))
                    && Character.isLowerCase(run.charAt(2));
            return (Vocabulary.SHORT_WORDS.contains(lower) && !isUpperCase(run))
                    || lower.equals("dne")
                    || (capitalised && hasVowel(lower));
        }
        if (!isAscii(run)) {
            return true;
        }
        return !isUpperCase(run) && hasVowel(lower) && !isAscending(lower) && !startsWithFunction(run);
    }

    private static boolean startsWithFunction(String run) {
        for (String function : PREFIX_FUNCTIONS) {
            if (run.startsWith(function) && isArgument(run, function.length())) {
                return true;
            }
            if (run.startsWith(function, 1) && isArgument(run, function.length() + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isArgument(String run, int start) {
        int rest = run.length() - start;
        return rest == 0
                || (rest == 1 && ARGUMENT_LETTERS.indexOf(run.charAt(start)) >= 0)
                || Vocabulary.LETTER_NAMES.contains(run.substring(start));
    }

    private boolean addWithFunction(String run, int position) {
        for (int start = 0; start <= 1 && start < run.length(); start++) {
            for (String function : PREFIX_FUNCTIONS) {
                if (run.startsWith(function, start) && isArgument(run, start + function.length())) {
                    if (start == 1) {
                        lexer.addAt(Kind.LETTER, run.substring(0, 1), position, false);
                    }
                    addFunction(function, run.substring(start + function.length()), position + start);
                    return true;
                }
            }
        }
        if (run.startsWith("pi") && run.length() == 3 && "rRxhdtni".indexOf(run.charAt(2)) >= 0) {
            lexer.addAt(Kind.LETTER, "pi", position, false);
            lexer.addAt(Kind.LETTER, run.substring(2), position + 2, false);
            return true;
        }
        return false;
    }

    /** Splits a command that ran into its argument, such as {@code \tanx}; tells whether it could. */
    boolean addRunIn(String command, int position) {
        return startsWithFunction(command) && addWithFunction(command, position);
    }

    private void addFunction(String function, String rest, int position) {
        if (function.equals("sqrt")) {
            lexer.addAt(Kind.RADICAL, "2", position, false);
        } else {
            lexer.addAt(Kind.FUNCTION, function, position, false);
        }
        if (!rest.isEmpty()) {
            lexer.addAt(Kind.LETTER, rest, position + function.length(), false);
        }
    }

    private void addLetters(String run, int position) {
        int index = 0;
        while (index < run.length()) {
            int next = run.offsetByCodePoints(index, 1);
            while (next < run.length() && Character.getType(run.codePointAt(next)) == Character.NON_SPACING_MARK) {
                next += Character.charCount(run.codePointAt(next));
            }
            lexer.addAt(Kind.LETTER, run.substring(index, next), position + index, false);
            index = next;
        }
    }

    private static boolean isUpperCase(String run) {
        return run.chars().allMatch(Character::isUpperCase);
    }

    private static boolean isAscii(String run) {
        return run.chars().allMatch(character -> character < 128);
    }

    private static boolean hasVowel(String lower) {
        return lower.chars().anyMatch(character -> "aeiouy".indexOf(character) >= 0);
    }

    private static boolean isAscending(String lower) {
        for (int index = 1; index < lower.length(); index++) {
            if (lower.charAt(index) <= lower.charAt(index - 1)) {
                return false;
            }
        }
        return lower.length() <= 4;
    }
}
