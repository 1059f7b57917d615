package org.rlvr4j.verifiers.math.comparison;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.rlvr4j.verifiers.math.expression.Expression;
import org.rlvr4j.verifiers.math.expression.Rational;
import org.rlvr4j.verifiers.math.expression.Units;

/**
 * A number as written together with what it measures.
 *
 * @param value the number before the unit
 * @param dimension exponents of base dimensions; empty for a pure number and "units"
 * @param scale what one of the unit is in base units
 * @param percent whether a percent sign follows
 */
record Measured(Node value, Map<String, Rational> dimension, Rational scale, boolean percent) {

    private static final Map<String, Rational> ANGLE = Map.of("angle", Nodes.ONE);
    private static final Map<String, Rational> RADIAN = Map.of("radian", Nodes.ONE);

    private static final Set<String> REMARKS = Set.of(
            "is",
            "are",
            "was",
            "were",
            "be",
            "been",
            "isn",
            "aren",
            "wasn",
            "not",
            "no",
            "never",
            "nor",
            "cannot",
            "can",
            "does",
            "do",
            "doesn",
            "don",
            "did",
            "didn",
            "works",
            "fails",
            "fail",
            "wrong",
            "incorrect",
            "false",
            "invalid",
            "impossible",
            "unless",
            "except",
            "if",
            "but",
            "rejected",
            "extraneous",
            "or",
            "maybe",
            "perhaps",
            "should",
            "would",
            "could",
            "least",
            "most",
            "excluded",
            "squared",
            "cubed",
            "half",
            "halves",
            "thirds",
            "fourths",
            "fifths",
            "tenths",
            "hundredths",
            "thousandths");

    /**
     * Reads a scalar with its measure.
     *
     * @throws Halt if it is none, or adds what cannot be added
     */
    static Measured of(Expression expression, ScalarCompiler compiler, Nodes nodes) {
        if (expression instanceof Expression.Percent percent) {
            return new Measured(compiler.compile(percent.value()), Map.of(), Nodes.ONE, true);
        } else if (expression instanceof Expression.Money money) {
            String unit = money.currency().equals("pound") ? "pound sterling" : money.currency();
            return quantity(
                    compiler.compile(money.amount()), List.of(new Expression.Quantity.UnitPower(unit, Nodes.ONE)));
        } else if (expression instanceof Expression.Quantity quantity) {
            return quantity(compiler.compile(quantity.value()), quantity.unit());
        }
        return holdsMeasure(expression) ? combined(expression, compiler, nodes) : plain(compiler.compile(expression));
    }

    private static Measured plain(Node value) {
        return new Measured(value, Map.of(), Nodes.ONE, false);
    }

    boolean isAngle() {
        return dimension.equals(ANGLE);
    }

    boolean isRadian() {
        return dimension.equals(RADIAN);
    }

    boolean hasUnit() {
        return !dimension.isEmpty();
    }

    /** Tells whether words behind the number say something about it rather than what it counts. */
    boolean hasRemark() {
        return dimension.keySet().stream()
                .anyMatch(name -> Arrays.stream(name.split("[ '’]")).anyMatch(REMARKS::contains));
    }

    private static Measured quantity(Node value, List<Expression.Quantity.UnitPower> factors) {
        Map<String, Rational> dimension = new TreeMap<>();
        Rational scale = Nodes.ONE;
        for (Expression.Quantity.UnitPower factor : factors) {
            Units.Unit unit = ScalarCompiler.unit(factor.unit());
            unit.dimension().forEach((base, power) -> merge(dimension, base, power.times(factor.power())));
            scale = scale.times(power(unit.scale(), factor.power()));
        }
        return new Measured(value, clean(dimension), scale, false);
    }

    private static void merge(Map<String, Rational> dimension, String base, Rational power) {
        Rational sum = dimension.getOrDefault(base, Nodes.ZERO).plus(power);
        dimension.put(base, sum);
    }

    private static Map<String, Rational> clean(Map<String, Rational> dimension) {
        dimension.values().removeIf(power -> power.numerator().signum() == 0);
        if (dimension.size() > 1) {
            dimension.remove("radian");
        }
        dimension.remove("unit");
        return dimension;
    }

    private static Rational power(Rational scale, Rational exponent) {
        if (scale.equals(Nodes.ONE)) {
            return scale;
        }
        if (!exponent.denominator().equals(BigInteger.ONE)
                || exponent.numerator().bitLength() > 6) {
            throw Halt.NOT_SCALAR;
        }
        int power = exponent.numerator().intValue();
        Rational result = Nodes.ONE;
        for (int i = 0; i < Math.abs(power); i++) {
            result = result.times(scale);
        }
        return power < 0 ? Nodes.ONE.dividedBy(result).orElseThrow() : result;
    }

