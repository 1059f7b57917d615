package org.rlvr4j.verifiers.math.countdown;

import java.util.Optional;

/**
 * An arithmetic expression over positive integers.
 *
 * <p>The methods recurse: call them only on expressions of few numbers.
 */
sealed interface Expression {

    /** Returns the exact value, or nothing where the expression divides by zero. */
    Optional<Rational> value();

    /** Returns the precedence of the outermost operation; above all operators' for a number. */
    int precedence();

    /** Writes the expression without spaces, in ASCII, with no parentheses but those that its value needs. */
    String text();

    /** Returns how many numbers the expression uses, at least 1. */
    int size();

    /** Returns one of the numbers, counted from the left from 0. */
    int number(int index);

    /** Replaces one of the numbers, counted from the left from 0. */
    Expression withNumber(int index, int replacement);

    /**
     * One number.
     *
     * @param number ≥ 0
     */
    record Literal(int number) implements Expression {
        @Override
        public Optional<Rational> value() {
            return Optional.of(Rational.of(number));
        }

        @Override
        public int precedence() {
            return Operator.HIGHEST_PRECEDENCE + 1;
        }

        @Override
        public String text() {
            return Integer.toString(number);
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public int number(int index) {
            return number;
        }

        @Override
        public Expression withNumber(int index, int replacement) {
            return new Literal(replacement);
        }
    }

    /**
     * Two expressions joined by an operator.
     *
     * @param operator what is done
     * @param left first operand
     * @param right second operand
     */
    record Operation(Operator operator, Expression left, Expression right) implements Expression {
        @Override
        public Optional<Rational> value() {
            return left.value().flatMap(l -> right.value().flatMap(r -> operator.apply(l, r)));
        }

        @Override
        public int precedence() {
            return operator.precedence();
        }

        @Override
        public String text() {
            boolean wrapRight = right.precedence() < precedence()
                    || (right.precedence() == precedence() && !operator.isAssociative());
            return operand(left, left.precedence() < precedence()) + operator.symbol() + operand(right, wrapRight);
        }

        @Override
        public int size() {
            return left.size() + right.size();
        }

        @Override
        public int number(int index) {
            int onTheLeft = left.size();
            return index < onTheLeft ? left.number(index) : right.number(index - onTheLeft);
        }

        @Override
        public Expression withNumber(int index, int replacement) {
            int onTheLeft = left.size();
            return index < onTheLeft
                    ? new Operation(operator, left.withNumber(index, replacement), right)
                    : new Operation(operator, left, right.withNumber(index - onTheLeft, replacement));
        }

        private static String operand(Expression expression, boolean wrap) {
            return wrap ? "(" + expression.text() + ")" : expression.text();
        }
    }
}
