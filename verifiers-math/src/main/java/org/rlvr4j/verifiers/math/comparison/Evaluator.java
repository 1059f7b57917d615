package org.rlvr4j.verifiers.math.comparison;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rlvr4j.verifiers.math.expression.Rational;

/**
 * Evaluates scalars at a point, in one precision.
 *
 * @param <R> the type of real numbers
 */
final class Evaluator<R> {

    private static final int LARGEST_FACTORIAL = 2000;

    private static final Set<String> KNOWN = Set.of(
            ("abs norm sin cos tan cot sec csc arcsin arccos arctan arccot arcsec arccsc sinh cosh tanh coth sech csch arsinh"
                            + " arcosh artanh exp cis ln log lg re im arg conj sgn floor ceil factorial doublefactorial"
                            + " binomial permutations mod min max gcd lcm det tr transpose dim deg ker")
                    .split(" "));

    private final ComplexArithmetic<R> arithmetic;
    private final Reals<R> reals;
    private final Budget budget;
    private final int nodeCost;

    Evaluator(ComplexArithmetic<R> arithmetic, Budget budget) {
        this.arithmetic = arithmetic;
        this.reals = arithmetic.reals();
        this.budget = budget;
        this.nodeCost = Math.max(1, reals.functionCost() / 4);
    }

    /** Tells whether a function's name has a fixed meaning. */
    static boolean isKnown(String function) {
        return KNOWN.contains(function);
    }

    /**
     * Evaluates.
     *
     * @throws Halt if there is no value, or none that this precision or the budget can give
     */
    Complex<R> value(Node node, Point point) {
        budget.spend(nodeCost);
        if (node instanceof Node.Num number) {
            return arithmetic.of(number.value());
        } else if (node instanceof Node.Var variable) {
            Point.Value value = point.value(variable.name());
            return new Complex<>(reals.of(value.re()), reals.of(value.im()));
        } else if (node instanceof Node.Add sum) {
            return sum(sum, point);
        } else if (node instanceof Node.Mul product) {
            return product(product, point);
        } else if (node instanceof Node.Div quotient) {
            return arithmetic.divide(value(quotient.numerator(), point), value(quotient.denominator(), point));
        } else if (node instanceof Node.Pow power) {
            return power(power, point);
        } else if (node instanceof Node.Call call) {
            return call(call, point);
        } else if (node instanceof Node.Cases cases) {
            return cases(cases, point);
        } else if (node instanceof Node.Series series) {
            return series(series, point);
        } else if (node instanceof Node.Opaque opaque) {
            return opaque(opaque, point);
        }
        return constant((Node.Const) node);
    }

    private Complex<R> constant(Node.Const constant) {
        return switch (constant) {
            case PI -> arithmetic.real(reals.pi());
            case E -> {
                budget.spend(reals.functionCost());
                yield arithmetic.exp(arithmetic.one());
            }
            case I -> arithmetic.i();
        };
    }

    private Complex<R> sum(Node.Add sum, Point point) {
        Complex<R> total = value(sum.terms().get(0), point);
        for (int i = 1; i < sum.terms().size(); i++) {
            total = arithmetic.add(total, value(sum.terms().get(i), point));
        }
        return total;
    }

    private Complex<R> product(Node.Mul product, Point point) {
        Complex<R> total = value(product.factors().get(0), point);
        for (int i = 1; i < product.factors().size(); i++) {
            total = arithmetic.multiply(total, value(product.factors().get(i), point));
        }
        return total;
    }

    private Complex<R> power(Node.Pow power, Point point) {
        Complex<R> base = value(power.base(), point);
        if (power.exponent() instanceof Node.Num number) {
            return rationalPower(base, number.value());
        }
        budget.spend(2L * reals.functionCost());
        Complex<R> exponent = value(power.exponent(), point);
        if (power.exponent() instanceof Node.Var variable) {
            Point.Value drawn = point.value(variable.name());
            if (drawn.im().numerator().signum() == 0 && drawn.re().denominator().equals(BigInteger.ONE)) {
                return arithmetic.integerPower(base, drawn.re().numerator().intValue());
            }
        }
        return arithmetic.power(base, exponent);
    }

    private Complex<R> rationalPower(Complex<R> base, Rational exponent) {
        BigInteger p = exponent.numerator();
        BigInteger q = exponent.denominator();
        if (q.equals(BigInteger.ONE) && p.bitLength() <= 30) {
            budget.spend(2L * p.bitLength());
            if (p.signum() < 0 && arithmetic.isReal(base) && reals.sign(base.re()) == 0) {
                throw Halt.UNDEFINED;
            }
            return arithmetic.integerPower(base, p.intValue());
        }
        if (q.equals(BigInteger.TWO) && p.bitLength() <= 20) {
            return arithmetic.integerPower(arithmetic.sqrt(base), p.intValue());
        }
        budget.spend(2L * reals.functionCost());
        Complex<R> power = arithmetic.of(exponent);
        if (q.testBit(0) && arithmetic.isReal(base) && reals.sign(base.re()) < 0) {
            Complex<R> positive = arithmetic.power(arithmetic.negate(base), power);
            return p.testBit(0) ? arithmetic.negate(positive) : positive;
        }
        return arithmetic.power(base, power);
    }

