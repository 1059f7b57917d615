package org.rlvr4j.tasks.arithmetic;

import java.math.BigInteger;
import java.util.Optional;

/** What may be between two numbers. */
public enum Operation {
    /** Addition. */
    ADD('+'),
    /** Subtraction. */
    SUBTRACT('-'),
    /** Multiplication, which comes before the others. */
    MULTIPLY('*');

    private final char sign;

    Operation(char sign) {
        this.sign = sign;
    }

    /**
     * Returns its sign.
     *
     * @return one ASCII character
     */
    public char sign() {
        return sign;
    }

    BigInteger apply(BigInteger left, BigInteger right) {
        return switch (this) {
            case ADD -> left.add(right);
            case SUBTRACT -> left.subtract(right);
            case MULTIPLY -> left.multiply(right);
        };
    }

    static Optional<Operation> ofSign(char character) {
        for (Operation operation : values()) {
            if (operation.sign == character) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }
}
