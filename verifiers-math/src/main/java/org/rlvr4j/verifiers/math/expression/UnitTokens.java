package org.rlvr4j.verifiers.math.expression;

import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/**
 * Finds the units among letters behind a number: {@code \mu F}, {@code k\Omega}, {@code m s^{-1}}.
 *
 * <p>Letters that stand beside other letters stay variables.
 */
final class UnitTokens {

    private static final String KILO_AND_MORE = "mkMG";

    private UnitTokens() {}

    static List<Token> join(List<Token> tokens) {
        if (tokens.stream().noneMatch(token -> token.is(Kind.NUMBER)) || tokens.stream().anyMatch(UnitTokens::binds)) {
            return tokens;
        }
        List<Token> joined = new ArrayList<>(tokens.size());
        int index = 0;
        while (index < tokens.size()) {
            boolean behindValue = !joined.isEmpty() && endsValue(joined.get(joined.size() - 1));
            int taken = behindValue ? unit(tokens, index, joined) : 0;
            if (taken == 0) {
                joined.add(tokens.get(index));
                taken = 1;
            }
            index += taken;
        }
        return joined;
    }

    /** Behind the bounds of a sum or an integral stands what is summed, no unit. */
    private static boolean binds(Token token) {
        return token.is(Kind.BIG_OPERATOR) || token.is(Kind.INTEGRAL) || token.is(Kind.LIMIT);
    }

    private static boolean endsValue(Token token) {
        return token.is(Kind.NUMBER) || token.is(Kind.END_GROUP);
    }

    /** Adds the unit that begins here and returns how many tokens it takes, 0 if there is none. */
    private static int unit(List<Token> tokens, int index, List<Token> joined) {
        Token first = tokens.get(index);
        Token second = tokens.get(Math.min(index + 1, tokens.size() - 1));
        if (isLetter(first, "mu") && isName(second) && isKnown("μ" + second.text())) {
            joined.add(unit("μ" + second.text(), first));
            return 2;
        }
        if (isName(first)
                && first.text().length() == 1
                && KILO_AND_MORE.contains(first.text())
                && isLetter(second, "Omega")) {
            joined.add(unit(first.text() + "Ω", first));
            return 2;
        }
        if (isLetter(first, "Omega") && !isName(second)) {
            joined.add(unit("Ω", first));
            return 1;
        }
        boolean measured = tokens.get(index - 1).text().indexOf('e') > 0 && first.spaced() && second.is(Kind.END);
        if (measured && isName(first) && UnitReader.isUprightUnit(first.text())) {
            joined.add(unit(first.text(), first));
            return 1;
        }
        return chain(tokens, index, joined);
    }

    /**
     * Reads units with spaces between them up to the end of the answer: {@code kg m/s}, {@code m s^{-1}}. A chain of letters
     * alone needs a slash or a negative power, since it may be a product.
     */
    private static int chain(List<Token> tokens, int start, List<Token> joined) {
        List<Token> chain = new ArrayList<>();
        int units = 0;
        boolean certain = false;
        int index = start;
        while (!tokens.get(index).is(Kind.END)) {
            Token token = tokens.get(index);
            if (isName(token) && isKnown(token.text()) && (token.spaced() || isBehind(tokens, index, Kind.SLASH))) {
                certain |= token.is(Kind.WORD);
                chain.add(unit(token.text(), token));
                units++;
                index++;
            } else if (isScript(token, units)) {
                certain |= token.is(Kind.MINUS) || token.is(Kind.SLASH);
                chain.add(token);
                index++;
            } else {
                return 0;
            }
        }
        if (units < 2 || !certain) {
            return 0;
        }
        joined.addAll(chain);
        return index - start;
    }

    private static boolean isBehind(List<Token> tokens, int index, Kind kind) {
        return tokens.get(index - 1).is(kind);
    }

    private static boolean isScript(Token token, int units) {
        boolean digit = token.is(Kind.NUMBER) && token.text().length() == 1 && !token.spaced();
        return units > 0
                && (digit
                        || token.is(Kind.CARET)
                        || token.is(Kind.GROUP)
                        || token.is(Kind.END_GROUP)
                        || token.is(Kind.MINUS)
                        || token.is(Kind.TIMES)
                        || token.is(Kind.SLASH));
    }

    private static Token unit(String written, Token token) {
        return new Token(Kind.WORD, written, token.position(), token.spaced(), true);
    }

    private static boolean isName(Token token) {
        return token.is(Kind.WORD) || token.is(Kind.LETTER);
    }

    private static boolean isLetter(Token token, String name) {
        return token.is(Kind.LETTER) && token.text().equals(name);
    }

    private static boolean isKnown(String written) {
        return Units.canonical(written).isPresent();
    }
}
