package org.rlvr4j.verifiers.math.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/** Drops tokens that carry no meaning where they stand, and decides what needs a look at both neighbours. */
final class TokenTidying {

    private static final Set<Kind> TRAILING =
            Set.of(Kind.PERIOD, Kind.COMMA, Kind.SEMICOLON, Kind.COLON, Kind.WIDE_SPACE, Kind.ROW, Kind.DOUBLE_QUOTE);
    private static final Set<Kind> LEADING = Set.of(
            Kind.PERIOD,
            Kind.COMMA,
            Kind.SEMICOLON,
            Kind.COLON,
            Kind.WIDE_SPACE,
            Kind.ROW,
            Kind.DOUBLE_QUOTE,
            Kind.AMPERSAND);
    private static final Set<Kind> CLOSERS = Set.of(
            Kind.END,
            Kind.COMMA,
            Kind.SEMICOLON,
            Kind.AND,
            Kind.OR,
            Kind.RELATION,
            Kind.EQUIVALENT,
            Kind.AMPERSAND,
            Kind.ROW,
            Kind.END_ENVIRONMENT,
            Kind.END_GROUP,
            Kind.RIGHT_PARENTHESIS,
            Kind.RIGHT_BRACKET,
            Kind.RIGHT_BRACE,
            Kind.WIDE_SPACE,
            Kind.PARENTHESISED_MODULO,
            Kind.MODULO,
            Kind.RIGHT_NOTHING,
            Kind.WEDGE,
            Kind.VEE,
            Kind.PERIOD);
    private static final Set<Kind> VALUE_ENDS = Set.of(
            Kind.NUMBER, Kind.LETTER, Kind.END_GROUP, Kind.RIGHT_PARENTHESIS, Kind.RIGHT_BRACKET, Kind.RIGHT_BRACE);
    private static final Set<Kind> OPENERS = Set.of(
            Kind.COMMA,
            Kind.SEMICOLON,
            Kind.AND,
            Kind.OR,
            Kind.RELATION,
            Kind.EQUIVALENT,
            Kind.AMPERSAND,
            Kind.ROW,
            Kind.BEGIN,
            Kind.GROUP,
            Kind.LEFT_PARENTHESIS,
            Kind.LEFT_BRACKET,
            Kind.LEFT_BRACE,
            Kind.WIDE_SPACE,
            Kind.WEDGE,
            Kind.VEE);

    private TokenTidying() {}

    static List<Token> tidy(List<Token> tokens) {
        int start = 0;
        int end = tokens.size() - 1;
        while (start < end && isLeading(tokens, start)) {
            start++;
        }
        while (end > start && isTrailing(tokens, start, end - 1)) {
            end--;
        }
        boolean table = tokens.stream().anyMatch(token -> token.is(Kind.BEGIN) || token.is(Kind.MATRIX_MACRO));
        List<Token> tidy = new ArrayList<>(end - start + 1);
        for (int index = start; index < end; index++) {
            Token token = tokens.get(index);
            if (!isIdle(tokens, index, start, end)) {
                tidy.add(meant(token, isTimes(tokens, index, start, end), table));
            }
        }
        tidy.add(tokens.get(tokens.size() - 1));
        return tidy;
    }

    /** Outside tables {@code A & C} means "and". */
    private static Token meant(Token token, boolean times, boolean table) {
        if (times) {
            return new Token(Kind.TIMES, "x", token.position(), token.spaced(), false);
        }
        boolean and = !table && token.is(Kind.AMPERSAND) && token.spaced();
        return and ? new Token(Kind.AND, "and", token.position(), true, token.upright()) : token;
    }

    private static boolean isLeading(List<Token> tokens, int index) {
        Token token = tokens.get(index);
        Token next = tokens.get(index + 1);
        boolean article = (token.is(Kind.LETTER) || token.is(Kind.WORD))
                && (token.text().equals("a")
                        || token.text().equals("A")
                        || token.text().equals("an"))
                && next.is(Kind.WORD)
                && next.spaced()
                && LetterRuns.isProse(next.text());
        return article
                || LEADING.contains(token.kind())
                || (token.is(Kind.RELATION)
                        && (token.text().equals("APPROXIMATELY") || token.text().equals("EQUAL")))
                || (token.is(Kind.UNKNOWN)
                        && (token.text().equals("\\implies")
                                || token.text().equals("\\Rightarrow")
                                || token.text().equals("=>")));
    }

    /** A closing quotation mark is dropped, a sign of inches is not. */
    private static boolean isTrailing(List<Token> tokens, int start, int index) {
        Token token = tokens.get(index);
        boolean inches = token.is(Kind.DOUBLE_QUOTE)
                && index > start
                && tokens.get(index - 1).is(Kind.NUMBER);
        boolean endOfProof = token.is(Kind.LETTER)
                && (token.text().equals("square") || token.text().equals("Box"))
                && index > start
                && token.spaced()
                && VALUE_ENDS.contains(tokens.get(index - 1).kind());
        return endOfProof || (TRAILING.contains(token.kind()) && !inches);
    }

    /** Alignment beside a relation, and wide space beside anything that separates already. */
    private static boolean isIdle(List<Token> tokens, int index, int start, int end) {
        Kind kind = tokens.get(index).kind();
        if (kind != Kind.AMPERSAND && kind != Kind.WIDE_SPACE) {
            return false;
        }
        Token before = index > start ? tokens.get(index - 1) : tokens.get(tokens.size() - 1);
        Token after = index + 1 < end ? tokens.get(index + 1) : tokens.get(tokens.size() - 1);
        if (kind == Kind.AMPERSAND) {
            return isRelation(before) || isRelation(after);
        }
        return CLOSERS.contains(after.kind())
                || OPENERS.contains(before.kind())
                || after.is(Kind.WORD)
                || before.is(Kind.WORD)
                || before.is(Kind.END)
                || (after.is(Kind.LEFT_PARENTHESIS)
                        && index + 2 < end
                        && tokens.get(index + 2).is(Kind.MODULO));
    }

    private static boolean isRelation(Token token) {
        return token.is(Kind.RELATION) || token.is(Kind.EQUIVALENT);
    }

    /** The letter x between two numbers is a sign of multiplication: {@code 3.2 x 10^4}. */
    private static boolean isTimes(List<Token> tokens, int index, int start, int end) {
        Token token = tokens.get(index);
        return token.is(Kind.LETTER)
                && (token.text().equals("x") || token.text().equals("X"))
                && index > start
                && index + 1 < end
                && tokens.get(index - 1).is(Kind.NUMBER)
                && tokens.get(index + 1).is(Kind.NUMBER)
                && token.spaced() == tokens.get(index + 1).spaced();
    }
}
