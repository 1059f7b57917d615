package org.rlvr4j.verifiers.math.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.expression.Expression.ClockTime;
import org.rlvr4j.verifiers.math.expression.Expression.Constant;
import org.rlvr4j.verifiers.math.expression.Expression.NamedSet;
import org.rlvr4j.verifiers.math.expression.Expression.Negation;
import org.rlvr4j.verifiers.math.expression.Expression.Numeral;
import org.rlvr4j.verifiers.math.expression.Expression.Ratio;
import org.rlvr4j.verifiers.math.expression.Expression.SetOf;
import org.rlvr4j.verifiers.math.expression.Expression.SetOperation;
import org.rlvr4j.verifiers.math.expression.Expression.Text;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/** Reads answers in words. */
final class Words {

    private static final Set<String> UNDEFINED = Set.of(
            "does not exist",
            "dne",
            "undefined",
            "not defined",
            "doesn't exist",
            "do not exist",
            "limit does not exist",
            "is undefined");

    private static final Map<String, NamedSet.Name> SETS = Map.ofEntries(
            Map.entry("all real numbers", NamedSet.Name.REALS),
            Map.entry("all reals", NamedSet.Name.REALS),
            Map.entry("real numbers", NamedSet.Name.REALS),
            Map.entry("set of all real numbers", NamedSet.Name.REALS),
            Map.entry("all real", NamedSet.Name.REALS),
            Map.entry("any real number", NamedSet.Name.REALS),
            Map.entry("all real values", NamedSet.Name.REALS),
            Map.entry("all integers", NamedSet.Name.INTEGERS),
            Map.entry("all rational numbers", NamedSet.Name.RATIONALS),
            Map.entry("all complex numbers", NamedSet.Name.COMPLEXES),
            Map.entry("all natural numbers", NamedSet.Name.NATURALS),
            Map.entry("empty set", NamedSet.Name.EMPTY));

    private static final List<String> SMALL_NUMBERS = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen");

    private static final List<String> TENS =
            List.of("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");

    private static final int MAX_LABEL_WORDS = 5;

    private Words() {}

    /** Tells whether the item that begins here is words rather than a formula that begins with a name. */
    static boolean isProseItem(TokenCursor cursor) {
        String word = cursor.peek().text();
        if (word.length() < 2 || Vocabulary.isConnective(word)) {
            return false;
        }
        return switch (cursor.peek(1).kind()) {
            case RELATION,
                    EQUIVALENT,
                    CARET,
                    UNDERSCORE,
                    PLUS,
                    TIMES,
                    SLASH,
                    PERCENT,
                    UNION,
                    INTERSECTION,
                    DIFFERENCE -> false;
            case NUMBER -> !cursor.at(Kind.UNDERSCORE, 2);
            case PRIME -> cursor.at(Kind.WORD, 2);
            case FACTORIAL -> cursor.at(Kind.END, 2);
            case LEFT_PARENTHESIS -> cursor.peek(1).spaced();
            case MINUS -> !cursor.peek(1).spaced() && cursor.at(Kind.WORD, 2);
            default -> true;
        };
    }

    /** Skips the words of {@code \text{Maximum value: }5}, which say what the value behind the colon is. */
    static void skipLabel(TokenCursor cursor) {
        int words = 0;
        while (cursor.at(Kind.WORD, words) && words < MAX_LABEL_WORDS) {
            if (UnitReader.isSentenceWord(cursor.peek(words).text())) {
                return;
            }
            words++;
        }
        boolean label = words > 0
                && cursor.at(Kind.COLON, words)
                && cursor.peek(0).text().length() > 1
                && isValueStart(cursor.peek(words + 1));
        for (int taken = 0; label && taken <= words; taken++) {
            cursor.take();
        }
    }

    private static boolean isValueStart(Token token) {
        return switch (token.kind()) {
            case NUMBER, MINUS, FRACTION, RADICAL, CURRENCY -> true;
            default -> false;
        };
    }

    /** Reads words up to the end of the item. */
    static Expression item(TokenCursor cursor) {
        List<Token> tokens = new ArrayList<>();
        while (isInside(cursor)) {
            if (isWord(cursor.peek(), "except") || isWord(cursor.peek(), "excluding")) {
                NamedSet.Name set = set(canonical(tokens));
                if (set != null) {
                    cursor.take();
                    return new SetOperation(
                            SetOperation.Kind.DIFFERENCE, List.of(new NamedSet(set), exceptions(cursor)));
                }
            }
            tokens.add(cursor.take());
        }
        Expression meaning = meaning(canonical(tokens));
        boolean wordless = meaning instanceof Text text && !startsWithWord(text.words());
        if (wordless) {
            throw cursor.failure("words that begin with none");
        }
        return meaning;
    }

