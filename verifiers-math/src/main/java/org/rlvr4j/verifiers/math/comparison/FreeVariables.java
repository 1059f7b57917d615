package org.rlvr4j.verifiers.math.comparison;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a scalar's value depends on. */
final class FreeVariables {

    private static final Set<String> OF_INTEGERS =
            Set.of("factorial", "doublefactorial", "binomial", "permutations", "gcd", "lcm", "mod");

    private final Set<String> names = new TreeSet<>();
    private boolean counted;
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

    /** Tells whether a variable stands where only integers make sense. */
    boolean counted() {
        return counted;
    }

    /** Tells whether there is an operator that is not evaluated. */
    boolean opaque() {
        return opaque;
    }

    private void visit(Node node, boolean counts) {
        if (node instanceof Node.Var variable) {
            if (!variable.name().startsWith("#")) {
                names.add(variable.name());
                counted |= counts;
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
            visit(power.exponent(), counts);
        } else if (node instanceof Node.Call call) {
            boolean integers = OF_INTEGERS.contains(call.function());
            call.arguments().forEach(argument -> visit(argument, counts || integers));
        } else {
            visitOperator(node, counts);
        }
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
