package org.rlvr4j.bbg;

import java.math.BigDecimal;
import java.math.MathContext;

/** Writes numbers for the reasons of gates. */
final class Significant {

    private static final MathContext THREE_DIGITS = new MathContext(3);

    private Significant() {}

    /** Writes whole numbers and those from 100 on without fraction, others with at most three significant digits. */
    static String digits(double value) {
        return value == Math.rint(value) || Math.abs(value) >= 100
                ? String.valueOf(Math.round(value))
                : new BigDecimal(value, THREE_DIGITS).stripTrailingZeros().toString();
    }
}
