package org.rlvr4j.verifiers.math.comparison;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rlvr4j.verifiers.math.expression.Rational;

/**
 * Writes scalars as rational functions over atoms: variables, π, e, i, roots of primes, and whatever else is not rational.
 *
 * <p>Equal forms are equal values. Unlike forms are unlike values only while all atoms are independent; each instance knows
 * whether the ones it met are.
 */
final class NormalForms {

    private static final int MOST_TERMS = 200;
    private static final int LARGEST_EXPONENT = 64;
    private static final int TRIAL_LIMIT = 500;

    private final Budget budget;
    private final Nodes nodes;
    private final List<Atom> atoms = new ArrayList<>();
    private boolean dependent;
    private boolean holdsPi;
    private boolean holdsE;

    /** What a form treats as indivisible; {@code root} is the exponent at which its power is its argument, or 0. */
    private record Atom(String head, List<Fraction> arguments, int root) {}

    NormalForms(Nodes nodes) {
        this.budget = nodes.budget();
        this.nodes = nodes;
    }

    /** Tells whether unlike forms are unlike values. */
    boolean isComplete() {
        return !dependent && !(holdsPi && holdsE);
    }

    /** Tells whether two forms are equal; to be asked of forms of this instance only. */
    boolean equal(Fraction a, Fraction b) {
        return difference(a, b).isZero();
    }

    /** Tells whether one polynomial is a rational multiple of another, neither being zero. */
    boolean proportional(Polynomial a, Polynomial b) {
        if (a.isZero() || b.isZero()) {
            return false;
        }
        Map.Entry<Monomial, Rational> first = a.terms().entrySet().iterator().next();
        Rational other = b.terms().get(first.getKey());
        return other != null
                && a.times(other)
                        .plus(b.times(first.getValue()).times(Nodes.MINUS_ONE))
                        .isZero();
    }

    private Polynomial difference(Fraction a, Fraction b) {
        if (a.denominator().equals(b.denominator())) {
            return a.numerator().plus(b.numerator().times(Nodes.MINUS_ONE));
        }
        return multiply(a.numerator(), b.denominator())
                .plus(multiply(b.numerator(), a.denominator()).times(Nodes.MINUS_ONE));
    }

    /**
     * Returns the form.
     *
     * @throws Halt if it is too large or there is none
     */
    Fraction of(Node node) {
        budget.spend(2);
        if (node instanceof Node.Num number) {
            return Fraction.of(Polynomial.constant(bounded(number.value())));
        } else if (node instanceof Node.Var variable) {
            return atom(variable.name(), List.of(), 0);
        } else if (node instanceof Node.Const constant) {
            holdsPi |= constant == Node.Const.PI;
            holdsE |= constant == Node.Const.E;
            return atom(":" + constant, List.of(), 0);
        } else if (node instanceof Node.Add sum) {
            Fraction total = of(sum.terms().get(0));
            for (Node term : sum.terms().subList(1, sum.terms().size())) {
                total = add(total, of(term));
            }
            return total;
        } else if (node instanceof Node.Mul product) {
            Fraction total = of(product.factors().get(0));
            for (Node factor : product.factors().subList(1, product.factors().size())) {
                total = multiply(total, of(factor));
            }
            return total;
        } else if (node instanceof Node.Div quotient) {
            return multiply(of(quotient.numerator()), inverse(of(quotient.denominator())));
        } else if (node instanceof Node.Pow power) {
            return power(power);
        } else if (node instanceof Node.Call call) {
            dependent = true;
            return atom(
                    call.function() + "()",
                    call.arguments().stream().map(this::of).toList(),
                    0);
        }
        throw Halt.IMPRECISE;
    }

    private static Rational bounded(Rational value) {
        if (value.numerator().bitLength() + value.denominator().bitLength() > 8192) {
            throw Halt.IMPRECISE;
        }
        return value;
    }

    private Fraction add(Fraction a, Fraction b) {
        if (a.denominator().equals(b.denominator())) {
            return new Fraction(a.numerator().plus(b.numerator()), a.denominator());
        }
        return new Fraction(
                multiply(a.numerator(), b.denominator()).plus(multiply(b.numerator(), a.denominator())),
                multiply(a.denominator(), b.denominator()));
    }

    private Fraction multiply(Fraction a, Fraction b) {
        return new Fraction(multiply(a.numerator(), b.numerator()), multiply(a.denominator(), b.denominator()));
    }

