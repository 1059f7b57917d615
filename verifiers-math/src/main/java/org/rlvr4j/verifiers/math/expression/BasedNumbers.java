package org.rlvr4j.verifiers.math.expression;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.expression.Expression.BasedNumeral;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/** Reads numerals with their base as a subscript: {@code 1011_2}, {@code A3_{16}}, {@code (21)_{three}}. */
final class BasedNumbers {

    private static final int MAX_TOKENS = 64;

    private static final Map<String, Integer> BASE_NAMES = Map.ofEntries(
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("eleven", 11),
            Map.entry("twelve", 12),
            Map.entry("sixteen", 16),
            Map.entry("twenty", 20));

    private BasedNumbers() {}

    /** Reads a numeral that stands here, or returns null and stays where it is. */
    static @Nullable Expression read(TokenCursor cursor) {
        if (cursor.at(Kind.NUMBER)
                && !cursor.at(Kind.UNDERSCORE, 1)
                && !cursor.at(Kind.LETTER, 1)
                && !cursor.at(Kind.WORD, 1)) {
            return null;
        }
        int start = cursor.index();
        String digits = digits(cursor);
        int base = digits.isEmpty() ? -1 : base(cursor);
        if (base >= 2 && base <= 36 && fits(digits, base)) {
            return new BasedNumeral(digits, base);
        }
        cursor.reset(start);
        return null;
    }

    /** Reads {@code (1011)_2}, or returns null and stays where it is. */
    static @Nullable Expression readInParentheses(TokenCursor cursor) {
        boolean based =
                cursor.at(Kind.NUMBER, 1) && cursor.at(Kind.RIGHT_PARENTHESIS, 2) && cursor.at(Kind.UNDERSCORE, 3);
        if (!based) {
            return null;
        }
        int start = cursor.index();
        cursor.take();
        String digits = cursor.take().text();
        cursor.take();
        int base = base(cursor);
        if (base >= 2 && base <= 36 && fits(digits, base)) {
            return new BasedNumeral(digits, base);
        }
        cursor.reset(start);
        return null;
    }

    /** Takes the digits and capital letters that touch one another. */
    private static String digits(TokenCursor cursor) {
        StringBuilder digits = new StringBuilder();
        boolean number = false;
        int tokens = 0;
        while (isDigits(cursor.peek()) && (tokens == 0 || !cursor.peek().spaced())) {
            number |= cursor.at(Kind.NUMBER);
            digits.append(cursor.take().text());
            if (++tokens > MAX_TOKENS) {
                return "";
            }
        }
        boolean hexadecimal = digits.length() > 1 && cursor.at(Kind.UNDERSCORE) && isSixteen(cursor);
        return number || hexadecimal ? digits.toString().toUpperCase(Locale.ROOT) : "";
    }

    private static boolean isDigits(Token token) {
        if (token.is(Kind.NUMBER)) {
            return token.text().length() <= Limits.DIGITS;
        }
        if (!token.is(Kind.LETTER) && !token.is(Kind.WORD)) {
            return false;
        }
        String text = token.text();
        return text.length() <= MAX_TOKENS && text.chars().allMatch(letter -> letter >= 'A' && letter <= 'Z');
    }

    private static boolean isSixteen(TokenCursor cursor) {
        Token base = cursor.at(Kind.GROUP, 1) ? cursor.peek(2) : cursor.peek(1);
        return base.text().equals("16");
    }

    private static int base(TokenCursor cursor) {
        if (!cursor.accept(Kind.UNDERSCORE)) {
            return -1;
        }
        boolean group = cursor.accept(Kind.GROUP);
        boolean parenthesis = group && cursor.accept(Kind.LEFT_PARENTHESIS);
        if (cursor.at(Kind.WORD) && cursor.peek().text().equals("base")) {
            cursor.take();
        }
        Token token = cursor.take();
        if (parenthesis && !cursor.accept(Kind.RIGHT_PARENTHESIS)) {
            return -1;
        }
        if (group && !cursor.accept(Kind.END_GROUP)) {
            return -1;
        }
        if (token.is(Kind.NUMBER) && token.text().length() <= 2 && Numbers.isInteger(token.text())) {
            return Integer.parseInt(token.text());
        }
        return token.is(Kind.WORD) ? BASE_NAMES.getOrDefault(token.text().toLowerCase(Locale.ROOT), -1) : -1;
    }

    private static boolean fits(String digits, int base) {
        int points = 0;
        for (int index = 0; index < digits.length(); index++) {
            char digit = digits.charAt(index);
            if (digit == '.') {
                points++;
            } else if (Character.digit(digit, base) < 0) {
                return false;
            }
        }
        return points <= 1;
    }
}
