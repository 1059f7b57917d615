package org.rlvr4j.verifiers.math.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.verify.Excerpt;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/** A place in the tokens, and the depth of nesting there. */
final class TokenCursor {

    private static final int STEPS = 10_000;
    private static final int STEPS_FOR_EACH_TOKEN = 500;

    private final List<Token> tokens;
    private int index;
    private int depth;
    private int steps;
    private int @Nullable [] barsAhead;

    TokenCursor(List<Token> tokens) {
        this.tokens = new ArrayList<>(tokens);
    }

    Token peek() {
        return tokens.get(index);
    }

    /** Bounds the work: no text of real answers looks at its tokens as often. */
    private void countStep() {
        if (++steps > STEPS + STEPS_FOR_EACH_TOKEN * tokens.size()) {
            steps = 0;
            throw failure("more steps than an answer needs");
        }
    }

    Token peek(int ahead) {
        return tokens.get(Math.max(0, Math.min(index + ahead, tokens.size() - 1)));
    }

    boolean at(Kind kind) {
        countStep();
        return tokens.get(index).kind() == kind;
    }

    boolean at(Kind kind, int ahead) {
        return peek(ahead).kind() == kind;
    }

    Token take() {
        Token token = tokens.get(index);
        if (index < tokens.size() - 1) {
            index++;
        }
        return token;
    }

    boolean accept(Kind kind) {
        if (at(kind)) {
            take();
            return true;
        }
        return false;
    }

    void expect(Kind kind, String written) {
        if (!accept(kind)) {
            throw failure("expected " + written);
        }
    }

    /** Accepts the end of a brace group, or the end of the text in its place: answers are cut off there. */
    void expectEndOfGroup() {
        if (!at(Kind.END)) {
            expect(Kind.END_GROUP, "}");
        }
    }

    int index() {
        return index;
    }

    void reset(int earlier) {
        index = earlier;
    }

    boolean atStart() {
        return index == 0;
    }

    /** Cuts the number here after its first digit, as LaTeX does where an argument has no braces. */
    Token takeDigit() {
        Token number = peek();
        if (number.text().length() == 1 || !Numbers.isInteger(number.text())) {
            return take();
        }
        Token rest = new Token(Kind.NUMBER, number.text().substring(1), number.position() + 1, false, number.upright());
        tokens.set(index, rest);
        return new Token(
                Kind.NUMBER, number.text().substring(0, 1), number.position(), number.spaced(), number.upright());
    }

    void enter() {
        if (++depth > Limits.NESTING) {
            throw failure("nested deeper than " + Limits.NESTING);
        }
    }

    void leave() {
        depth--;
    }

    /** Counts the plain bars from here to the end of the surrounding bracket, the one here included. */
    int barsAhead() {
        int[] bars = barsAhead;
        if (bars == null) {
            bars = countBars();
            barsAhead = bars;
        }
        return bars[index];
    }

    private int[] countBars() {
        int[] bars = new int[tokens.size()];
        List<Integer> outer = new ArrayList<>();
        int count = 0;
        for (int position = tokens.size() - 1; position >= 0; position--) {
            switch (tokens.get(position).kind()) {
                case BAR -> count++;
                case RIGHT_PARENTHESIS, RIGHT_BRACE, END_GROUP -> {
                    outer.add(count);
                    count = 0;
                }
                case LEFT_PARENTHESIS, LEFT_BRACE, GROUP ->
                    count = outer.isEmpty() ? 0 : outer.remove(outer.size() - 1);
                default -> {}
            }
            bars[position] = count;
        }
        return bars;
    }

    ParseFailure failure(String message) {
        Token token = peek();
        String found = token.is(Kind.END) ? "the end" : Excerpt.of(token.text());
        return new ParseFailure(message + ", found " + found, token.position());
    }
}
