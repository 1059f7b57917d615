package org.rlvr4j.verifiers.math.comparison;

import java.math.BigInteger;
import org.rlvr4j.verifiers.math.expression.Rational;

/** Reads digits in a base. */
final class BasedDigits {

    private static final int LONGEST = 2000;

    private BasedDigits() {}

    /**
     * Returns the value.
     *
     * @throws Halt if a digit does not belong to the base, or there are more digits than are read
     */
    static Rational value(String digits, int base) {
        boolean negative = digits.startsWith("-");
        String unsigned = negative ? digits.substring(1) : digits;
        if (unsigned.length() > LONGEST || base < 2 || base > 36) {
            throw Halt.NOT_SCALAR;
        }
        int point = unsigned.indexOf('.');
        String all = point < 0 ? unsigned : unsigned.substring(0, point) + unsigned.substring(point + 1);
        for (int i = 0; i < all.length(); i++) {
            if (Character.digit(all.charAt(i), base) < 0) {
                throw Halt.NOT_SCALAR;
            }
        }
        if (all.isEmpty()) {
            throw Halt.NOT_SCALAR;
        }
        BigInteger integer = new BigInteger(all, base);
        int places = point < 0 ? 0 : unsigned.length() - point - 1;
        return new Rational(
                negative ? integer.negate() : integer, BigInteger.valueOf(base).pow(places));
    }
}