    private static boolean startsWithWord(String words) {
        int space = words.indexOf(' ');
        String first = space < 0 ? words : words.substring(0, space);
        boolean mathematics = first.length() > 2
                && (Vocabulary.FUNCTIONS.containsKey(first) || Vocabulary.PLAIN_WORDS.containsKey(first));
        return !mathematics
                && words.codePoints().limit(2).filter(Character::isLetter).count() == 2;
    }

    private static boolean isInside(TokenCursor cursor) {
        return switch (cursor.peek().kind()) {
            case LETTER -> cursor.peek().text().length() == 1;
            case MINUS -> cursor.at(Kind.WORD, 1);
            case FACTORIAL -> cursor.at(Kind.END, 1);
            case WORD, NUMBER, PERIOD, FUNCTION, MODULO, PRIME -> true;
            default -> false;
        };
    }

    /** Tells whether a text begins with a word and holds nothing that only mathematics has. */
    static boolean areProse(List<Token> tokens) {
        Token first = tokens.get(0);
        return first.is(Kind.WORD)
                && LetterRuns.isProse(first.text())
                && tokens.stream().allMatch(Words::isProse);
    }

    /** Tells whether a symbol's name is a word rather than a letter with scripts. */
    static boolean isWordName(String name) {
        return name.length() > 1
                && !Vocabulary.LETTER_NAMES.contains(name)
                && !name.equals("ldots")
                && name.codePoints().allMatch(Character::isLetter);
    }

    private static boolean isProse(Token token) {
        return switch (token.kind()) {
            case WORD,
                    LETTER,
                    NUMBER,
                    FUNCTION,
                    MINUS,
                    SLASH,
                    COMMA,
                    SEMICOLON,
                    COLON,
                    PERIOD,
                    PRIME,
                    DOUBLE_QUOTE,
                    AND,
                    OR,
                    MODULO,
                    FACTORIAL,
                    PERCENT,
                    LEFT_PARENTHESIS,
                    RIGHT_PARENTHESIS,
                    INFINITY,
                    UNION,
                    INTERSECTION,
                    WIDE_SPACE,
                    END -> true;
            case RELATION -> token.text().equals("ELEMENT_OF");
            default -> false;
        };
    }

    private static boolean isWord(Token token, String word) {
        return token.is(Kind.WORD) && token.text().equalsIgnoreCase(word);
    }

    private static Expression exceptions(TokenCursor cursor) {
        Grammar grammar = new Grammar(cursor);
        List<Expression> excluded = new ArrayList<>();
        do {
            if (cursor.at(Kind.LETTER) && cursor.at(Kind.RELATION, 1)) {
                cursor.take();
                cursor.take();
            }
            excluded.addAll(BracketParser.listed(grammar.scalars.sum()));
        } while (cursor.accept(Kind.COMMA) || cursor.accept(Kind.AND));
        boolean set = excluded.size() == 1 && SetOperations.isSet(excluded.get(0));
        return set ? excluded.get(0) : new SetOf(excluded);
    }

    /** Returns what words stand for. */
    static Expression meaning(String words) {
        if (UNDEFINED.contains(words)) {
            return new Constant(Constant.Known.UNDEFINED);
        }
        NamedSet.@Nullable Name set = set(words);
        if (set != null) {
            return new NamedSet(set);
        }
        int number = number(words);
        if (number >= 0) {
            return Numeral.of(number);
        }
        return switch (words) {
            case "infinity", "positive infinity" -> new Constant(Constant.Known.INFINITY);
            case "negative infinity", "minus infinity" -> new Negation(new Constant(Constant.Known.INFINITY));
            case "no solutions", "there is no solution", "there are no solutions", "no solution exists" ->
                new Text("no solution");
            case "no real solutions" -> new Text("no real solution");
            case "" -> new Expression.Empty();
            default -> new Text(words);
        };
    }

