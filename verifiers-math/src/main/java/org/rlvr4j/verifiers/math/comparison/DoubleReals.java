package org.rlvr4j.verifiers.math.comparison;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.rlvr4j.verifiers.math.expression.Rational;

/** Doubles with running error bounds: the fast path. */
final class DoubleReals implements Reals<Ball> {

    static final DoubleReals INSTANCE = new DoubleReals();

    private static final double TOLERANCE = 1e-9;
    private static final double ULP = 0x1p-52;
    /** The library promises one or two units in the last place; four leaves room. */
    private static final double FUNCTION_ULPS = 4 * ULP;

    private static final double ROUND_UP = 1 + 0x1p-40;
    private static final Ball ZERO = new Ball(0, 0);
    private static final Ball ONE = new Ball(1, 0);
    private static final Ball PI = new Ball(Math.PI, 2e-16);

    private DoubleReals() {}

    private static Ball ball(double mid, double err) {
        double bound = err * ROUND_UP;
        if (!(Math.abs(mid) <= 1e300 && bound <= 1e300)) {
            throw Halt.IMPRECISE;
        }
        return new Ball(mid, bound);
    }

    @Override
    public Ball of(Rational value) {
        BigInteger numerator = value.numerator();
        BigInteger denominator = value.denominator();
        if (numerator.bitLength() <= 53 && denominator.bitLength() <= 53) {
            double n = numerator.longValue();
            double d = denominator.longValue();
            double quotient = n / d;
            return ball(quotient, d == 1 ? 0 : Math.abs(Math.fma(quotient, d, -n)) / d);
        }
        return large(numerator, denominator);
    }

    private static Ball large(BigInteger numerator, BigInteger denominator) {
        int shiftN = Math.max(0, numerator.bitLength() - 62);
        int shiftD = Math.max(0, denominator.bitLength() - 62);
        if (Math.abs(shiftN - shiftD) > 900) {
            throw Halt.IMPRECISE;
        }
        double quotient = numerator.shiftRight(shiftN).doubleValue()
                / denominator.shiftRight(shiftD).doubleValue();
        double mid = Math.scalb(quotient, shiftN - shiftD);
        return ball(mid, Math.abs(mid) * 4 * ULP);
    }

    @Override
    public Ball pi() {
        return PI;
    }

    @Override
    public Ball add(Ball a, Ball b) {
        double sum = a.mid() + b.mid();
        double virtual = sum - a.mid();
        double rounding = Math.abs((a.mid() - (sum - virtual)) + (b.mid() - virtual));
        return ball(sum, a.err() + b.err() + rounding);
    }

    @Override
    public Ball negate(Ball a) {
        return a.mid() == 0 && a.err() == 0 ? ZERO : new Ball(-a.mid(), a.err());
    }

    @Override
    public Ball multiply(Ball a, Ball b) {
        if (isExactZero(a) || isExactZero(b)) {
            return ZERO;
        }
        double product = a.mid() * b.mid();
        double rounding = Math.abs(product) < 1e-270 ? 1e-280 : Math.abs(Math.fma(a.mid(), b.mid(), -product));
        return ball(product, Math.abs(a.mid()) * b.err() + Math.abs(b.mid()) * a.err() + a.err() * b.err() + rounding);
    }

    @Override
    public Ball divide(Ball a, Ball b) {
        if (isExactZero(b)) {
            throw Halt.UNDEFINED;
        }
        double least = Math.abs(b.mid()) - b.err();
        if (!(least > 0)) {
            throw Halt.IMPRECISE;
        }
        if (isExactZero(a)) {
            return ZERO;
        }
        double quotient = a.mid() / b.mid();
        double rounding =
                Math.abs(quotient) < 1e-270 ? 1e-280 : Math.abs(Math.fma(quotient, b.mid(), -a.mid())) / least;
        return ball(quotient, (a.err() + Math.abs(quotient) * b.err()) / least + rounding);
    }

    @Override
    public Ball sqrt(Ball a) {
        if (isExactZero(a)) {
            return ZERO;
        }
        double least = a.mid() - a.err();
        if (!(least > 0)) {
            throw Halt.IMPRECISE;
        }
        double root = Math.sqrt(a.mid());
        double rounding = Math.abs(Math.fma(root, root, -a.mid())) / root;
        return ball(root, a.err() / Math.sqrt(least) + rounding);
    }

    @Override
    public Ball exp(Ball a) {
        if (isExactZero(a)) {
            return ONE;
        }
        double value = Math.exp(a.mid());
        return ball(value, value * (Math.expm1(Math.min(a.err(), 700)) * 2 + FUNCTION_ULPS));
    }

    @Override
    public Ball ln(Ball a) {
        double least = a.mid() - a.err();
        if (!(least > 0)) {
            throw Halt.IMPRECISE;
        }
        double value = Math.log(a.mid());
        return ball(value, a.err() / least + Math.abs(value) * FUNCTION_ULPS);
    }

    @Override
    public Ball sin(Ball a) {
        return isExactZero(a) ? ZERO : ball(Math.sin(a.mid()), a.err() + FUNCTION_ULPS);
    }

    @Override
    public Ball cos(Ball a) {
        return isExactZero(a) ? ONE : ball(Math.cos(a.mid()), a.err() + FUNCTION_ULPS);
    }

    @Override
    public Ball atan2(Ball y, Ball x) {
        if (isExactZero(y) && x.mid() - x.err() > 0) {
            return ZERO;
        }
        double radius = Math.hypot(x.mid(), y.mid());
        double error = x.err() + y.err();
        if (!(radius > 2 * error)) {
            throw Halt.IMPRECISE;
        }
        double angle = Math.atan2(y.mid(), x.mid());
        return ball(angle, 2 * error / (radius - error) + FUNCTION_ULPS * Math.abs(angle));
    }

    @Override
    public Ball abs(Ball a) {
        return new Ball(Math.abs(a.mid()), a.err());
    }

    @Override
    public int sign(Ball a) {
        if (Math.abs(a.mid()) > a.err()) {
            return a.mid() > 0 ? 1 : -1;
        }
        if (a.err() == 0) {
            return 0;
        }
        throw Halt.IMPRECISE;
    }

    @Override
    public boolean isExactZero(Ball a) {
        return a.mid() == 0 && a.err() == 0;
    }

    @Override
    public BigInteger floor(Ball a) {
        double low = Math.floor(a.mid() - a.err());
        if (low != Math.floor(a.mid() + a.err()) || Math.abs(a.mid()) > 1e15) {
            throw Halt.IMPRECISE;
        }
        return BigInteger.valueOf((long) low);
    }

    @Override
    public boolean disjoint(Ball a, Ball b) {
        return Math.abs(a.mid() - b.mid()) * (1 - 1e-12) > (a.err() + b.err()) * ROUND_UP;
    }

    @Override
    public boolean isSharp(Ball a, Ball scale) {
        return a.err() <= TOLERANCE * Math.abs(scale.mid()) || (a.err() <= 1e-12 && Math.abs(scale.mid()) < 1e-3);
    }

    @Override
    public BigDecimal approximately(Ball a) {
        return new BigDecimal(a.mid());
    }

    @Override
    public int functionCost() {
        return 6;
    }
}
