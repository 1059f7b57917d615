package org.rlvr4j.verifiers.math.comparison;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.rlvr4j.verifiers.math.expression.Rational;

/**
 * Decimals of many digits with running error bounds.
 *
 * <p>A number that cannot be told from zero, with an error far below the precision, is taken as zero where a choice needs it:
 * the branch of a root, the floor of a number. It also notes the largest exponent that it met, since digits must outnumber it
 * before agreement means equality.
 */
final class BigReals implements Reals<BigBall> {

    private static final MathContext UP = new MathContext(6, RoundingMode.UP);
    private static final int LARGEST_EXPONENT = 600;
    private static final BigBall ZERO = new BigBall(BigDecimal.ZERO, BigDecimal.ZERO);
    private static final BigBall ONE = new BigBall(BigDecimal.ONE, BigDecimal.ZERO);

    private final int digits;
    private final MathContext precision;
    private final BigDecimal sharp;
    private final BigDecimal unit;
    private final FixedPoint functions;
    private int largestExponent;

    BigReals(int digits) {
        this.digits = digits;
        this.precision = new MathContext(digits, RoundingMode.HALF_EVEN);
        this.functions = new FixedPoint(digits);
        this.unit = BigDecimal.ONE.movePointLeft(digits - 1);
        this.sharp = BigDecimal.ONE.movePointLeft(digits * 3 / 5);
    }

    /** Returns the largest exponent of ten, of either sign, of a number that is not zero. */
    int largestExponent() {
        return largestExponent;
    }

    private BigBall rounded(BigDecimal mid, BigDecimal err) {
        return mid.precision() < digits ? ball(mid, err) : inexact(mid, err);
    }

    private BigBall inexact(BigDecimal mid, BigDecimal err) {
        // the decimal's own last place may be a stripped zero, so it is taken from the precision
        BigDecimal place = BigDecimal.ONE.movePointRight(mid.precision() - mid.scale() - digits + 1);
        return ball(mid, err.add(place, UP));
    }

    private BigBall ball(BigDecimal mid, BigDecimal err) {
        if (mid.signum() != 0) {
            int exponent = Math.abs(mid.precision() - mid.scale());
            if (exponent > LARGEST_EXPONENT) {
                throw Halt.IMPRECISE;
            }
            if (exponent > largestExponent && mid.abs().compareTo(err) > 0) {
                largestExponent = exponent;
            }
        }
        return new BigBall(mid, err);
    }

    @Override
    public BigBall of(Rational value) {
        if (Math.abs(value.numerator().bitLength() - value.denominator().bitLength()) > LARGEST_EXPONENT * 4) {
            throw Halt.IMPRECISE;
        }
        BigDecimal numerator = new BigDecimal(value.numerator());
        return rounded(
                value.denominator().equals(BigInteger.ONE)
                        ? numerator.round(precision)
                        : numerator.divide(new BigDecimal(value.denominator()), precision),
                BigDecimal.ZERO);
    }

    @Override
    public BigBall pi() {
        return inexact(functions.pi(), BigDecimal.ZERO);
    }

    @Override
    public BigBall add(BigBall a, BigBall b) {
        return rounded(a.mid().add(b.mid(), precision), a.err().add(b.err(), UP));
    }

    @Override
    public BigBall negate(BigBall a) {
        return new BigBall(a.mid().negate(), a.err());
    }

    @Override
    public BigBall multiply(BigBall a, BigBall b) {
        if (isExactZero(a) || isExactZero(b)) {
            return ZERO;
        }
        BigDecimal error = a.mid()
                .abs()
                .multiply(b.err(), UP)
                .add(b.mid().abs().multiply(a.err(), UP), UP)
                .add(a.err().multiply(b.err(), UP), UP);
        return rounded(a.mid().multiply(b.mid(), precision), error);
    }

    @Override
    public BigBall divide(BigBall a, BigBall b) {
        if (sign(b) == 0) {
            throw Halt.UNDEFINED;
        }
        BigDecimal least = least(b);
        BigDecimal quotient = a.mid().divide(b.mid(), precision);
        BigDecimal error = a.err().add(quotient.abs().multiply(b.err(), UP), UP).divide(least, UP);
        return rounded(quotient, error);
    }

    private static BigDecimal least(BigBall a) {
        BigDecimal least = a.mid().abs().subtract(a.err());
        if (least.signum() <= 0) {
            throw Halt.IMPRECISE;
        }
        return least;
    }

