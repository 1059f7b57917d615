package org.rlvr4j.verifiers.math.comparison;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a scalar's value depends on. */
final class FreeVariables {

    private static final Set<String> OF_INTEGERS =
            Set.of("factorial", "doublefactorial", "binomial", "permutations", "gcd", "lcm", "mod");

    /** Letters that by custom are integers in the exponent of a negative number. */
    private static final Set<String> INDICES = Set.of("n", "k", "m", "j", "l", "p", "q", "r");

    private static final Set<String> SMOOTH = Set.of(
            "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch", "exp", "cis");

    private final Set<String> names = new TreeSet<>();
    private final Set<String> counted = new TreeSet<>();
    private boolean imaginary;
    private boolean kinked;
    private boolean opaque;

    private FreeVariables() {}

    static Set<String> of(Node node) {
        return scan(List.of(node)).names;
    }

    static FreeVariables scan(List<Node> nodes) {
        FreeVariables variables = new FreeVariables();
        nodes.forEach(node -> variables.visit(node, false));
        return variables;
    }

    Set<String> names() {
        return names;
    }

    /** Returns the variables that stand where only integers make sense. */
    Set<String> counted() {
        return counted;
    }

    /** Tells whether a function may have another formula elsewhere: agreement near zero does not settle it. */
    boolean kinked() {
        return kinked;
    }

    /** Tells whether the imaginary unit is written somewhere. */
    boolean imaginary() {
        return imaginary;
    }

    /** Tells whether there is an operator that is not evaluated. */
    boolean opaque() {
        return opaque;
    }

    private void visit(Node node, boolean counts) {
        if (node instanceof Node.Var variable) {
            if (!variable.name().startsWith("#")) {
                names.add(variable.name());
                if (counts) {
                    counted.add(variable.name());
                }
            }
        } else if (node instanceof Node.Add sum) {
            sum.terms().forEach(term -> visit(term, counts));
        } else if (node instanceof Node.Mul product) {
            product.factors().forEach(factor -> visit(factor, counts));
        } else if (node instanceof Node.Div quotient) {
            visit(quotient.numerator(), counts);
            visit(quotient.denominator(), counts);
        } else if (node instanceof Node.Pow power) {
            visit(power.base(), counts);
            kinked |= power.exponent() instanceof Node.Num exponent
                    && !exponent.value().denominator().equals(BigInteger.ONE);
            visit(power.exponent(), counts);
            if (isNegative(power.base())) {
                of(power.exponent()).stream().filter(INDICES::contains).forEach(counted::add);
            }
        } else if (node instanceof Node.Call call) {
            kinked |= !SMOOTH.contains(call.function());
            boolean integers = OF_INTEGERS.contains(call.function());
            call.arguments().forEach(argument -> visit(argument, counts || integers));
        } else {
            imaginary |= node == Node.Const.I;
            visitOperator(node, counts);
        }
    }

    private static boolean isNegative(Node node) {
        return node instanceof Node.Num number && number.value().numerator().signum() < 0;
    }

    private void visitOperator(Node node, boolean counts) {
        if (node instanceof Node.Series series) {
            visit(series.lower(), true);
            visit(series.upper(), true);
            visit(series.body(), counts);
        } else if (node instanceof Node.Opaque operator) {
            opaque = true;
            operator.bounds().forEach(bound -> visit(bound, counts));
            visit(operator.body(), counts);
        } else if (node instanceof Node.Cases cases) {
            kinked = true;
            for (Node.Case one : cases.cases()) {
                visit(one.value(), counts);
                one.conditions().forEach(condition -> {
                    visit(condition.left(), counts);
                    visit(condition.right(), counts);
                });
            }
        }
    }
}
