package org.rlvr4j.verifiers.math.comparison;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scalar as slope · variable + intercept.
 *
 * @param slope free of the variable
 * @param intercept free of the variable
 */
record Affine(Node slope, Node intercept) {

    /** Reads a scalar so, or returns null. */
    static @Nullable Affine of(Node node, String variable, Nodes nodes) {
        if (node instanceof Node.Var var && var.name().equals(variable)) {
            return new Affine(Nodes.number(1), Nodes.number(0));
        }
        if (node instanceof Node.Num || !FreeVariables.of(node).contains(variable)) {
            return new Affine(Nodes.number(0), node);
        } else if (node instanceof Node.Add sum) {
            Affine total = new Affine(Nodes.number(0), Nodes.number(0));
            for (Node term : sum.terms()) {
                @Nullable Affine affine = of(term, variable, nodes);
                if (affine == null) {
                    return null;
                }
                total = new Affine(
                        nodes.add(List.of(total.slope, affine.slope)),
                        nodes.add(List.of(total.intercept, affine.intercept)));
            }
            return total;
        } else if (node instanceof Node.Mul product) {
            return product(product, variable, nodes);
        } else if (node instanceof Node.Div quotient
                && !FreeVariables.of(quotient.denominator()).contains(variable)) {
            @Nullable Affine affine = of(quotient.numerator(), variable, nodes);
            return affine == null
                    ? null
                    : new Affine(
                            nodes.divide(affine.slope, quotient.denominator()),
                            nodes.divide(affine.intercept, quotient.denominator()));
        }
        return null;
    }

    private static @Nullable Affine product(Node.Mul product, String variable, Nodes nodes) {
        Affine total = new Affine(Nodes.number(0), Nodes.number(1));
        boolean found = false;
        for (Node factor : product.factors()) {
            @Nullable Affine affine = of(factor, variable, nodes);
            boolean holds = affine != null && FreeVariables.of(factor).contains(variable);
            if (affine == null || (holds && found)) {
                return null;
            }
            Node by = holds ? total.intercept : affine.intercept;
            total = holds
                    ? new Affine(
                            nodes.multiply(List.of(affine.slope, by)), nodes.multiply(List.of(affine.intercept, by)))
                    : new Affine(
                            nodes.multiply(List.of(total.slope, by)), nodes.multiply(List.of(total.intercept, by)));
            found |= holds;
        }
        return total;
    }
}
