package org.rlvr4j.verifiers.math.comparison;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.rlvr4j.verifiers.math.Comparison;
import org.rlvr4j.verifiers.math.ComparisonOptions;
import org.rlvr4j.verifiers.math.expression.Expression;
import org.rlvr4j.verifiers.math.expression.Rational;

/** Compares scalars with their measures, under the policies of units, percent and rounding. */
final class ScalarComparison {

    private static final Rational THOUSANDTH = new Rational(BigInteger.ONE, BigInteger.valueOf(1000));
    private static final int MOST_DIGITS = 400;

    private final ComparisonOptions options;
    private final Nodes nodes;
    private final ScalarCompiler compiler;
    private final ScalarEquality equality;

    ScalarComparison(ComparisonOptions options, Nodes nodes) {
        this.options = options;
        this.nodes = nodes;
        this.compiler = new ScalarCompiler(nodes, options);
        this.equality = new ScalarEquality(options, nodes);
    }

    ScalarCompiler compiler() {
        return compiler;
    }

    ScalarEquality equality() {
        return equality;
    }

    Measured measured(Expression expression) {
        return Measured.of(expression, compiler, nodes);
    }

    /**
     * Compares.
     *
     * @throws Halt if one is no scalar, or the budget ends
     */
    Comparison compare(Expression gold, Expression prediction) {
        Measured left = measured(gold);
        Measured right = measured(prediction);
        Rounding rounding = Rounding.of(gold, prediction, options);
        if (left.hasUnit() && right.hasUnit()) {
            return withUnits(left, right, rounding);
        }
        if (left.hasUnit() || right.hasUnit()) {
            return oneUnit(left, right, rounding);
        }
        if (left.percent() != right.percent()) {
            return onePercent(left, right, rounding);
        }
        Comparison comparison = values(left.value(), right.value(), rounding);
        return comparison.isEqual() ? comparison : basedDigits(gold, prediction, comparison);
    }

    private Comparison withUnits(Measured left, Measured right, Rounding rounding) {
        if (left.isAngle() && right.isRadian()) {
            return values(radians(left), right.value(), Rounding.EXACT);
        }
        if (left.isRadian() && right.isAngle()) {
            return values(left.value(), radians(right), rounding);
        }
        if (!left.dimension().equals(right.dimension())) {
            return Findings.different(": units of " + words(left) + " vs " + words(right));
        }
        Rational factor = right.scale().dividedBy(left.scale()).orElseThrow();
        return values(left.value(), nodes.multiply(List.of(Nodes.number(factor), right.value())), rounding);
    }

    private Node radians(Measured degrees) {
        return compiler.inRadians(nodes.multiply(List.of(Nodes.number(degrees.scale()), degrees.value())));
    }

    private static String words(Measured measured) {
        return String.join(" ", measured.dimension().keySet());
    }

    private Comparison oneUnit(Measured left, Measured right, Rounding rounding) {
        if (left.hasRemark() || right.hasRemark()) {
            return Findings.different(": a remark in words is no unit");
        }
        List<Comparison> tries = new ArrayList<>();
        boolean pure = left.isRadian() || right.isRadian();
        if (left.percent() == right.percent() && (options.unitMissing() || pure)) {
            tries.add(values(left.value(), right.value(), rounding));
        }
        Measured withUnit = left.hasUnit() ? left : right;
        if (withUnit.isAngle() && options.degreesAsRadians()) {
            Node radians =
                    compiler.inRadians(nodes.multiply(List.of(Nodes.number(withUnit.scale()), withUnit.value())));
            tries.add(
                    left.hasUnit()
                            ? values(radians, right.value(), Rounding.EXACT)
                            : values(left.value(), radians, rounding));
        }
        return firstEqual(tries, "a unit is missing on one side");
    }

    private Comparison onePercent(Measured left, Measured right, Rounding rounding) {
        List<Comparison> tries = new ArrayList<>();
        if (options.percentAsFraction()) {
            tries.add(values(left.fraction(nodes), right.fraction(nodes), rounding));
        }
        if (options.unitMissing() && !isBelowOne(left.value())) {
            tries.add(values(left.value(), right.value(), rounding));
        }
        return firstEqual(tries, "a percent sign is missing on one side");
    }