    private Complex<R> call(Node.Call call, Point point) {
        List<Complex<R>> values = new ArrayList<>(call.arguments().size());
        for (Node argument : call.arguments()) {
            values.add(value(argument, point));
        }
        return call(call.function(), values);
    }

    private Complex<R> call(String function, List<Complex<R>> values) {
        Complex<R> x = values.get(0);
        budget.spend(reals.functionCost());
        return switch (function + '/' + values.size()) {
            case "abs/1", "norm/1" -> arithmetic.real(arithmetic.modulus(x));
            case "sin/1" -> arithmetic.sin(x);
            case "cos/1" -> arithmetic.cos(x);
            case "tan/1" -> arithmetic.divide(arithmetic.sin(x), arithmetic.cos(x));
            case "cot/1" -> arithmetic.divide(arithmetic.cos(x), arithmetic.sin(x));
            case "sec/1" -> reciprocal(arithmetic.cos(x));
            case "csc/1" -> reciprocal(arithmetic.sin(x));
            case "arcsin/1" -> arithmetic.arcsin(x);
            case "arccos/1" -> arithmetic.arccos(x);
            case "arctan/1" -> arithmetic.arctan(x);
            case "arccot/1" -> arithmetic.subtract(arithmetic.arccos(arithmetic.of(0)), arithmetic.arctan(x));
            case "arcsec/1" -> arithmetic.arccos(reciprocal(x));
            case "arccsc/1" -> arithmetic.arcsin(reciprocal(x));
            case "sinh/1" -> arithmetic.sinh(x);
            case "cosh/1" -> arithmetic.cosh(x);
            case "tanh/1" -> arithmetic.divide(arithmetic.sinh(x), arithmetic.cosh(x));
            case "coth/1" -> arithmetic.divide(arithmetic.cosh(x), arithmetic.sinh(x));
            case "sech/1" -> reciprocal(arithmetic.cosh(x));
            case "csch/1" -> reciprocal(arithmetic.sinh(x));
            case "arsinh/1" -> arithmetic.arsinh(x);
            case "arcosh/1" -> arithmetic.arcosh(x);
            case "artanh/1" -> arithmetic.artanh(x);
            case "exp/1" -> arithmetic.exp(x);
            case "cis/1" -> arithmetic.exp(arithmetic.multiply(arithmetic.i(), x));
            case "ln/1" -> arithmetic.ln(x);
            case "log/2" -> arithmetic.divide(arithmetic.ln(x), arithmetic.ln(values.get(1)));
            case "re/1" -> arithmetic.real(x.re());
            case "im/1" -> arithmetic.real(x.im());
            case "arg/1" -> arithmetic.real(arithmetic.argument(x));
            case "conj/1" -> arithmetic.conjugate(x);
            case "sgn/1" -> arithmetic.of(reals.sign(arithmetic.requireReal(x)));
            case "floor/1" -> integer(reals.floor(arithmetic.requireReal(x)));
            case "ceil/1" ->
                integer(reals.floor(arithmetic.requireReal(arithmetic.negate(x)))
                        .negate());
            case "factorial/1" -> integer(factorial(count(x), 1));
            case "doublefactorial/1" -> integer(factorial(count(x), 2));
            case "binomial/2" -> integer(binomial(count(x), count(values.get(1))));
            case "permutations/2" -> integer(permutations(count(x), count(values.get(1))));
            case "mod/2" -> mod(x, values.get(1));
            default -> many(function, values);
        };
    }

    private Complex<R> many(String function, List<Complex<R>> values) {
        return switch (function) {
            case "min" -> extreme(values, -1);
            case "max" -> extreme(values, 1);
            case "gcd" -> integer(values.stream().map(this::wholeNumber).reduce(BigInteger.ZERO, BigInteger::gcd));
            case "lcm" -> integer(values.stream().map(this::wholeNumber).reduce(BigInteger.ONE, Evaluator::lcm));
            default -> unknown(function, values);
        };
    }

    private Complex<R> reciprocal(Complex<R> a) {
        return arithmetic.divide(arithmetic.one(), a);
    }

    private Complex<R> integer(BigInteger value) {
        return arithmetic.of(new Rational(value, BigInteger.ONE));
    }

    private Complex<R> extreme(List<Complex<R>> values, int sign) {
        R best = arithmetic.requireReal(values.get(0));
        for (Complex<R> value : values.subList(1, values.size())) {
            R candidate = arithmetic.requireReal(value);
            best = reals.sign(reals.add(candidate, reals.negate(best))) == sign ? candidate : best;
        }
        return arithmetic.real(best);
    }

