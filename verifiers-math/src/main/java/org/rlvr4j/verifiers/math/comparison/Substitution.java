package org.rlvr4j.verifiers.math.comparison;

import java.util.List;

/** Puts the values of a point in place of variables. */
final class Substitution {

    private final Nodes nodes;
    private final Point point;

    Substitution(Nodes nodes, Point point) {
        this.nodes = nodes;
        this.point = point;
    }

    Node of(Node node) {
        if (node instanceof Node.Var variable && !variable.name().startsWith("#")) {
            return Nodes.number(point.value(variable.name()).re());
        } else if (node instanceof Node.Add sum) {
            return nodes.add(all(sum.terms()));
        } else if (node instanceof Node.Mul product) {
            return nodes.multiply(all(product.factors()));
        } else if (node instanceof Node.Div quotient) {
            return nodes.divide(of(quotient.numerator()), of(quotient.denominator()));
        } else if (node instanceof Node.Pow power) {
            return nodes.power(of(power.base()), of(power.exponent()));
        } else if (node instanceof Node.Call call) {
            return nodes.call(call.function(), all(call.arguments()));
        } else if (node instanceof Node.Series || node instanceof Node.Opaque || node instanceof Node.Cases) {
            throw Halt.NOT_SCALAR;
        }
        return node;
    }

    private List<Node> all(List<Node> all) {
        return all.stream().map(this::of).toList();
    }
}
