package org.rlvr4j.verifiers.math.comparison;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.rlvr4j.verifiers.math.ComparisonOptions;
import org.rlvr4j.verifiers.math.expression.Expression;
import org.rlvr4j.verifiers.math.expression.Rational;
import org.rlvr4j.verifiers.math.expression.Units;

/** Turns the tree of a scalar as written into one that can be evaluated. */
final class ScalarCompiler {

    private static final Rational HUNDREDTH = new Rational(BigInteger.ONE, BigInteger.valueOf(100));
    private static final Rational RADIANS_OF_PI = new Rational(BigInteger.ONE, BigInteger.valueOf(180));

    private final Nodes nodes;
    private final ComparisonOptions options;
    private final Deque<Map.Entry<String, String>> bound = new ArrayDeque<>();

    ScalarCompiler(Nodes nodes, ComparisonOptions options) {
        this.nodes = nodes;
        this.options = options;
    }

    /**
     * Compiles.
     *
     * @throws Halt if the tree is no scalar
     */
    Node compile(Expression expression) {
        nodes.budget().spend(1);
        if (expression instanceof Expression.Numeral numeral) {
            return Nodes.number(numeral.value());
        } else if (expression instanceof Expression.Symbol symbol) {
            return variable(symbol.name());
        } else if (expression instanceof Expression.Constant constant) {
            return constant(constant);
        } else if (expression instanceof Expression.Sum sum) {
            return nodes.add(all(sum.terms()));
        } else if (expression instanceof Expression.Product product) {
            return nodes.multiply(all(product.factors()));
        } else if (expression instanceof Expression.Quotient quotient) {
            return nodes.divide(compile(quotient.numerator()), compile(quotient.denominator()));
        } else if (expression instanceof Expression.Power power) {
            return nodes.power(compile(power.base()), compile(power.exponent()));
        } else if (expression instanceof Expression.Root root) {
            return nodes.power(compile(root.radicand()), nodes.divide(Nodes.number(1), compile(root.index())));
        } else if (expression instanceof Expression.Negation negation) {
            return nodes.negate(compile(negation.operand()));
        } else if (expression instanceof Expression.Apply apply) {
            return apply(apply);
        }
        return lessUsual(expression);
    }

    private Node lessUsual(Expression expression) {
        if (expression instanceof Expression.BasedNumeral numeral) {
            return Nodes.number(BasedDigits.value(numeral.digits(), numeral.base()));
        } else if (expression instanceof Expression.Percent percent) {
            return nodes.multiply(List.of(Nodes.number(HUNDREDTH), compile(percent.value())));
        } else if (expression instanceof Expression.Quantity || expression instanceof Expression.Money) {
            return measured(expression);
        } else if (expression instanceof Expression.Ratio ratio
                && ratio.parts().size() == 2
                && options.ratioAsFraction()) {
            return nodes.divide(
                    compile(ratio.parts().get(0)), compile(ratio.parts().get(1)));
        } else if (expression instanceof Expression.Bound operator) {
            return bound(operator);
        } else if (expression instanceof Expression.Piecewise piecewise) {
            return piecewise(piecewise);
        }
        throw Halt.NOT_SCALAR;
    }

    private List<Node> all(List<Expression> expressions) {
        List<Node> compiled = new ArrayList<>(expressions.size());
        for (Expression expression : expressions) {
            compiled.add(compile(expression));
        }
        return compiled;
    }

    private boolean isBound(String name) {
        return !bound.isEmpty()
                && bound.stream().anyMatch(entry -> entry.getKey().equals(name));
    }

    private Node variable(String name) {
        for (Map.Entry<String, String> entry : bound) {
            if (entry.getKey().equals(name)) {
                return new Node.Var(entry.getValue());
            }
        }
        return new Node.Var(name);
    }

    /** The letters e and i are variables inside an operator that binds them. */
    private Node constant(Expression.Constant constant) {
        return switch (constant.known()) {
            case PI -> Node.Const.PI;
            case E -> isBound("e") ? variable("e") : Node.Const.E;
            case I -> isBound("i") ? variable("i") : Node.Const.I;
            case INFINITY, UNDEFINED -> throw Halt.NOT_SCALAR;
        };
    }

    /** A measure inside an expression: angles count in radians, all else in base units. */
    private Node measured(Expression expression) {
        Measured measured = Measured.of(expression, this, nodes);
        Node value = nodes.multiply(List.of(Nodes.number(measured.scale()), measured.value()));
        return measured.isAngle() ? inRadians(value) : value;
    }

