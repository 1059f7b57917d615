package org.rlvr4j.verifiers.math.comparison;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.rlvr4j.verifiers.math.expression.Rational;

/** Values at which functions with corners, jumps and cases are likely to differ if they do. */
final class Corners {

    private static final int MOST_CONSTANTS = 6;
    private static final int MOST_BITS = 40;
    private static final Rational LIMIT = Rational.of(1_000_000);

    /** Twentieths: whole numbers, small ones, and large ones that are no whole numbers. */
    private static final int[] TWENTIETHS = {
        0, 20, -20, 40, -40, 60, 1, -1, 210, -210, 805, -805, 2005, -2005, 20_010, -20_010
    };

    private final Set<Rational> constants = new LinkedHashSet<>();

    private Corners() {}

    static List<Rational> of(Node a, Node b) {
        Corners corners = new Corners();
        corners.visit(a);
        corners.visit(b);
        Set<Rational> values = new LinkedHashSet<>();
        for (int twentieth : TWENTIETHS) {
            values.add(ratio(twentieth, 20));
        }
        for (Rational constant : corners.constants) {
            for (int half = -3; half <= 3; half++) {
                values.add(constant.times(ratio(half, 2)));
            }
            values.add(Nodes.ONE.minus(constant.times(Nodes.HALF)));
            values.add(constant.plus(Nodes.HALF));
            values.add(constant.minus(Nodes.HALF));
            values.add(constant.plus(constant).plus(Nodes.ONE));
            values.add(constant.plus(constant).plus(Nodes.ONE).times(Nodes.MINUS_ONE));
        }
        return new ArrayList<>(values);
    }

    private static Rational ratio(int numerator, int denominator) {
        return new Rational(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    private void add(Rational constant) {
        boolean isPlain =
                constant.numerator().bitLength() + constant.denominator().bitLength() <= MOST_BITS
                        && constant.numerator().signum() != 0
                        && !constant.equals(Nodes.ONE)
                        && !constant.equals(Nodes.MINUS_ONE)
                        && constant.minus(LIMIT).numerator().signum() < 0;
        if (isPlain && constants.size() < MOST_CONSTANTS) {
            constants.add(constant);
            // the 100 of x/100 is written as a factor
            if (constant.numerator().abs().equals(BigInteger.ONE)) {
                constants.add(Nodes.ONE.dividedBy(constant).orElseThrow());
            }
        }
    }

    private void visit(Node node) {
        if (node instanceof Node.Num number) {
            add(number.value());
        } else if (node instanceof Node.Add sum) {
            sum.terms().forEach(this::visit);
        } else if (node instanceof Node.Mul product) {
            product.factors().forEach(this::visit);
        } else if (node instanceof Node.Div quotient) {
            visit(quotient.numerator());
            visit(quotient.denominator());
        } else if (node instanceof Node.Pow power) {
            visit(power.base());
        } else if (node instanceof Node.Call call) {
            call.arguments().forEach(this::visit);
        } else if (node instanceof Node.Cases cases) {
            for (Node.Case one : cases.cases()) {
                visit(one.value());
                one.conditions().forEach(condition -> {
                    visit(condition.left());
                    visit(condition.right());
                });
            }
        }
    }
}
