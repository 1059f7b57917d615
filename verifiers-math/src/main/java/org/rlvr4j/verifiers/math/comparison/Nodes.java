package org.rlvr4j.verifiers.math.comparison;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rlvr4j.verifiers.math.expression.Rational;

/** Makes scalars, with every rational part folded into one exact number. */
final class Nodes {

    static final Rational ZERO = Rational.of(0);
    static final Rational ONE = Rational.of(1);
    static final Rational MINUS_ONE = Rational.of(-1);
    static final Rational HALF = new Rational(BigInteger.ONE, BigInteger.TWO);

    private static final Set<String> EXACT = Set.of(
            "abs",
            "floor",
            "ceil",
            "factorial",
            "doublefactorial",
            "binomial",
            "permutations",
            "gcd",
            "lcm",
            "min",
            "max",
            "mod",
            "sgn",
            "re",
            "im",
            "conj");

    private static final int LARGEST_ROOT = 64;
    private static final int LARGEST_FRACTION_OF_SERIES = 512;

    private final Budget budget;
    private final RationalReals reals;
    private final Evaluator<Rational> exact;

    Nodes(Budget budget) {
        this.budget = budget;
        this.reals = new RationalReals(budget, RationalReals.LARGEST_BITS);
        this.exact =
                new Evaluator<>(new ComplexArithmetic<>(new RationalReals(budget, LARGEST_FRACTION_OF_SERIES)), budget);
    }

    static Node number(long value) {
        return new Node.Num(Rational.of(value));
    }

    static Node number(Rational value) {
        return new Node.Num(value);
    }

    Node add(List<Node> terms) {
        List<Node> kept = new ArrayList<>(terms.size());
        Rational constant = ZERO;
        for (Node term : terms) {
            if (term instanceof Node.Num number && fits(number.value(), constant)) {
                constant = reals.add(constant, number.value());
            } else {
                kept.add(term);
            }
        }
        if (constant.numerator().signum() != 0 || kept.isEmpty()) {
            kept.add(number(constant));
        }
        return kept.size() == 1 ? kept.get(0) : new Node.Add(List.copyOf(kept));
    }

    Node subtract(Node a, Node b) {
        return add(List.of(a, negate(b)));
    }

    Node negate(Node a) {
        return multiply(List.of(number(MINUS_ONE), a));
    }

    Node multiply(List<Node> factors) {
        List<Node> kept = new ArrayList<>(factors.size());
        Rational constant = ONE;
        for (Node factor : factors) {
            if (factor instanceof Node.Num number && fits(number.value(), constant)) {
                constant = reals.multiply(constant, number.value());
            } else {
                kept.add(factor);
            }
        }
        if (!constant.equals(ONE) || kept.isEmpty()) {
            kept.add(0, number(constant));
        }
        return kept.size() == 1 ? kept.get(0) : new Node.Mul(List.copyOf(kept));
    }

    private static boolean fits(Rational a, Rational b) {
        return a.numerator().bitLength()
                        + a.denominator().bitLength()
                        + b.numerator().bitLength()
                        + b.denominator().bitLength()
                < RationalReals.LARGEST_BITS;
    }

    Node divide(Node a, Node b) {
        if (b instanceof Node.Num divisor && divisor.value().numerator().signum() != 0) {
            if (a instanceof Node.Num number && fits(number.value(), divisor.value())) {
                return number(reals.divide(number.value(), divisor.value()));
            }
            if (fits(divisor.value(), ONE)) {
                return multiply(List.of(number(reals.divide(ONE, divisor.value())), a));
            }
        }
        return new Node.Div(a, b);
    }

    Node power(Node base, Node exponent) {
        Node plain = new Node.Pow(base, exponent);
        if (!(exponent instanceof Node.Num power)) {
            return plain;
        }
        if (power.value().equals(ONE)) {
            return base;
        }
        if (!(base instanceof Node.Num number)) {
            return plain;
        }
        BigInteger p = power.value().numerator();
        BigInteger q = power.value().denominator();
        if (p.bitLength() > 30 || q.bitLength() > 6 || q.intValue() > LARGEST_ROOT) {
            return plain;
        }
        try {
            return rationalPower(number.value(), p.intValue(), q.intValue());
        } catch (Halt halt) {
            return keep(halt, plain);
        }
    }

    private Node rationalPower(Rational base, int p, int q) {
        Rational root = base;
        if (q > 1) {
            boolean negative = base.numerator().signum() < 0;
            if (negative && q % 2 == 0) {
                throw Halt.IMPRECISE;
            }
            Rational positive = reals.root(reals.abs(base), q);
            root = negative ? reals.negate(positive) : positive;
        }
        if (p < 0 && root.numerator().signum() == 0) {
            throw Halt.UNDEFINED;
        }
        Complex<Rational> value = new ComplexArithmetic<>(reals).integerPower(new Complex<>(root, ZERO), p);
        return number(value.re());
    }

    private static Node keep(Halt halt, Node plain) {
        if (halt.why() == Halt.Why.BUDGET) {
            throw halt;
        }
        return plain;
    }

    Node sqrt(Node a) {
        return power(a, number(HALF));
    }

    Node call(String function, List<Node> arguments) {
        Node call = new Node.Call(function, arguments);
        boolean foldable = EXACT.contains(function) && arguments.stream().allMatch(a -> a instanceof Node.Num);
        return foldable ? folded(call) : call;
    }

    /** Replaces a scalar without free variables by its rational value, if it has one. */
    Node folded(Node node) {
        try {
            Complex<Rational> value = exact.value(node, new Point(0, 0, Point.Domain.REAL));
            return value.im().numerator().signum() == 0 ? number(value.re()) : node;
        } catch (Halt halt) {
            return keep(halt, node);
        }
    }

    Budget budget() {
        return budget;
    }
}
