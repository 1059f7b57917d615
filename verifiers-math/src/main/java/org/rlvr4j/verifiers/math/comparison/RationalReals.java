package org.rlvr4j.verifiers.math.comparison;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.rlvr4j.verifiers.math.expression.Rational;

/** Exact fractions of bounded size; whatever has no rational value of that size is imprecise. */
final class RationalReals implements Reals<Rational> {

    static final int LARGEST_BITS = 1 << 15;

    private static final Rational ZERO = Rational.of(0);
    private static final Rational ONE = Rational.of(1);

    private final Budget budget;
    private final int largestFraction;

    /**
     * Prepares.
     *
     * @param largestFraction bits of numerator and denominator beyond which fractions, but not integers, are refused
     */
    RationalReals(Budget budget, int largestFraction) {
        this.budget = budget;
        this.largestFraction = largestFraction;
    }

    @Override
    public Rational of(Rational value) {
        return value;
    }

    @Override
    public Rational pi() {
        throw Halt.IMPRECISE;
    }

    @Override
    public Rational add(Rational a, Rational b) {
        pay(a, b);
        return a.plus(b);
    }

    /** Pays for products of long integers, and refuses results that would be too long. */
    private void pay(Rational a, Rational b) {
        int bits = bits(a) + bits(b);
        boolean integers =
                a.denominator().equals(BigInteger.ONE) && b.denominator().equals(BigInteger.ONE);
        if (bits > (integers ? LARGEST_BITS : largestFraction)) {
            throw Halt.IMPRECISE;
        }
        budget.spend(integers ? 1 + (long) bits * bits / 1_000_000 : 10 + (long) bits * bits / 3_000);
    }

    private static int bits(Rational a) {
        return Math.max(a.numerator().bitLength(), a.denominator().bitLength());
    }

    @Override
    public Rational negate(Rational a) {
        return new Rational(a.numerator().negate(), a.denominator());
    }

    @Override
    public Rational multiply(Rational a, Rational b) {
        pay(a, b);
        return a.times(b);
    }

    @Override
    public Rational divide(Rational a, Rational b) {
        pay(a, b);
        return a.dividedBy(b).orElseThrow(() -> Halt.UNDEFINED);
    }

    @Override
    public Rational sqrt(Rational a) {
        return root(a, 2);
    }

    /** Returns the exact root of a number that is not negative. */
    Rational root(Rational a, int index) {
        return new Rational(root(a.numerator(), index), root(a.denominator(), index));
    }

    private BigInteger root(BigInteger a, int index) {
        budget.spend(1 + (long) a.bitLength() * a.bitLength() / 100_000);
        if (a.bitLength() > 4096) {
            throw Halt.IMPRECISE;
        }
        if (index == 2) {
            BigInteger root = a.sqrt();
            return exact(a, root, index);
        }
        int bits = a.bitLength() / index + 1;
        BigInteger root = BigInteger.ZERO;
        for (int bit = bits; bit >= 0; bit--) {
            BigInteger candidate = root.setBit(bit);
            budget.spend(1);
            if (candidate.pow(index).compareTo(a) <= 0) {
                root = candidate;
            }
        }
        return exact(a, root, index);
    }

    private static BigInteger exact(BigInteger a, BigInteger root, int index) {
        if (!root.pow(index).equals(a)) {
            throw Halt.IMPRECISE;
        }
        return root;
    }

    @Override
    public Rational exp(Rational a) {
        return onlyAt(ZERO, a, ONE);
    }

    @Override
    public Rational ln(Rational a) {
        return onlyAt(ONE, a, ZERO);
    }

    @Override
    public Rational sin(Rational a) {
        return onlyAt(ZERO, a, ZERO);
    }

    @Override
    public Rational cos(Rational a) {
        return onlyAt(ZERO, a, ONE);
    }

    private static Rational onlyAt(Rational argument, Rational a, Rational value) {
        if (!a.equals(argument)) {
            throw Halt.IMPRECISE;
        }
        return value;
    }

    @Override
    public Rational atan2(Rational y, Rational x) {
        if (x.numerator().signum() <= 0) {
            throw Halt.IMPRECISE;
        }
        return onlyAt(ZERO, y, ZERO);
    }

    @Override
    public Rational abs(Rational a) {
        return a.numerator().signum() < 0 ? negate(a) : a;
    }

    @Override
    public int sign(Rational a) {
        return a.numerator().signum();
    }

    @Override
    public boolean isExactZero(Rational a) {
        return a.numerator().signum() == 0;
    }

    @Override
    public BigInteger floor(Rational a) {
        BigInteger[] parts = a.numerator().divideAndRemainder(a.denominator());
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    @Override
    public boolean disjoint(Rational a, Rational b) {
        return !a.equals(b);
    }

    @Override
    public boolean isSharp(Rational a, Rational scale) {
        return true;
    }

    @Override
    public BigDecimal approximately(Rational a) {
        return new BigDecimal(a.numerator()).divide(new BigDecimal(a.denominator()), MathContext.DECIMAL64);
    }

    @Override
    public int functionCost() {
        return 1;
    }
}
