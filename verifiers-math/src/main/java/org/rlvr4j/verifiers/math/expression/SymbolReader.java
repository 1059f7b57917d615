package org.rlvr4j.verifiers.math.expression;

import org.rlvr4j.verifiers.math.expression.Token.Kind;

/** Reads subscripts, primes and accents into a symbol's canonical name. */
final class SymbolReader {

    private static final int MAX_NAME = 100;

    private final TokenCursor cursor;

    SymbolReader(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** Appends what subscripts and primes follow, in canonical order. */
    String withScripts(String name) {
        String subscript = "";
        int primes = 0;
        while (true) {
            if (cursor.at(Kind.UNDERSCORE) && subscript.isEmpty()) {
                cursor.take();
                subscript = group();
                if (subscript.isEmpty()) {
                    throw cursor.failure("an empty subscript");
                }
            } else if (cursor.at(Kind.PRIME)) {
                cursor.take();
                primes++;
            } else if (cursor.at(Kind.DOUBLE_QUOTE) && !cursor.peek().spaced()) {
                cursor.take();
                primes += 2;
            } else if (isRaisedPrime()) {
                cursor.take();
                primes += raisedPrimes();
            } else {
                break;
            }
        }
        if (subscript.isEmpty() && primes == 0) {
            return name;
        }
        String script = subscript.isEmpty() ? "" : isSingle(subscript) ? "_" + subscript : "_{" + subscript + "}";
        return bounded(name + script + "'".repeat(Math.min(primes, MAX_NAME)));
    }

    private static boolean isSingle(String subscript) {
        int first = subscript.codePointAt(0);
        return Character.charCount(first) == subscript.length() && Character.isLetterOrDigit(first);
    }

    private boolean isRaisedPrime() {
        return cursor.at(Kind.CARET)
                && (cursor.at(Kind.PRIME, 1) || (cursor.at(Kind.GROUP, 1) && cursor.at(Kind.PRIME, 2)));
    }

    private int raisedPrimes() {
        boolean grouped = cursor.accept(Kind.GROUP);
        int primes = 0;
        while (cursor.accept(Kind.PRIME)) {
            primes++;
        }
        if (grouped) {
            cursor.expectEndOfGroup();
        }
        return primes;
    }

    /** Reads one token or one group as text; words inside are told apart by spaces. */
    String group() {
        if (!cursor.at(Kind.GROUP)) {
            if (!isNameToken(cursor.peek())) {
                throw cursor.failure("expected a letter or a number");
            }
            return cursor.take().text();
        }
        cursor.take();
        StringBuilder text = new StringBuilder();
        int depth = 1;
        while (true) {
            if (cursor.at(Kind.END)) {
                if (depth > 1) {
                    throw cursor.failure("expected }");
                }
                break;
            }
            Token token = cursor.take();
            depth += token.is(Kind.GROUP) ? 1 : token.is(Kind.END_GROUP) ? -1 : 0;
            if (depth == 0) {
                break;
            }
            if (!isNameToken(token) && !isPunctuation(token)) {
                throw cursor.failure("a name of more than letters and numbers");
            }
            boolean words =
                    token.is(Kind.WORD) && text.length() > 0 && Character.isLetter(text.charAt(text.length() - 1));
            text.append(words ? " " : "").append(token.text());
        }
        return bounded(text.toString());
    }

    private String bounded(String name) {
        if (name.length() > MAX_NAME) {
            throw cursor.failure("a name of more than " + MAX_NAME + " characters");
        }
        return name;
    }

    private static boolean isNameToken(Token token) {
        return switch (token.kind()) {
            case NUMBER, LETTER, WORD, FUNCTION, ELLIPSIS -> true;
            default -> false;
        };
    }

    private static boolean isPunctuation(Token token) {
        return switch (token.kind()) {
            case PLUS,
                    MINUS,
                    COMMA,
                    UNDERSCORE,
                    GROUP,
                    END_GROUP,
                    PRIME,
                    CARET,
                    LEFT_PARENTHESIS,
                    RIGHT_PARENTHESIS,
                    TIMES,
                    SLASH -> true;
            default -> false;
        };
    }

    /** Tells whether what stands behind an underscore is one character or in braces, so that it can be told apart. */
    static boolean isScripted(String name) {
        int script = name.indexOf('_') + 1;
        if (script == 0) {
            return true;
        }
        boolean single = name.codePointCount(script, name.length()) == 1;
        return single || (name.startsWith("{", script) && name.indexOf('}') == name.length() - 1);
    }

    /** Tells whether a name such as CD follows, rather than a value. */
    boolean isName() {
        if (!cursor.at(Kind.GROUP)) {
            return cursor.at(Kind.LETTER) || cursor.at(Kind.WORD);
        }
        int ahead = 1;
        while (cursor.at(Kind.LETTER, ahead) || cursor.at(Kind.WORD, ahead)) {
            ahead++;
        }
        return ahead > 1 && (cursor.at(Kind.END_GROUP, ahead) || cursor.at(Kind.UNDERSCORE, ahead));
    }
}
