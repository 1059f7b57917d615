package org.rlvr4j.runtime.gpu.internal.jinja;

import java.util.List;

/** Tokens, taken one after the other. */
final class TokenCursor {

    private final List<Token> tokens;
    private int position;

    TokenCursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(Math.min(position, tokens.size() - 1));
    }

    Token peekNext() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    Token take() {
        Token token = peek();
        position++;
        return token;
    }

    boolean isName(String name) {
        return peek().is(Token.Kind.NAME, name);
    }

    boolean isOperator(String operator) {
        return peek().is(Token.Kind.OPERATOR, operator);
    }

    boolean takeName(String name) {
        return take(isName(name));
    }

    boolean takeOperator(String operator) {
        return take(isOperator(operator));
    }

    private boolean take(boolean there) {
        position += there ? 1 : 0;
        return there;
    }

    void requireOperator(String operator) {
        if (!takeOperator(operator)) {
            throw error(operator + " is missing before " + shown(peek()));
        }
    }

    Token requireName() {
        Token token = take();
        if (token.kind() != Token.Kind.NAME) {
            throw error(token, "a name is missing before " + shown(token));
        }
        return token;
    }

    void require(Token.Kind kind) {
        Token token = take();
        if (token.kind() != kind) {
            throw error(token, "unexpected " + shown(token));
        }
    }

    private static String shown(Token token) {
        return token.text().isEmpty() ? "the end of the tag" : token.text();
    }

    TemplateException error(String message) {
        return error(peek(), message);
    }

    TemplateException error(Token token, String message) {
        return new TemplateException("line " + token.line() + ": " + message);
    }
}
