package org.rlvr4j.verifiers.math.comparison;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Elementary functions of decimals by Taylor series in binary fixed point, after reduction of the argument.
 *
 * <p>Results have an absolute error below 10^(−digits) for sine, cosine and angles, below 10^(−digits) · max(1, |value|) for
 * logarithms, and a relative error below 10^(−digits) for exponentials and square roots.
 */
final class FixedPoint {

    private static final int GUARD = 48;
    private static final int CONSTANT_BITS = 2400;
    private static final int HALVINGS = 8;
    private static final BigInteger PI = machin(CONSTANT_BITS);
    private static final BigInteger LN2 = naturalLogarithmOfTwo(CONSTANT_BITS);
    private static final double BITS_PER_DIGIT = 3.3219280948873626;

    private final int bits;
    private final MathContext precision;

    /**
     * Prepares a precision.
     *
     * @param digits decimal digits, at most 500
     */
    FixedPoint(int digits) {
        this.bits = (int) (digits * BITS_PER_DIGIT) + GUARD;
        this.precision = new MathContext(digits + 4);
    }

    private static BigInteger machin(int bits) {
        return arctanOfReciprocal(5, bits + 16)
                .shiftLeft(4)
                .subtract(arctanOfReciprocal(239, bits + 16).shiftLeft(2))
                .shiftRight(16);
    }

    private static BigInteger arctanOfReciprocal(int n, int bits) {
        return seriesOfReciprocal(n, bits, -1);
    }

    /** 18 artanh(1/26) − 2 artanh(1/4801) + 8 artanh(1/8749). */
    private static BigInteger naturalLogarithmOfTwo(int bits) {
        BigInteger a = seriesOfReciprocal(26, bits + 16, 1).multiply(BigInteger.valueOf(18));
        BigInteger b = seriesOfReciprocal(4801, bits + 16, 1).multiply(BigInteger.valueOf(2));
        BigInteger c = seriesOfReciprocal(8749, bits + 16, 1).multiply(BigInteger.valueOf(8));
        return a.subtract(b).add(c).shiftRight(16);
    }

    /** Sums 1/n ± 1/(3n³) + 1/(5n⁵) ± …. */
    private static BigInteger seriesOfReciprocal(int n, int bits, int sign) {
        BigInteger square = BigInteger.valueOf((long) n * n);
        BigInteger power = BigInteger.ONE.shiftLeft(bits).divide(BigInteger.valueOf(n));
        BigInteger sum = power;
        for (int k = 3; power.signum() != 0; k += 2) {
            power = power.divide(square);
            BigInteger term = power.divide(BigInteger.valueOf(k));
            sum = sign < 0 && k % 4 == 3 ? sum.subtract(term) : sum.add(term);
        }
        return sum;
    }

    private static BigInteger pi(int bits) {
        return PI.shiftRight(CONSTANT_BITS - bits);
    }

    private static BigInteger ln2(int bits) {
        return LN2.shiftRight(CONSTANT_BITS - bits);
    }

    private static BigInteger fixed(BigDecimal x, int bits) {
        BigInteger shifted = x.unscaledValue().shiftLeft(bits);
        return x.scale() >= 0
                ? shifted.divide(BigInteger.TEN.pow(x.scale()))
                : shifted.multiply(BigInteger.TEN.pow(-x.scale()));
    }

