package org.rlvr4j.verifiers.math.countdown;

import java.util.List;
import java.util.Optional;
import org.rlvr4j.verifiers.math.expression.Rational;

/** The four operations of Countdown. */
enum Operator {
    PLUS('+', 1, true) {
        @Override
        Optional<Rational> apply(Rational left, Rational right) {
            return Optional.of(left.plus(right));
        }
    },
    MINUS('-', 1, false) {
        @Override
        Optional<Rational> apply(Rational left, Rational right) {
            return Optional.of(left.minus(right));
        }
    },
    TIMES('*', 2, true) {
        @Override
        Optional<Rational> apply(Rational left, Rational right) {
            return Optional.of(left.times(right));
        }
    },
    DIVIDED_BY('/', 2, false) {
        @Override
        Optional<Rational> apply(Rational left, Rational right) {
            return left.dividedBy(right);
        }
    };

    /** All operators. */
    static final List<Operator> ALL = List.of(values());

    /** The precedence of + and −; × and ÷ have the next higher one. */
    static final int LOWEST_PRECEDENCE = 1;

    /** The precedence of × and ÷. */
    static final int HIGHEST_PRECEDENCE = 2;

    private final char symbol;
    private final int precedence;
    private final boolean associative;

    Operator(char symbol, int precedence, boolean associative) {
        this.symbol = symbol;
        this.precedence = precedence;
        this.associative = associative;
    }

    /** Returns the result, or nothing where it is not defined. */
    abstract Optional<Rational> apply(Rational left, Rational right);

    /** Returns the ASCII symbol. */
    char symbol() {
        return symbol;
    }

    int precedence() {
        return precedence;
    }

    /** Tells whether {@code a ∘ (b ∘′ c)} equals {@code a ∘ b ∘′ c} for every ∘′ of the same precedence. */
    boolean isAssociative() {
        return associative;
    }

    /**
     * Reads a symbol: ASCII, the signs × (U+00D7) and ÷ (U+00F7), and the minus sign − (U+2212).
     *
     * @param character any character
     * @return the operator, or nothing if the character is none
     */
    static Optional<Operator> of(char character) {
        return switch (character) {
            case '+' -> Optional.of(PLUS);
            case '-', '\u2212' -> Optional.of(MINUS);
            case '*', '\u00d7' -> Optional.of(TIMES);
            case '/', '\u00f7' -> Optional.of(DIVIDED_BY);
            default -> Optional.empty();
        };
    }
}
