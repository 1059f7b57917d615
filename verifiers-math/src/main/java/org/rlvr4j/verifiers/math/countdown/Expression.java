package org.rlvr4j.verifiers.math.countdown;

import java.util.Optional;
import org.rlvr4j.verifiers.math.expression.Rational;

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

        private static String operand(Expression expression, boolean wrap) {
            return wrap ? "(" + expression.text() + ")" : expression.text();
        }
    }
}
