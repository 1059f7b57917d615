package org.rlvr4j.verifiers.math.comparison;

import java.util.List;
import org.rlvr4j.verifiers.math.expression.Rational;

/** A scalar, ready to be evaluated: rational parts folded, policies applied, variables bound. */
sealed interface Node {

    /** An exact number. */
    record Num(Rational value) implements Node {}

    /** A constant without a rational value. */
    enum Const implements Node {
        PI,
        E,
        I
    }

    /** A free variable. */
    record Var(String name) implements Node {}

    /** A sum. */
    record Add(List<Node> terms) implements Node {}

    /** A product. */
    record Mul(List<Node> factors) implements Node {}

    /** A quotient. */
    record Div(Node numerator, Node denominator) implements Node {}

    /** A power; a rational exponent of odd denominator takes the real root of a negative base. */
    record Pow(Node base, Node exponent) implements Node {}

    /** A function that {@link Evaluator} knows, or an unknown one. */
    record Call(String function, List<Node> arguments) implements Node {}

    /** A value by cases. */
    record Cases(List<Case> cases) implements Node {}

    /** One case; no condition means otherwise. */
    record Case(Node value, List<Condition> conditions) {}

    /** A comparison of two real values. */
    record Condition(Node left, Test test, Node right) {}

    /** What a condition asks. */
    enum Test {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL
    }

    /** A finite sum or product over integers; its variable's name is its own. */
    record Series(boolean product, String variable, Node lower, Node upper, Node body) implements Node {}

    /** An operator that is not evaluated: parts by parts, its bound variable at a point of its own. */
    record Opaque(String operator, List<Node> bounds, Node body) implements Node {}
}