    /** A number below one is a fraction rather than a percentage without its sign: 0.5 is not 0.5%. */
    private static boolean isBelowOne(Node node) {
        return node instanceof Node.Num number
                && number.value().numerator().signum() != 0
                && number.value().numerator().abs().compareTo(number.value().denominator()) < 0;
    }

    private static Comparison firstEqual(List<Comparison> tries, String otherwise) {
        for (Comparison comparison : tries) {
            if (comparison.isEqual()) {
                return comparison;
            }
        }
        return tries.isEmpty() ? Findings.different(": " + otherwise) : tries.get(0);
    }

    /** Accepts the digits of a numeral of another base without the base. */
    private Comparison basedDigits(Expression gold, Expression prediction, Comparison otherwise) {
        if (!options.unitMissing()) {
            return otherwise;
        }
        boolean same = (gold instanceof Expression.BasedNumeral based && isWritten(prediction, based))
                || (prediction instanceof Expression.BasedNumeral written && isWritten(gold, written));
        return same ? Findings.equal("by digits, the base missing on one side") : otherwise;
    }

    private static boolean isWritten(Expression expression, Expression.BasedNumeral based) {
        return expression instanceof Expression.Numeral numeral
                && numeral.value().toString().equals(based.digits());
    }

    private Comparison values(Node gold, Node asPredicted, Rounding rounding) {
        Node prediction =
                options.constantOfIntegration() ? IntegrationConstant.renamed(gold, asPredicted, nodes) : asPredicted;
        Comparison exact = equality.compare(gold, prediction);
        if (exact.isEqual()) {
            return exact;
        }
        if (options.digits() >= 0) {
            return rounded(gold, prediction, options.digits(), exact);
        }
        if (rounding.ofPrediction() > 0) {
            return longDecimal(gold, prediction, rounding.ofPrediction(), exact);
        }
        return rounding.ofGold() && gold instanceof Node.Num number
                ? rounded(gold, prediction, digitsOf(number.value()), exact)
                : exact;
    }

    /** A decimal below a thousandth keeps as many significant digits as others keep after the point. */
    private int digitsOf(Rational gold) {
        Rational size = gold.numerator().signum() < 0 ? gold.times(Nodes.MINUS_ONE) : gold;
        int digits = options.decimalDigits();
        while (size.numerator().signum() != 0
                && size.minus(THOUSANDTH).numerator().signum() < 0
                && digits < MOST_DIGITS) {
            size = size.times(Rational.of(10));
            digits++;
        }
        return digits;
    }

    /** Accepts a last digit that was cut or rounded: 2/3 is printed as 0.6666666666666666. */
    private Comparison longDecimal(Node gold, Node prediction, int places, Comparison exact) {
        if (gold instanceof Node.Num number && isWrittenWith(places, number.value())) {
            return exact;
        }
        return unlessHalted(exact, () -> {
            BigInteger difference = equality.rounded(gold, places).subtract(equality.rounded(prediction, places));
            return difference.abs().compareTo(BigInteger.ONE) <= 0
                    ? Findings.equal("to the " + places + " digits after the point that were given")
                    : exact;
        });
    }

    private static boolean isWrittenWith(int places, Rational value) {
        return BigInteger.TEN.pow(places).mod(value.denominator()).signum() == 0;
    }

    private Comparison rounded(Node gold, Node prediction, int digits, Comparison exact) {
        return unlessHalted(
                exact,
                () -> equality.rounded(gold, digits).equals(equality.rounded(prediction, digits))
                        ? Findings.equal("rounded to " + digits + " digits after the point")
                        : exact);
    }

    private static Comparison unlessHalted(Comparison otherwise, Supplier<Comparison> comparison) {
        try {
            return comparison.get();
        } catch (Halt halt) {
            if (halt.why() == Halt.Why.BUDGET) {
                throw halt;
            }
            return otherwise;
        }
    }
}
