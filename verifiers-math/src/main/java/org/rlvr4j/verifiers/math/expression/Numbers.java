package org.rlvr4j.verifiers.math.expression;

import java.math.BigInteger;
import org.rlvr4j.verifiers.math.expression.Expression.Numeral;

/** Makes numerals of canonical numbers such as {@code 12345}, {@code 3.20}, {@code 0.1(6)}, {@code 3.2e-4}. */
final class Numbers {

    private static final int DIGITS_OF_LONG = 18;

    private Numbers() {}

    static Numeral numeral(String canonical, int position) {
        if (canonical.length() <= DIGITS_OF_LONG && isInteger(canonical)) {
            return Numeral.of(Long.parseLong(canonical));
        }
        if (canonical.length() > Limits.DIGITS) {
            throw new ParseFailure("a number of more than " + Limits.DIGITS + " digits", position);
        }
        int exponentAt = canonical.indexOf('e');
        String mantissa = exponentAt < 0 ? canonical : canonical.substring(0, exponentAt);
        int exponent = exponentAt < 0 ? 0 : exponent(canonical.substring(exponentAt + 1), position);
        int point = mantissa.indexOf('.');
        if (point < 0) {
            return scaled(new BigInteger(mantissa), -exponent, position);
        }
        int repetend = mantissa.indexOf('(');
        if (repetend >= 0) {
            return repeating(mantissa, point, repetend);
        }
        BigInteger digits = new BigInteger("0" + mantissa.substring(0, point) + mantissa.substring(point + 1));
        return scaled(digits, mantissa.length() - point - 1 - exponent, position);
    }

    static boolean isInteger(String canonical) {
        for (int index = 0; index < canonical.length(); index++) {
            char character = canonical.charAt(index);
            if (character < '0' || character > '9') {
                return false;
            }
        }
        return !canonical.isEmpty();
    }

    private static int exponent(String digits, int position) {
        if (digits.length() > 5 || Math.abs(Integer.parseInt(digits)) > Limits.DIGITS) {
            throw new ParseFailure("a power of ten above " + Limits.DIGITS, position);
        }
        return Integer.parseInt(digits);
    }

    private static Numeral scaled(BigInteger digits, int decimals, int position) {
        if (Math.abs(decimals) > Limits.DIGITS) {
            throw new ParseFailure("a number of more than " + Limits.DIGITS + " digits", position);
        }
        if (decimals <= 0) {
            return Numeral.of(digits.multiply(BigInteger.TEN.pow(-decimals)));
        }
        return new Numeral(new Rational(digits, BigInteger.TEN.pow(decimals)), decimals);
    }

    private static Numeral repeating(String mantissa, int point, int repetend) {
        String fixed = "0" + mantissa.substring(0, point) + mantissa.substring(point + 1, repetend);
        String repeated = mantissa.substring(repetend + 1, mantissa.length() - 1);
        BigInteger nines = BigInteger.TEN.pow(repeated.length()).subtract(BigInteger.ONE);
        BigInteger scale = BigInteger.TEN.pow(repetend - point - 1);
        BigInteger numerator = new BigInteger(fixed).multiply(nines).add(new BigInteger(repeated));
        return new Numeral(new Rational(numerator, nines.multiply(scale)), -1);
    }
}
