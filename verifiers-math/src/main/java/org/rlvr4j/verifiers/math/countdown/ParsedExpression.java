package org.rlvr4j.verifiers.math.countdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rlvr4j.api.verify.Excerpt;

/**
 * An expression read from untrusted text.
 *
 * <p>Grammar, left-associative, whitespace allowed between tokens:
 * <pre>
 * sum     = product { ("+" | "-" | "−") product }
 * product = factor { ("*" | "×" | "/" | "÷") factor }
 * factor  = number | "(" sum ")"
 * number  = "0" | digit 1…9 { digit 0…9 }          ASCII digits, at most nine
 * </pre>
 * There is no unary sign, no implicit multiplication, no other name or character. Reading takes linear time, and the
 * depth of parentheses is capped, so that it is safe on any text.
 *
 * @param expression the tree; its depth grows with the text, so recurse into it only after bounding {@code numbers}
 * @param numbers every number used, in order of appearance
 * @param canonical the text without whitespace, operators in ASCII
 */
record ParsedExpression(Expression expression, List<Integer> numbers, String canonical) {

    /**
     * Reads an expression.
     *
     * @param text any string
     * @return the expression
     * @throws SyntaxException if the text is not an expression; the message says why and where
     */
    static ParsedExpression parse(String text) throws SyntaxException {
        return new Parser(text).parse();
    }

    /** The text is not an expression. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        SyntaxException(String reason) {
            super(reason, null, false, false);
            this.reason = reason;
        }

        /** Says why and where, in one line. */
        String reason() {
            return reason;
        }
    }

    private static final class Parser {
        private static final int MAX_DEPTH = 64;
        private static final int MAX_DIGITS = 9;
        private static final char END = '\0';

        private final String text;
        private final List<Integer> numbers = new ArrayList<>();
        private final StringBuilder canonical = new StringBuilder();
        private int position;

        Parser(String text) {
            this.text = text;
        }

        ParsedExpression parse() throws SyntaxException {
            Expression expression = operations(Operator.LOWEST_PRECEDENCE, 0);
            if (position < text.length()) {
                throw unexpected(peek() == ')' ? "an opening parenthesis before" : "an operator or the end");
            }
            return new ParsedExpression(expression, List.copyOf(numbers), canonical.toString());
        }

        /** Reads operations of one precedence and above: a sum, or a product. */
        private Expression operations(int precedence, int depth) throws SyntaxException {
            Expression left = operand(precedence, depth);
            Optional<Operator> operator = operatorOf(precedence);
            while (operator.isPresent()) {
                take(operator.get().symbol());
                left = new Expression.Operation(operator.get(), left, operand(precedence, depth));
                operator = operatorOf(precedence);
            }
            return left;
        }

        private Expression operand(int precedence, int depth) throws SyntaxException {
            return precedence < Operator.HIGHEST_PRECEDENCE ? operations(precedence + 1, depth) : factor(depth);
        }

        private Optional<Operator> operatorOf(int precedence) {
            return Operator.of(peek()).filter(operator -> operator.precedence() == precedence);
        }

        private Expression factor(int depth) throws SyntaxException {
            char next = peek();
            if (isDigit(next)) {
                return number();
            }
            if (Operator.of(next)
                    .filter(sign -> sign.precedence() == Operator.LOWEST_PRECEDENCE)
                    .isPresent()) {
                throw unexpected("a number or an opening parenthesis (no sign before it)");
            }
            if (next != '(') {
                throw unexpected("a number or an opening parenthesis");
            }
            if (depth == MAX_DEPTH) {
                throw new SyntaxException("parentheses are nested more than " + MAX_DEPTH + " deep");
            }
            take('(');
            Expression inner = operations(Operator.LOWEST_PRECEDENCE, depth + 1);
            if (peek() != ')') {
                throw unexpected("an operator or a closing parenthesis");
            }
            take(')');
            return inner;
        }

        private Expression number() throws SyntaxException {
            int start = position;
            while (position < text.length() && isDigit(text.charAt(position))) {
                position++;
            }
            int digits = position - start;
            if (digits > MAX_DIGITS) {
                throw new SyntaxException(
                        "a number has more than " + MAX_DIGITS + " digits: " + Excerpt.of(text, start));
            }
            if (digits > 1 && text.charAt(start) == '0') {
                throw new SyntaxException("a number begins with 0: " + Excerpt.of(text, start));
            }
            String number = text.substring(start, position);
            canonical.append(number);
            numbers.add(Integer.parseInt(number));
            return new Expression.Literal(numbers.get(numbers.size() - 1));
        }

        /** Skips whitespace and returns the next character without taking it. */
        private char peek() {
            while (position < text.length() && isSpace(text.charAt(position))) {
                position++;
            }
            return position < text.length() ? text.charAt(position) : END;
        }

        private void take(char symbol) {
            canonical.append(symbol);
            position++;
        }

        private SyntaxException unexpected(String expected) {
            return new SyntaxException("expected " + expected
                    + (position < text.length()
                            ? " at position " + (position + 1) + ", got " + Excerpt.of(text, position)
                            : ", got the end of the text"));
        }

        private static boolean isDigit(char character) {
            return character >= '0' && character <= '9';
        }

        private static boolean isSpace(char character) {
            return Character.isWhitespace(character) || Character.isSpaceChar(character);
        }
    }
}
