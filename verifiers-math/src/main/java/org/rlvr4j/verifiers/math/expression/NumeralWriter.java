package org.rlvr4j.verifiers.math.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.rlvr4j.verifiers.math.expression.Expression.Numeral;

/** Writes numbers with the digits they were written with. */
final class NumeralWriter {

    private NumeralWriter() {}

    static String write(Numeral numeral) {
        BigInteger numerator = numeral.value().numerator();
        BigInteger denominator = numeral.value().denominator();
        if (numeral.decimals() >= 0) {
            BigDecimal value = new BigDecimal(numerator)
                    .divide(new BigDecimal(denominator), numeral.decimals(), RoundingMode.HALF_EVEN);
            return value.toPlainString();
        }
        return denominator.equals(BigInteger.ONE) ? numerator.toString() : repeating(numerator, denominator);
    }

    private static String repeating(BigInteger numerator, BigInteger denominator) {
        String sign = numerator.signum() < 0 ? "-" : "";
        BigInteger[] parts = numerator.abs().divideAndRemainder(denominator);
        int fixed = fixedDecimals(denominator);
        BigInteger start = parts[1].multiply(BigInteger.TEN.pow(fixed));
        BigInteger[] split = start.divideAndRemainder(denominator);
        String fixedDigits = fixed == 0 ? "" : padded(split[0], fixed);
        return sign + parts[0] + "." + fixedDigits + "\\overline{" + repetend(split[1], denominator) + "}";
    }

    /** Counts the decimals before the repetition: the larger of the powers of 2 and of 5 in the denominator. */
    private static int fixedDecimals(BigInteger denominator) {
        int twos = denominator.getLowestSetBit();
        int fives = 0;
        BigInteger five = BigInteger.valueOf(5);
        BigInteger rest = denominator;
        while (rest.mod(five).signum() == 0) {
            rest = rest.divide(five);
            fives++;
        }
        return Math.max(twos, fives);
    }

    private static String repetend(BigInteger start, BigInteger denominator) {
        StringBuilder digits = new StringBuilder();
        BigInteger remainder = start;
        do {
            BigInteger[] step = remainder.multiply(BigInteger.TEN).divideAndRemainder(denominator);
            digits.append(step[0]);
            remainder = step[1];
        } while (!remainder.equals(start) && digits.length() <= Limits.DIGITS);
        return digits.toString();
    }

    private static String padded(BigInteger digits, int length) {
        String text = digits.toString();
        return "0".repeat(Math.max(0, length - text.length())) + text;
    }
}