    @Override
    public BigBall sqrt(BigBall a) {
        if (sign(a) == 0) {
            return ZERO;
        }
        BigDecimal least = least(a);
        BigDecimal root = functions.sqrt(a.mid());
        BigDecimal error = a.err().signum() == 0
                ? BigDecimal.ZERO
                : a.err().divide(functions.sqrt(least).multiply(new BigDecimal("0.99")), UP);
        return root.multiply(root).compareTo(a.mid()) == 0 ? ball(root, error) : inexact(root, error);
    }

    @Override
    public BigBall exp(BigBall a) {
        if (isExactZero(a)) {
            return ONE;
        }
        if (a.mid().abs().compareTo(BigDecimal.valueOf(LARGEST_EXPONENT * 2.4)) > 0
                || a.err().compareTo(BigDecimal.ONE) > 0) {
            throw Halt.IMPRECISE;
        }
        BigDecimal value = functions.exp(a.mid());
        return inexact(value, value.multiply(a.err(), UP).multiply(BigDecimal.valueOf(2), UP));
    }

    @Override
    public BigBall ln(BigBall a) {
        BigDecimal least = least(a);
        if (a.mid().compareTo(BigDecimal.ONE) == 0 && a.err().signum() == 0) {
            return ZERO;
        }
        return inexact(functions.ln(a.mid()), a.err().divide(least, UP).add(unit, UP));
    }

    @Override
    public BigBall sin(BigBall a) {
        if (isExactZero(a)) {
            return ZERO;
        }
        requireModerate(a);
        return ball(functions.sin(a.mid()), a.err().add(unit, UP));
    }

    @Override
    public BigBall cos(BigBall a) {
        if (isExactZero(a)) {
            return ONE;
        }
        requireModerate(a);
        return ball(functions.cos(a.mid()), a.err().add(unit, UP));
    }

    private static void requireModerate(BigBall angle) {
        if (angle.mid().precision() - angle.mid().scale() > 40) {
            throw Halt.IMPRECISE;
        }
    }

    @Override
    public BigBall atan2(BigBall y, BigBall x) {
        boolean onAxis = sign(y) == 0;
        if (onAxis) {
            return switch (sign(x)) {
                case 1 -> isExactZero(y) ? ZERO : ball(BigDecimal.ZERO, y.err().divide(least(x), UP));
                case -1 -> pi();
                default -> throw Halt.UNDEFINED;
            };
        }
        BigDecimal size = x.mid().abs().max(y.mid().abs());
        BigDecimal error = x.err().add(y.err(), UP);
        BigDecimal least = size.subtract(error);
        if (least.signum() <= 0) {
            throw Halt.IMPRECISE;
        }
        return inexact(
                functions.atan2(y.mid(), x.mid()),
                error.multiply(BigDecimal.valueOf(2), UP).divide(least, UP).add(unit, UP));
    }

    @Override
    public BigBall abs(BigBall a) {
        return new BigBall(a.mid().abs(), a.err());
    }

    @Override
    public int sign(BigBall a) {
        BigDecimal size = a.mid().abs();
        if (size.compareTo(a.err()) > 0) {
            return a.mid().signum();
        }
        if (a.err().compareTo(sharp) <= 0) {
            return 0;
        }
        throw Halt.IMPRECISE;
    }

    @Override
    public boolean isExactZero(BigBall a) {
        return a.mid().signum() == 0 && a.err().signum() == 0;
    }

    @Override
    public BigInteger floor(BigBall a) {
        if (a.err().compareTo(sharp) > 0 || a.mid().precision() - a.mid().scale() > digits / 3) {
            throw Halt.IMPRECISE;
        }
        BigInteger nearest = a.mid().setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
        BigDecimal distance = a.mid().subtract(new BigDecimal(nearest)).abs();
        return distance.compareTo(a.err()) <= 0
                ? nearest
                : a.mid().setScale(0, RoundingMode.FLOOR).toBigInteger();
    }

    @Override
    public boolean disjoint(BigBall a, BigBall b) {
        return a.mid().subtract(b.mid()).abs().compareTo(a.err().add(b.err(), UP)) > 0;
    }

    @Override
    public boolean isSharp(BigBall a, BigBall scale) {
        return a.err().compareTo(scale.mid().abs().max(BigDecimal.ONE).multiply(sharp)) <= 0;
    }

    @Override
    public BigDecimal approximately(BigBall a) {
        return a.mid();
    }

    @Override
    public int functionCost() {
        return 40 + digits * digits / 20;
    }
}