    private static Fraction inverse(Fraction a) {
        if (a.numerator().isZero()) {
            throw Halt.UNDEFINED;
        }
        return new Fraction(a.denominator(), a.numerator());
    }

    private Polynomial multiply(Polynomial a, Polynomial b) {
        if (a.isOne()) {
            return b;
        }
        if (b.isOne()) {
            return a;
        }
        budget.spend(1 + 2L * a.terms().size() * b.terms().size());
        Map<Monomial, Rational> product = new LinkedHashMap<>();
        Polynomial extra = Polynomial.ZERO;
        for (Map.Entry<Monomial, Rational> left : a.terms().entrySet()) {
            for (Map.Entry<Monomial, Rational> right : b.terms().entrySet()) {
                Monomial monomial = left.getKey().times(right.getKey());
                Rational coefficient = bounded(left.getValue().times(right.getValue()));
                int reducible = reducible(monomial);
                if (reducible < 0) {
                    Polynomial.accumulate(product, monomial, coefficient);
                } else {
                    extra = extra.plus(reduce(monomial, reducible).times(coefficient));
                }
            }
            if (product.size() + extra.terms().size() > MOST_TERMS) {
                throw Halt.IMPRECISE;
            }
        }
        Polynomial plain = new Polynomial(product);
        return extra.isZero() ? plain : plain.plus(extra);
    }

    private int reducible(Monomial monomial) {
        for (int k = 0; k < monomial.size(); k++) {
            Atom atom = atoms.get(monomial.atom(k));
            if (monomial.exponent(k) > LARGEST_EXPONENT) {
                throw Halt.IMPRECISE;
            }
            if (atom.root() > 0 && monomial.exponent(k) >= atom.root()) {
                return k;
            }
        }
        return -1;
    }

    /** Replaces the power of a root that is its argument. */
    private Polynomial reduce(Monomial monomial, int index) {
        budget.spend(4);
        Atom atom = atoms.get(monomial.atom(index));
        Monomial rest = monomial.with(monomial.atom(index), monomial.exponent(index) - atom.root());
        return multiply(Polynomial.of(rest), atom.arguments().get(0).numerator());
    }

    private Fraction atom(String head, List<Fraction> arguments, int root) {
        int number = 0;
        while (number < atoms.size() && !same(atoms.get(number), head, arguments, root)) {
            number++;
        }
        if (number == atoms.size()) {
            boolean reducible = root > 0 && arguments.get(0).denominator().isOne();
            int period = head.equals(":I") ? 2 : reducible ? root : 0;
            List<Fraction> kept =
                    head.equals(":I") ? List.of(Fraction.of(Polynomial.constant(Nodes.MINUS_ONE))) : arguments;
            atoms.add(new Atom(head, kept, period));
        }
        return Fraction.of(Polynomial.of(Monomial.of(number, 1)));
    }

    private boolean same(Atom atom, String head, List<Fraction> arguments, int root) {
        if (!atom.head().equals(head)) {
            return false;
        }
        if (root == 0 && arguments.isEmpty()) {
            return true;
        }
        budget.spend(1);
        if (atom.arguments().size() != arguments.size()) {
            return false;
        }
        for (int k = 0; k < arguments.size(); k++) {
            if (!equal(atom.arguments().get(k), arguments.get(k))) {
                return false;
            }
        }
        return true;
    }

    private Fraction power(Node.Pow power) {
        if (!(power.exponent() instanceof Node.Num number)) {
            return generalPower(power.base(), of(power.exponent()));
        }
        BigInteger p = number.value().numerator();
        BigInteger q = number.value().denominator();
        if (p.bitLength() > 7 || q.bitLength() > 6) {
            throw Halt.IMPRECISE;
        }
        if (q.equals(BigInteger.ONE)) {
            return integerPower(of(power.base()), p.intValue());
        }
        if (q.equals(BigInteger.TWO) && power.base() instanceof Node.Num radicand) {
            return integerPower(squareRoot(radicand.value()), p.intValue());
        }
        dependent = true;
        Fraction root = atom("root" + q, List.of(of(power.base())), q.intValue());
        return integerPower(root, p.intValue());
    }

    private Fraction integerPower(Fraction base, int exponent) {
        Fraction positive = exponent < 0 ? inverse(base) : base;
        Fraction result = Fraction.of(Polynomial.ONE);
        for (int k = 0; k < Math.abs(exponent); k++) {
            result = multiply(result, positive);
        }
        return result;
    }