    private static boolean holdsMeasure(Expression expression) {
        if (expression instanceof Expression.Sum sum) {
            return sum.terms().stream().anyMatch(Measured::holdsMeasure);
        } else if (expression instanceof Expression.Product product) {
            return product.factors().stream().anyMatch(Measured::holdsMeasure);
        } else if (expression instanceof Expression.Quotient quotient) {
            return holdsMeasure(quotient.numerator()) || holdsMeasure(quotient.denominator());
        } else if (expression instanceof Expression.Negation negation) {
            return holdsMeasure(negation.operand());
        } else if (expression instanceof Expression.Power power) {
            return holdsMeasure(power.base());
        }
        return expression instanceof Expression.Quantity
                || expression instanceof Expression.Money
                || expression instanceof Expression.Percent;
    }

    private static Measured combined(Expression expression, ScalarCompiler compiler, Nodes nodes) {
        if (expression instanceof Expression.Negation negation) {
            Measured inner = of(negation.operand(), compiler, nodes);
            return new Measured(nodes.negate(inner.value), inner.dimension, inner.scale, inner.percent);
        } else if (expression instanceof Expression.Sum sum) {
            return sum(sum, compiler, nodes);
        } else if (expression instanceof Expression.Product product) {
            Measured total = plain(Nodes.number(1));
            for (Expression factor : product.factors()) {
                total = product(total, of(factor, compiler, nodes), nodes);
            }
            return total;
        } else if (expression instanceof Expression.Quotient quotient) {
            Measured divisor = of(quotient.denominator(), compiler, nodes);
            return product(of(quotient.numerator(), compiler, nodes), inverse(divisor, nodes), nodes);
        }
        Expression.Power power = (Expression.Power) expression;
        Measured base = of(power.base(), compiler, nodes);
        Node exponent = compiler.compile(power.exponent());
        if (!(exponent instanceof Node.Num number)) {
            throw Halt.NOT_SCALAR;
        }
        Map<String, Rational> dimension = new TreeMap<>();
        base.dimension.forEach((name, by) -> dimension.put(name, by.times(number.value())));
        return new Measured(
                nodes.power(base.fraction(nodes), exponent), dimension, power(base.scale, number.value()), false);
    }

    private static Measured sum(Expression.Sum sum, ScalarCompiler compiler, Nodes nodes) {
        List<Node> terms = new ArrayList<>();
        Measured first = of(sum.terms().get(0), compiler, nodes);
        for (Expression term : sum.terms()) {
            Measured measured = of(term, compiler, nodes);
            if (!measured.dimension.equals(first.dimension)) {
                throw Halt.NOT_SCALAR;
            }
            Rational factor = measured.scale.dividedBy(first.scale).orElseThrow();
            Node value = first.percent ? measured.value : measured.fraction(nodes);
            if (first.percent && !measured.percent) {
                value = nodes.multiply(List.of(Nodes.number(100), value));
            }
            terms.add(nodes.multiply(List.of(Nodes.number(factor), value)));
        }
        return new Measured(nodes.add(terms), first.dimension, first.scale, first.percent);
    }

    private static Measured product(Measured a, Measured b, Nodes nodes) {
        Map<String, Rational> dimension = new TreeMap<>(a.dimension);
        b.dimension.forEach((base, power) -> merge(dimension, base, power));
        return new Measured(
                nodes.multiply(List.of(a.fraction(nodes), b.fraction(nodes))),
                clean(dimension),
                a.scale.times(b.scale),
                false);
    }

    private static Measured inverse(Measured a, Nodes nodes) {
        Map<String, Rational> dimension = new TreeMap<>();
        a.dimension.forEach((base, power) -> dimension.put(base, power.times(Nodes.MINUS_ONE)));
        return new Measured(
                nodes.divide(Nodes.number(1), a.fraction(nodes)),
                dimension,
                Nodes.ONE.dividedBy(a.scale).orElseThrow(),
                false);
    }

    /** Returns the number a percentage stands for, and any other as written. */
    Node fraction(Nodes nodes) {
        return percent
                ? nodes.multiply(List.of(Nodes.number(new Rational(BigInteger.ONE, BigInteger.valueOf(100))), value))
                : value;
    }
}