    private BigDecimal decimal(BigInteger value, int shift) {
        BigDecimal mantissa = new BigDecimal(value);
        return shift >= 0
                ? mantissa.divide(new BigDecimal(BigInteger.ONE.shiftLeft(shift)), precision)
                : mantissa.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(-shift)), precision);
    }

    BigDecimal pi() {
        return decimal(pi(bits), bits);
    }

    /** Returns the exponential of a number of at most 16 bits before the point. */
    BigDecimal exp(BigDecimal x) {
        int wide = bits + 24;
        BigInteger argument = fixed(x, wide);
        BigInteger ln2 = ln2(wide);
        BigInteger twos = argument.add(ln2.shiftRight(1)).divide(ln2);
        BigInteger rest = argument.subtract(twos.multiply(ln2)).shiftRight(wide - bits);
        return decimal(fixedExp(rest), bits - twos.intValueExact());
    }

    /** The exponential of a fixed-point number of about one at most. */
    private BigInteger fixedExp(BigInteger x) {
        BigInteger one = BigInteger.ONE.shiftLeft(bits);
        BigInteger small = x.shiftRight(HALVINGS);
        BigInteger term = one;
        BigInteger sum = one;
        for (int k = 1; term.signum() != 0 && term.bitLength() > 1; k++) {
            term = term.multiply(small).shiftRight(bits).divide(BigInteger.valueOf(k));
            sum = sum.add(term);
        }
        for (int k = 0; k < HALVINGS; k++) {
            sum = sum.multiply(sum).shiftRight(bits);
        }
        return sum;
    }

    /** Returns the natural logarithm of a positive number. */
    BigDecimal ln(BigDecimal x) {
        int estimate = (int) ((x.precision() - x.scale()) * BITS_PER_DIGIT);
        BigInteger scaled = fixed(x, bits + Math.max(0, 8 - estimate));
        int twos = scaled.bitLength() - 1 - (bits + Math.max(0, 8 - estimate));
        BigInteger mantissa = shifted(scaled, scaled.bitLength() - 1 - bits);
        BigInteger y = BigInteger.valueOf(
                        (long) (Math.log(mantissa.shiftRight(bits - 52).doubleValue() * 0x1p-52) * 0x1p52))
                .shiftLeft(bits - 52);
        for (int known = 48; known < bits; known *= 3) {
            BigInteger e = fixedExp(y);
            y = y.add(mantissa.subtract(e).shiftLeft(bits + 1).divide(mantissa.add(e)));
        }
        BigInteger whole = y.add(ln2(bits).multiply(BigInteger.valueOf(twos)));
        return decimal(whole, bits);
    }

    private static BigInteger shifted(BigInteger value, int right) {
        return right >= 0 ? value.shiftRight(right) : value.shiftLeft(-right);
    }

    BigDecimal sin(BigDecimal x) {
        return periodic(x, 0);
    }

    BigDecimal cos(BigDecimal x) {
        return periodic(x, 1);
    }

    /** Reduces by quarter turns: sin(x + quarter) is cos(x). */
    private BigDecimal periodic(BigDecimal x, int quarters) {
        int wide = bits + 160;
        BigInteger half = pi(wide).shiftRight(1);
        BigInteger argument = fixed(x, wide);
        BigInteger turns = argument.add(half.shiftRight(1)).divide(half);
        BigInteger rest = argument.subtract(turns.multiply(half)).shiftRight(wide - bits);
        int quadrant = turns.and(BigInteger.valueOf(3)).intValue() + quarters;
        BigInteger value = trigonometric(rest, quadrant % 2 == 1);
        return decimal((quadrant & 2) == 2 ? value.negate() : value, bits);
    }

    private BigInteger trigonometric(BigInteger x, boolean cosine) {
        BigInteger square = x.multiply(x).shiftRight(bits);
        BigInteger term = cosine ? BigInteger.ONE.shiftLeft(bits) : x;
        BigInteger sum = term;
        for (long k = cosine ? 1 : 2; term.bitLength() > 1; k += 2) {
            term = term.multiply(square)
                    .shiftRight(bits)
                    .divide(BigInteger.valueOf(k * (k + 1)))
                    .negate();
            sum = sum.add(term);
        }
        return sum;
    }

    /** Returns the angle of a point off the origin. */
    BigDecimal atan2(BigDecimal y, BigDecimal x) {
        boolean steep = y.abs().compareTo(x.abs()) > 0;
        BigDecimal ratio = steep ? x.abs().divide(y.abs(), precision) : y.abs().divide(x.abs(), precision);
        BigInteger angle = arctan(fixed(ratio, bits));
        BigInteger fromAxis = steep ? pi(bits).shiftRight(1).subtract(angle) : angle;
        BigInteger upper = x.signum() < 0 ? pi(bits).subtract(fromAxis) : fromAxis;
        return decimal(y.signum() < 0 ? upper.negate() : upper, bits);
    }

    /** The arctangent of a fixed-point number from 0 to 1. */
    private BigInteger arctan(BigInteger ratio) {
        BigInteger one = BigInteger.ONE.shiftLeft(bits);
        BigInteger t = ratio;
        int halvings = 4;
        for (int k = 0; k < halvings; k++) {
            BigInteger hypotenuse = t.multiply(t).add(one.shiftLeft(bits)).sqrt();
            t = t.shiftLeft(bits).divide(one.add(hypotenuse));
        }
        BigInteger square = t.multiply(t).shiftRight(bits).negate();
        BigInteger power = t;
        BigInteger sum = t;
        for (int k = 3; power.bitLength() > 1; k += 2) {
            power = power.multiply(square).shiftRight(bits);
            sum = sum.add(power.divide(BigInteger.valueOf(k)));
        }
        return sum.shiftLeft(halvings);
    }

    /** Returns the square root of a positive number. */
    BigDecimal sqrt(BigDecimal x) {
        int missing = Math.max(0, 2 * precision.getPrecision() + 2 - x.precision());
        int scale = x.scale() + missing;
        int even = scale + Math.floorMod(scale, 2);
        BigInteger root =
                x.unscaledValue().multiply(BigInteger.TEN.pow(even - x.scale())).sqrt();
        return new BigDecimal(root, even / 2).round(precision);
    }
}