    /** Finds a set by its words, with or without the letter of its elements. */
    private static NamedSet.@Nullable Name set(String words) {
        int last = words.length() - 1;
        boolean letter = last > 1 && words.charAt(last - 1) == ' ';
        return SETS.get(letter ? words.substring(0, last - 1) : words);
    }

    /** Reads {@code twenty-five} as 25; −1 for other words and from a hundred on. */
    private static int number(String words) {
        int small = SMALL_NUMBERS.indexOf(words);
        if (small >= 0) {
            return small;
        }
        int hyphen = Math.max(words.indexOf('-'), words.indexOf(' '));
        int tens = TENS.indexOf(hyphen < 0 ? words : words.substring(0, hyphen));
        if (tens < 2) {
            return words.equals("one hundred") ? 100 : -1;
        }
        int ones = hyphen < 0 ? 0 : SMALL_NUMBERS.indexOf(words.substring(hyphen + 1));
        return ones < 0 || ones > 9 ? -1 : 10 * tens + ones;
    }

    /** Joins tokens: lower case, single spaces, no article before and no punctuation around. */
    static String canonical(List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        boolean periodBefore = false;
        for (Token token : tokens) {
            if (token.is(Kind.END)) {
                break;
            }
            boolean wordBefore = text.length() > 0 && Character.isLetter(text.charAt(text.length() - 1));
            boolean apart = token.spaced() || periodBefore || (token.is(Kind.WORD) && wordBefore);
            periodBefore = false;
            if (apart && text.length() > 0) {
                text.append(' ');
            }
            if (token.is(Kind.PERIOD)) {
                periodBefore = true;
                continue;
            }
            text.append(token.is(Kind.RELATION) ? "in" : token.text());
        }
        return stripped(text.toString().toLowerCase(Locale.ROOT));
    }

    private static String stripped(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && !isContent(text.codePointBefore(end), false)) {
            end--;
        }
        while (start < end && !isContent(text.codePointAt(start), true)) {
            start++;
        }
        String words = text.substring(start, end);
        for (String article : new String[] {"the ", "a ", "an "}) {
            if (words.startsWith(article) && words.length() > article.length()) {
                return stripped(words.substring(article.length()));
            }
        }
        return words;
    }

    private static boolean isContent(int codePoint, boolean first) {
        return Character.isLetterOrDigit(codePoint)
                || (first ? codePoint == '(' || codePoint == '-' : codePoint == ')' || codePoint == '%');
    }

    // ------------------------------------------------------------------------------------------- times of day

    /** Makes a time of {@code 3:45 p.m.}, a ratio of {@code 3:45}. */
    static Expression clockOrRatio(List<Expression> parts, TokenCursor cursor) {
        boolean meridiem = isWord(cursor.peek(), "am") || isWord(cursor.peek(), "pm");
        if (!meridiem) {
            return new Ratio(parts);
        }
        int hour = parts.size() == 2 ? small(parts.get(0)) : -1;
        int minute = parts.size() == 2 ? small(parts.get(1)) : -1;
        if (hour < 1 || hour > 12 || minute < 0 || minute > 59) {
            throw cursor.failure("a time of day");
        }
        return new ClockTime(hour24(hour, isWord(cursor.take(), "pm")), minute, true);
    }

    /** Reads {@code 9 a.m.}, or returns null and stays where it is. */
    static @Nullable Expression fullHour(TokenCursor cursor) {
        boolean meridiem = isWord(cursor.peek(1), "am") || isWord(cursor.peek(1), "pm");
        if (!cursor.at(Kind.NUMBER)
                || !meridiem
                || !cursor.at(Kind.END, 2)
                || !Numbers.isInteger(cursor.peek().text())) {
            return null;
        }
        int hour = small(Numbers.numeral(cursor.peek().text(), 0));
        if (hour < 1 || hour > 12) {
            return null;
        }
        cursor.take();
        return new ClockTime(hour24(hour, isWord(cursor.take(), "pm")), 0, true);
    }

    private static int hour24(int hour, boolean afternoon) {
        return hour % 12 + (afternoon ? 12 : 0);
    }

    private static int small(Expression part) {
        boolean small = part instanceof Numeral numeral
                && numeral.decimals() < 0
                && numeral.value().isIntegerBetweenOneAnd(99);
        if (small) {
            return ((Numeral) part).value().numerator().intValue();
        }
        return part.equals(Numeral.of(0)) ? 0 : -1;
    }
}