    private static BigInteger lcm(BigInteger a, BigInteger b) {
        return a.signum() == 0 || b.signum() == 0
                ? BigInteger.ZERO
                : a.multiply(b).abs().divide(a.gcd(b));
    }

    private Complex<R> mod(Complex<R> a, Complex<R> m) {
        R quotient = reals.divide(arithmetic.requireReal(a), arithmetic.requireReal(m));
        return arithmetic.subtract(a, arithmetic.multiply(m, integer(reals.floor(quotient))));
    }

    private BigInteger wholeNumber(Complex<R> value) {
        R real = arithmetic.requireReal(value);
        BigInteger floor = reals.floor(real);
        if (reals.sign(reals.add(real, reals.negate(reals.of(new Rational(floor, BigInteger.ONE))))) != 0) {
            throw Halt.UNDEFINED;
        }
        return floor;
    }

    private int count(Complex<R> value) {
        BigInteger number = wholeNumber(value);
        if (number.signum() < 0) {
            throw Halt.UNDEFINED;
        }
        if (number.bitLength() > 11 || number.intValue() > LARGEST_FACTORIAL) {
            throw Halt.IMPRECISE;
        }
        budget.spend(number.intValue());
        return number.intValue();
    }

    static BigInteger factorial(int n, int step) {
        BigInteger product = BigInteger.ONE;
        for (int k = n; k > 1; k -= step) {
            product = product.multiply(BigInteger.valueOf(k));
        }
        return product;
    }

    static BigInteger binomial(int n, int k) {
        return k > n ? BigInteger.ZERO : permutations(n, Math.min(k, n - k)).divide(factorial(Math.min(k, n - k), 1));
    }

    static BigInteger permutations(int n, int k) {
        BigInteger product = BigInteger.ONE;
        for (int j = 0; j < k; j++) {
            product = product.multiply(BigInteger.valueOf(n - j));
        }
        return product;
    }

    /** An unknown function is a polynomial whose coefficients come from its name: equal arguments give equal values. */
    private Complex<R> unknown(String function, List<Complex<R>> arguments) {
        Complex<R> total = arithmetic.one();
        long state = function.hashCode() * 31L + arguments.size();
        for (Complex<R> argument : arguments) {
            Complex<R> inner = arithmetic.one();
            for (int degree = 0; degree < 6; degree++) {
                state = Point.mix(state + 0x9E3779B97F4A7C15L);
                Rational coefficient = new Rational(BigInteger.valueOf(state % 997), BigInteger.valueOf(256));
                inner = arithmetic.add(arithmetic.multiply(inner, argument), arithmetic.of(coefficient));
            }
            total = arithmetic.add(arithmetic.multiply(total, inner), arithmetic.of(state % 89));
        }
        return total;
    }

    private Complex<R> series(Node.Series series, Point point) {
        BigInteger lower = wholeNumber(value(series.lower(), point));
        BigInteger upper = wholeNumber(value(series.upper(), point));
        BigInteger length = upper.subtract(lower);
        if (length.compareTo(BigInteger.valueOf(LARGEST_FACTORIAL)) > 0) {
            throw Halt.IMPRECISE;
        }
        Complex<R> total = series.product() ? arithmetic.one() : arithmetic.of(0);
        for (int k = 0; k <= length.intValue(); k++) {
            budget.spend(3);
            Rational index = new Rational(lower.add(BigInteger.valueOf(k)), BigInteger.ONE);
            point.set(series.variable(), new Point.Value(index, Rational.of(0)));
            Complex<R> term = value(series.body(), point);
            total = series.product() ? arithmetic.multiply(total, term) : arithmetic.add(total, term);
        }
        return total;
    }

    private Complex<R> opaque(Node.Opaque opaque, Point point) {
        List<Complex<R>> parts = new ArrayList<>();
        for (Node bound : opaque.bounds()) {
            parts.add(value(bound, point));
        }
        parts.add(value(opaque.body(), point));
        return unknown(opaque.operator(), parts);
    }

    private Complex<R> cases(Node.Cases cases, Point point) {
        for (Node.Case one : cases.cases()) {
            boolean holds = true;
            for (Node.Condition condition : one.conditions()) {
                holds = holds && holds(condition, point);
            }
            if (holds) {
                return value(one.value(), point);
            }
        }
        throw Halt.UNDEFINED;
    }

    private boolean holds(Node.Condition condition, Point point) {
        Complex<R> difference = arithmetic.subtract(value(condition.left(), point), value(condition.right(), point));
        int sign = reals.sign(arithmetic.requireReal(difference));
        return switch (condition.test()) {
            case EQUAL -> sign == 0;
            case NOT_EQUAL -> sign != 0;
            case LESS -> sign < 0;
            case LESS_OR_EQUAL -> sign <= 0;
        };
    }
}