    Node inRadians(Node degrees) {
        return nodes.multiply(List.of(Nodes.number(RADIANS_OF_PI), degrees, Node.Const.PI));
    }

    private Node apply(Expression.Apply apply) {
        String function = apply.function();
        List<Expression> arguments = apply.arguments();
        if (arguments.size() == 1) {
            Expression only = arguments.get(0);
            switch (function) {
                case "det", "tr", "norm" -> {
                    Expression reduced = new MatrixAlgebra(nodes.budget()).scalar(apply);
                    if (reduced != apply) {
                        return compile(reduced);
                    }
                }
                case "exp" -> {
                    return nodes.power(Node.Const.E, compile(only));
                }
                case "lg" -> {
                    return log(compile(only), Nodes.number(10));
                }
                case "log" -> {
                    Node argument = compile(only);
                    return options.logBase() == ComparisonOptions.LogBase.TEN
                            ? log(argument, Nodes.number(10))
                            : nodes.call("ln", List.of(argument));
                }
                default -> {}
            }
        }
        return nodes.call(function, all(arguments));
    }

    private Node log(Node argument, Node base) {
        return nodes.call("log", List.of(argument, base));
    }

    private Node bound(Expression.Bound operator) {
        boolean finite = operator.binder() == Expression.Bound.Binder.SUM
                || operator.binder() == Expression.Bound.Binder.PRODUCT;
        List<Node> bounds = new ArrayList<>();
        boolean infinite = false;
        for (Expression end : List.of(
                operator.lower().orElse(new Expression.Empty()),
                operator.upper().orElse(new Expression.Empty()))) {
            boolean known = !(end instanceof Expression.Empty) && !Infinities.isInfinite(end);
            infinite |= !known;
            bounds.add(known ? compile(end) : Nodes.number(Infinities.code(end)));
        }
        String inner = "#" + bound.size();
        boolean keepsName = operator.binder() == Expression.Bound.Binder.INTEGRAL
                && operator.lower().isEmpty();
        bound.push(Map.entry(operator.variable(), keepsName ? operator.variable() : inner));
        Node body = compile(operator.body());
        bound.pop();
        if (finite && !infinite) {
            Node series = new Node.Series(
                    operator.binder() == Expression.Bound.Binder.PRODUCT, inner, bounds.get(0), bounds.get(1), body);
            return bound.isEmpty() && FreeVariables.of(series).isEmpty() ? nodes.folded(series) : series;
        }
        return new Node.Opaque(operator.binder() + (keepsName ? ":" + operator.variable() : ""), bounds, body);
    }

    private Node piecewise(Expression.Piecewise piecewise) {
        List<Node.Case> cases = new ArrayList<>();
        for (Expression.Piecewise.Case one : piecewise.cases()) {
            cases.add(new Node.Case(compile(one.value()), conditions(one.condition())));
        }
        return new Node.Cases(cases);
    }

    private List<Node.Condition> conditions(Expression condition) {
        if (condition instanceof Expression.Empty || condition instanceof Expression.Text) {
            return List.of();
        }
        List<Node.Condition> conditions = new ArrayList<>();
        if (condition instanceof Expression.Conjunction conjunction) {
            conjunction.statements().forEach(statement -> conditions.addAll(conditions(statement)));
            return conditions;
        }
        if (!(condition instanceof Expression.Relation relation)) {
            throw Halt.NOT_SCALAR;
        }
        for (int i = 0; i < relation.operators().size(); i++) {
            conditions.add(condition(
                    compile(relation.operands().get(i)),
                    relation.operators().get(i),
                    compile(relation.operands().get(i + 1))));
        }
        return conditions;
    }

    private static Node.Condition condition(Node left, Expression.Relation.Operator operator, Node right) {
        return switch (operator) {
            case EQUAL -> new Node.Condition(left, Node.Test.EQUAL, right);
            case NOT_EQUAL -> new Node.Condition(left, Node.Test.NOT_EQUAL, right);
            case LESS -> new Node.Condition(left, Node.Test.LESS, right);
            case LESS_OR_EQUAL -> new Node.Condition(left, Node.Test.LESS_OR_EQUAL, right);
            case GREATER -> new Node.Condition(right, Node.Test.LESS, left);
            case GREATER_OR_EQUAL -> new Node.Condition(right, Node.Test.LESS_OR_EQUAL, left);
            default -> throw Halt.NOT_SCALAR;
        };
    }

    /** Looks a unit up; a counted noun is a dimension of its own. */
    static Units.Unit unit(String name) {
        return Units.find(name).orElseGet(() -> new Units.Unit(name, Map.of(name, Nodes.ONE), Nodes.ONE));
    }
}