    /** Splits √(n/d) into a rational number and roots of primes. */
    private Fraction squareRoot(Rational radicand) {
        BigInteger under = radicand.numerator().multiply(radicand.denominator());
        Fraction root = Fraction.of(Polynomial.constant(new Rational(BigInteger.ONE, radicand.denominator())));
        if (under.signum() < 0) {
            root = multiply(root, atom(":I", List.of(), 0));
        }
        for (Map.Entry<BigInteger, Integer> factor : factors(under.abs()).entrySet()) {
            BigInteger outside = factor.getKey().pow(factor.getValue() / 2);
            root = multiply(root, Fraction.of(Polynomial.constant(new Rational(outside, BigInteger.ONE))));
            if (factor.getValue() % 2 == 1) {
                Fraction prime = Fraction.of(Polynomial.constant(new Rational(factor.getKey(), BigInteger.ONE)));
                root = multiply(root, atom("root2", List.of(prime), 2));
            }
        }
        return root;
    }

    /** Factors by trial division; a cofactor that may be composite makes the form incomplete. */
    private Map<BigInteger, Integer> factors(BigInteger number) {
        Map<BigInteger, Integer> factors = new TreeMap<>();
        if (number.bitLength() > 62) {
            throw Halt.IMPRECISE;
        }
        long rest = number.longValueExact();
        if (rest == 0) {
            throw Halt.IMPRECISE;
        }
        int divisor = 2;
        for (; divisor <= TRIAL_LIMIT && (long) divisor * divisor <= rest; divisor++) {
            while (rest % divisor == 0) {
                factors.merge(BigInteger.valueOf(divisor), 1, Integer::sum);
                rest /= divisor;
            }
        }
        budget.spend(1 + divisor / 8);
        if (rest > 1) {
            boolean prime = (long) divisor * divisor > rest;
            BigInteger cofactor = BigInteger.valueOf(rest);
            BigInteger root = cofactor.sqrt();
            boolean square = !prime && root.multiply(root).equals(cofactor);
            dependent |= !prime;
            factors.merge(square ? root : cofactor, square ? 2 : 1, Integer::sum);
        }
        return factors;
    }

    /** Splits b^(m + n + …) into powers of single terms, and a rational base into primes. */
    private Fraction generalPower(Node base, Fraction exponent) {
        dependent = true;
        boolean positive = base instanceof Node.Num number
                && number.value().numerator().signum() > 0
                && number.value().numerator().bitLength() < 40
                && number.value().denominator().bitLength() < 40;
        if (!positive || !exponent.denominator().isOne()) {
            return exponent.denominator().isOne()
                    ? splitPower(of(base), base, exponent.numerator(), 1)
                    : atom("^", List.of(of(base), exponent), 0);
        }
        Rational value = ((Node.Num) base).value();
        Fraction result = Fraction.of(Polynomial.ONE);
        for (Map.Entry<BigInteger, Integer> prime : factors(value.numerator()).entrySet()) {
            result = multiply(result, primePower(prime.getKey(), exponent, prime.getValue()));
        }
        for (Map.Entry<BigInteger, Integer> prime : factors(value.denominator()).entrySet()) {
            result = multiply(result, primePower(prime.getKey(), exponent, -prime.getValue()));
        }
        return result;
    }

    private Fraction primePower(BigInteger prime, Fraction exponent, int multiplicity) {
        Node base = Nodes.number(new Rational(prime, BigInteger.ONE));
        return splitPower(of(base), base, exponent.numerator(), multiplicity);
    }

    private Fraction splitPower(Fraction base, Node node, Polynomial exponent, int multiplicity) {
        Fraction result = Fraction.of(Polynomial.ONE);
        for (Map.Entry<Monomial, Rational> term : exponent.terms().entrySet()) {
            Rational coefficient = term.getValue().times(Rational.of(multiplicity));
            result = multiply(result, termPower(base, node, term.getKey(), coefficient));
        }
        return result;
    }

    private Fraction termPower(Fraction base, Node node, Monomial monomial, Rational coefficient) {
        if (coefficient.numerator().bitLength() > 6) {
            throw Halt.IMPRECISE;
        }
        int power = coefficient.numerator().intValue();
        Rational unit = new Rational(BigInteger.ONE, coefficient.denominator());
        if (monomial.equals(Monomial.ONE)) {
            return of(nodes.power(node, Nodes.number(coefficient)));
        }
        Fraction exponent = Fraction.of(Polynomial.of(monomial).times(unit));
        return integerPower(atom("^", List.of(base, exponent), 0), power);
    }
}
