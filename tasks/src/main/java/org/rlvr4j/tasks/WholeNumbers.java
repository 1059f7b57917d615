package org.rlvr4j.tasks;

import java.math.BigInteger;
import java.util.Optional;

/** Reads whole numbers as strictly as they are written. */
public final class WholeNumbers {

    /** The most digits that are read; an answer with more is none. */
    public static final int MAX_DIGITS = 1_000;

    private WholeNumbers() {}

    /**
     * Reads a number without sign.
     *
     * @param text any string
     * @return the number; empty unless the text is 1 to {@value #MAX_DIGITS} ASCII digits, without leading zeros
     */
    public static Optional<BigInteger> unsigned(String text) {
        boolean plain = !text.isEmpty()
                && text.length() <= MAX_DIGITS
                && (text.charAt(0) != '0' || text.length() == 1)
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return plain ? Optional.of(new BigInteger(text)) : Optional.empty();
    }

    /**
     * Reads a number that may be negative.
     *
     * @param text any string
     * @return the number; empty unless the text is an unsigned number, or a hyphen-minus and one other than 0
     */
    public static Optional<BigInteger> signed(String text) {
        return text.startsWith("-")
                ? unsigned(text.substring(1))
                        .filter(magnitude -> magnitude.signum() > 0)
                        .map(BigInteger::negate)
                : unsigned(text);
    }
}
