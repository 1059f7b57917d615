package org.rlvr4j.verifiers.math.expression;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.expression.Expression.Choice;
import org.rlvr4j.verifiers.math.expression.Expression.Sequence;
import org.rlvr4j.verifiers.math.expression.Expression.Symbol;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/**
 * Reads answers to multiple-choice questions: {@code C}, {@code (C)}, {@code A, C}, {@code Option B}, and {@code C) 45} with what
 * stands beside the letter.
 *
 * <p>A lone letter from A to H is a choice, and so is a list of nothing else. In brackets, or before a closing one, it may
 * go up to J.
 */
final class Choices {

    private Choices() {}

    /** Reads a whole answer that is a choice, or returns null and stays where it is. */
    static @Nullable Choice read(TokenCursor cursor, Supplier<Expression> rest) {
        int start = cursor.index();
        boolean announced = skipAnnouncement(cursor);
        Choice list = list(cursor);
        if (list != null) {
            return list;
        }
        Choice labelled = labelled(cursor, rest, announced);
        if (labelled == null) {
            cursor.reset(start);
        }
        return labelled;
    }

    /** Takes a symbol that is the whole answer, or symbols in a row, as choices where they may be. */
    static Expression orSymbols(Expression expression) {
        List<Expression> items = expression instanceof Sequence sequence && !sequence.bracketed()
                ? sequence.elements()
                : List.of(expression);
        SortedSet<Character> letters = new TreeSet<>();
        for (Expression item : items) {
            if (!(item instanceof Symbol symbol) || symbol.name().length() != 1 || !isBetweenAAnd('H', symbol.name())) {
                return expression;
            }
            letters.add(symbol.name().charAt(0));
        }
        return new Choice(letters, Optional.empty());
    }

    private static boolean isBetweenAAnd(char last, String letter) {
        return letter.charAt(0) >= 'A' && letter.charAt(0) <= last;
    }

    private static boolean skipAnnouncement(TokenCursor cursor) {
        String word = cursor.peek().text();
        boolean announced = cursor.at(Kind.WORD)
                && (word.equalsIgnoreCase("option")
                        || word.equalsIgnoreCase("choice")
                        || word.equalsIgnoreCase("answer")
                        || word.equalsIgnoreCase("options")
                        || word.equalsIgnoreCase("choices"));
        if (announced) {
            cursor.take();
            cursor.accept(Kind.COLON);
        }
        return announced;
    }

    private static @Nullable Choice list(TokenCursor cursor) {
        int start = cursor.index();
        SortedSet<Character> letters = new TreeSet<>();
        boolean outer = (cursor.at(Kind.LEFT_PARENTHESIS) || cursor.at(Kind.GROUP))
                && isLetter(cursor.peek(1), 'H')
                && (cursor.at(Kind.COMMA, 2) || cursor.at(Kind.END_GROUP, 2));
        if (outer) {
            cursor.take();
        }
        boolean more = true;
        while (more && letter(cursor, letters)) {
            more = separators(cursor);
        }
        if (outer && !cursor.accept(Kind.RIGHT_PARENTHESIS) && !cursor.accept(Kind.END_GROUP)) {
            letters.clear();
        }
        if (!letters.isEmpty() && cursor.at(Kind.END)) {
            return new Choice(letters, Optional.empty());
        }
        cursor.reset(start);
        return null;
    }

    private static boolean separators(TokenCursor cursor) {
        int start = cursor.index();
        while (isSeparator(cursor.peek().kind())) {
            cursor.take();
        }
        return cursor.index() > start;
    }

    private static boolean isSeparator(Kind kind) {
        return switch (kind) {
            case COMMA, SEMICOLON, AND, WIDE_SPACE -> true;
            default -> false;
        };
    }

    private static boolean letter(TokenCursor cursor, SortedSet<Character> letters) {
        boolean bracketed = cursor.at(Kind.LEFT_PARENTHESIS) && cursor.at(Kind.RIGHT_PARENTHESIS, 2);
        Token token = bracketed ? cursor.peek(1) : cursor.peek();
        if (!isLetter(token, bracketed ? 'J' : 'H')) {
            return false;
        }
        if (bracketed) {
            cursor.take();
        }
        cursor.take();
        if (bracketed) {
            cursor.take();
        } else if (cursor.at(Kind.RIGHT_PARENTHESIS) && cursor.at(Kind.END, 1)) {
            cursor.take();
        }
        letters.add(token.text().charAt(0));
        return true;
    }

    private static @Nullable Choice labelled(TokenCursor cursor, Supplier<Expression> rest, boolean announced) {
        boolean bracketed = cursor.at(Kind.LEFT_PARENTHESIS) && cursor.at(Kind.RIGHT_PARENTHESIS, 2);
        Token token = bracketed ? cursor.peek(1) : cursor.peek();
        Token next = cursor.peek(bracketed ? 3 : 2);
        Kind mark = cursor.peek(1).kind();
        boolean marked = bracketed
                ? next.spaced() || announced || (!next.is(Kind.LEFT_PARENTHESIS) && token.upright())
                : mark == Kind.RIGHT_PARENTHESIS || mark == Kind.PERIOD || (mark == Kind.COLON && next.spaced());
        if (!marked || !isLetter(token, 'J') || isOperator(next)) {
            return null;
        }
        for (int taken = 0; taken < (bracketed ? 3 : 2); taken++) {
            cursor.take();
        }
        return new Choice(new TreeSet<>(Set.of(token.text().charAt(0))), Optional.of(rest.get()));
    }

    private static boolean isOperator(Token token) {
        return switch (token.kind()) {
            case PLUS, TIMES, SLASH, CARET, RELATION, UNION, INTERSECTION, DIFFERENCE, END, UNDERSCORE, PRIME, COMMA ->
                true;
            default -> false;
        };
    }

    private static boolean isLetter(Token token, char last) {
        boolean letter = token.is(Kind.LETTER) || token.is(Kind.WORD);
        return letter
                && token.text().length() == 1
                && token.text().charAt(0) >= 'A'
                && token.text().charAt(0) <= last;
    }
}
