package org.rlvr4j.verifiers.math.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.verify.Excerpt;
import org.rlvr4j.verifiers.math.expression.Expression.Symbol;
import org.rlvr4j.verifiers.math.expression.Expression.Text;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/**
 * Reads LaTeX, plain text and Unicode mathematics.
 *
 * <p>Reading takes time and memory linear in the text, which may have at most 10,000 characters; nesting, tokens, nodes and digits
 * are bounded too. Macros are never expanded. Where a notation has several readings, these are taken:
 *
 * <ul>
 *   <li>{@code 12,345} is one number, {@code 1,23} and, inside brackets, {@code 1,234} are two.
 *   <li>{@code 0.333...} is a third, since the repetition is seen; {@code 0.3...} is a decimal of one digit.
 *   <li>{@code 3.2e-4} and {@code 1e-4} have a power of ten, {@code 2e-4} is 2e − 4.
 *   <li>{@code 2\frac13} is a mixed number, {@code 2\frac43} and {@code 2\cdot\frac13} are products.
 *   <li>{@code \sqrt12} is √12, {@code 2^10} is 1024, {@code \frac12} a half.
 *   <li>{@code 1/2x} is x/2; {@code \sin x/2} is half of sin x; {@code \cos\pi/5} is the cosine of π/5.
 *   <li>{@code f(x)} and {@code g(x)} are applications, {@code x(y)} and {@code h(a+b)} products.
 *   <li>{@code x = 1, 2}, {@code x = 1, x = 2} and {@code x = 1 and x = 2} all mean {@code x = 1 or x = 2}.
 *   <li>A lone capital letter from A to H is a choice.
 *   <li>"no solution" and "none" are texts.
 * </ul>
 *
 * <p>Instances have no state and are safe for use by several threads.
 */
public final class ExpressionParser {

    /** Creates the parser. */
    public ExpressionParser() {}

    /**
     * Reads one answer.
     *
     * @param text any string at all, untrusted; without the words around the answer
     * @return the tree, or why there is none; never throws
     */
    public ParsedAnswer parse(String text) {
        if (text.length() > Limits.CHARACTERS) {
            return new ParsedAnswer.Unparseable("longer than " + Limits.CHARACTERS + " characters");
        }
        try {
            String answer = AnswerTrimmer.trim(Folding.fold(text));
            return new ParsedAnswer.Parsed(read(answer));
        } catch (ParseFailure failure) {
            return new ParsedAnswer.Unparseable(
                    failure.getMessage() + " at position " + failure.position() + " of " + Excerpt.of(text));
        }
    }

    private static Expression read(String text) {
        if (text.isEmpty()) {
            return new Expression.Empty();
        }
        if (text.equals("{}")) {
            return new Expression.SetOf(List.of());
        }
        List<Token> tokens = Lexer.tokens(text);
        Expression expression;
        try {
            expression = whole(new TokenCursor(tokens));
        } catch (ParseFailure failure) {
            expression = prose(tokens, failure);
        }
        TreeBounds.check(expression);
        Expression answer = UnitVectors.asTuple(expression);
        TreeBounds.check(answer);
        return answer;
    }

    private static Expression whole(TokenCursor cursor) {
        if (cursor.at(Kind.END)) {
            return new Expression.Empty();
        }
        Words.skipLabel(cursor);
        @Nullable Expression choice = Choices.read(cursor, () -> formula(cursor));
        return choice != null ? choice : Choices.orSymbols(formula(cursor));
    }

    private static Expression formula(TokenCursor cursor) {
        @Nullable Expression hour = Words.fullHour(cursor);
        Expression expression = hour != null ? hour : new Grammar(cursor).statements.list();
        if (!cursor.at(Kind.END)) {
            throw cursor.failure("expected the end");
        }
        boolean word = expression instanceof Symbol symbol && Words.isWordName(symbol.name());
        return word ? Words.meaning(((Symbol) expression).name()) : expression;
    }

    /** Takes a text that begins with a word of prose as words; a formula that breaks off stays unparseable. */
    private static Expression prose(List<Token> tokens, ParseFailure failure) {
        if (!Words.areProse(tokens)) {
            throw failure;
        }
        Expression meaning = Words.meaning(Words.canonical(tokens));
        if (meaning instanceof Text text && !isStable(text)) {
            throw failure;
        }
        return meaning;
    }

    /** Tells whether words mean the same when they are set as text. */
    private static boolean isStable(Text text) {
        List<Token> tokens = Lexer.tokens(ExpressionPrinter.print(text));
        try {
            return whole(new TokenCursor(tokens)).equals(text);
        } catch (ParseFailure failure) {
            return Words.areProse(tokens) && Words.canonical(tokens).equals(text.words());
        }
    }
}
