package org.rlvr4j.verifiers.math.comparison;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.expression.Expression;
import org.rlvr4j.verifiers.math.expression.Expression.Relation.Operator;

/** Reads intervals, set operations and inequalities in one variable as sets of real numbers. */
final class RealSetReader {

    private final Nodes nodes;
    private final ScalarCompiler compiler;
    private final ScalarEquality equality;
    private final RealSet.Algebra algebra;
    private final Set<String> variables = new TreeSet<>();

    RealSetReader(Nodes nodes, ScalarComparison scalars, RealSet.Algebra algebra) {
        this.nodes = nodes;
        this.compiler = scalars.compiler();
        this.equality = scalars.equality();
        this.algebra = algebra;
    }

    /** Returns the variables of the inequalities that were read. */
    Set<String> variables() {
        return variables;
    }

    /** Tells whether a tree speaks of an interval or of several, not of finitely many numbers. */
    static boolean isIntervalLike(Expression expression) {
        if (expression instanceof Expression.Relation relation) {
            return relation.operators().stream().anyMatch(RealSetReader::isInequality)
                    || (relation.operators().contains(Operator.ELEMENT_OF)
                            && isIntervalLike(
                                    relation.operands().get(relation.operands().size() - 1)));
        } else if (expression instanceof Expression.Disjunction alternatives) {
            return alternatives.alternatives().stream().anyMatch(RealSetReader::isIntervalLike);
        } else if (expression instanceof Expression.Conjunction conjunction) {
            return conjunction.statements().stream().anyMatch(RealSetReader::isIntervalLike);
        } else if (expression instanceof Expression.Sequence sequence && !sequence.bracketed()) {
            return sequence.elements().stream().anyMatch(RealSetReader::isIntervalLike);
        } else if (expression instanceof Expression.NamedSet named) {
            return named.name() == Expression.NamedSet.Name.REALS;
        }
        return expression instanceof Expression.Interval
                || expression instanceof Expression.SetOperation
                || expression instanceof Expression.SetBuilder;
    }

    private static boolean isInequality(Operator operator) {
        return switch (operator) {
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, NOT_EQUAL -> true;
            default -> false;
        };
    }

    /**
     * Reads.
     *
     * @throws Halt if it is no set of reals that can be worked out
     */
    RealSet read(Expression expression) {
        nodes.budget().spend(2);
        if (expression instanceof Expression.Interval interval) {
            return interval(interval.lower(), interval.lowerClosed(), interval.upper(), interval.upperClosed());
        } else if (expression instanceof Expression.Tuple tuple
                && tuple.elements().size() == 2) {
            return interval(tuple.elements().get(0), false, tuple.elements().get(1), false);
        } else if (expression instanceof Expression.SetOf set) {
            return points(set.elements());
        } else if (expression instanceof Expression.NamedSet named) {
            return switch (named.name()) {
                case EMPTY -> RealSet.NONE;
                case REALS -> RealSet.ALL;
                default -> throw Halt.NOT_SCALAR;
            };
        } else if (expression instanceof Expression.SetOperation operation) {
            return operation(operation);
        } else if (expression instanceof Expression.SetBuilder builder
                && builder.element() instanceof Expression.Symbol) {
            return read(builder.condition());
        } else if (expression instanceof Expression.SetBuilder builder
                && builder.element() instanceof Expression.Relation domain) {
            return algebra.intersection(read(domain), read(builder.condition()));
        }
        return statement(expression);
    }

    private RealSet statement(Expression expression) {
        if (expression instanceof Expression.Relation relation) {
            return relation(relation);
        } else if (expression instanceof Expression.Disjunction alternatives) {
            RealSet union = RealSet.NONE;
            for (Expression alternative : alternatives.alternatives()) {
                union = algebra.union(union, read(alternative));
            }
            return union;
        } else if (expression instanceof Expression.Conjunction conjunction) {
            return listed(conjunction.statements());
        } else if (expression instanceof Expression.Sequence sequence && !sequence.bracketed()) {
            return listed(sequence.elements());
        }
        throw Halt.NOT_SCALAR;
    }

    private RealSet together(List<Expression> statements) {
        RealSet common = RealSet.ALL;
        for (Expression statement : statements) {
            common = algebra.intersection(common, read(statement));
        }
        return common;
    }

    /** Conditions that can hold together mean all of them; others, and intervals, any: x &lt; 3, x &gt; 5. */
    private RealSet listed(List<Expression> elements) {
        boolean statements = elements.stream().allMatch(Expression.Relation.class::isInstance);
        RealSet common = statements ? together(elements) : RealSet.NONE;
        if (!common.pieces().isEmpty()) {
            return common;
        }
        RealSet union = RealSet.NONE;
        for (Expression element : elements) {
            union = algebra.union(union, read(element));
        }
        return union;
    }

    private RealSet interval(Expression lower, boolean lowerClosed, Expression upper, boolean upperClosed) {
        int low = Infinities.sign(lower);
        int high = Infinities.sign(upper);
        if (low > 0 || high < 0) {
            throw Halt.NOT_SCALAR;
        }
        RealSet set = algebra.interval(
                low < 0 ? null : end(lower),
                lowerClosed && low == 0,
                high > 0 ? null : end(upper),
                upperClosed && high == 0);
        if (set.pieces().isEmpty()) {
            throw Halt.NOT_SCALAR;
        }
        return set;
    }

    private Node end(Expression expression) {
        Node node = compiler.compile(expression);
        if (!FreeVariables.of(node).isEmpty()) {
            throw Halt.NOT_SCALAR;
        }
        return node;
    }

    private RealSet points(List<Expression> elements) {
        RealSet set = RealSet.NONE;
        for (Expression element : PlusMinusSigns.expandAll(elements)) {
            Node point = end(element);
            set = algebra.union(set, algebra.interval(point, true, point, true));
        }
        return set;
    }

    private RealSet operation(Expression.SetOperation operation) {
        RealSet first = read(operation.operands().get(0));
        for (Expression operand :
                operation.operands().subList(1, operation.operands().size())) {
            RealSet next = read(operand);
            first = switch (operation.kind()) {
                case UNION -> algebra.union(first, next);
                case INTERSECTION -> algebra.intersection(first, next);
                case DIFFERENCE -> algebra.intersection(first, algebra.complement(next));
            };
        }
        return first;
    }

    private RealSet relation(Expression.Relation relation) {
        RealSet common = RealSet.ALL;
        for (int i = 0; i < relation.operators().size(); i++) {
            common = algebra.intersection(
                    common,
                    solve(
                            relation.operands().get(i),
                            relation.operators().get(i),
                            relation.operands().get(i + 1)));
        }
        return common;
    }

    private RealSet solve(Expression left, Operator operator, Expression right) {
        if (operator == Operator.ELEMENT_OF && left instanceof Expression.Symbol symbol) {
            variables.add(symbol.name());
            return read(right);
        }
        if (operator == Operator.NOT_ELEMENT_OF && left instanceof Expression.Symbol symbol) {
            variables.add(symbol.name());
            return algebra.complement(read(right));
        }
        int leftInfinity = Infinities.sign(left);
        int rightInfinity = Infinities.sign(right);
        if (leftInfinity != 0 || rightInfinity != 0) {
            return beyond(
                    leftInfinity != 0 ? leftInfinity : -rightInfinity, operator, leftInfinity != 0 ? right : left);
        }
        if (right instanceof Expression.PlusMinus || left instanceof Expression.PlusMinus) {
            return operator == Operator.EQUAL || operator == Operator.NOT_EQUAL
                    ? eitherSign(left, operator, right)
                    : fail();
        }
        return solve(compiler.compile(left), operator, compiler.compile(right));
    }

    private static RealSet fail() {
        throw Halt.NOT_SCALAR;
    }

    private RealSet eitherSign(Expression left, Operator operator, Expression right) {
        RealSet set = RealSet.NONE;
        for (Expression value : PlusMinusSigns.expand(right)) {
            set = algebra.union(set, solve(left, Operator.EQUAL, value));
        }
        return operator == Operator.EQUAL ? set : algebra.complement(set);
    }

    /** Solves −∞ &lt; x and x &lt; ∞, which always hold. */
    private RealSet beyond(int sign, Operator operator, Expression other) {
        boolean holds = switch (operator) {
            case LESS, LESS_OR_EQUAL -> sign < 0;
            case GREATER, GREATER_OR_EQUAL -> sign > 0;
            default -> false;
        };
        if (!holds) {
            throw Halt.NOT_SCALAR;
        }
        variables.addAll(FreeVariables.of(compiler.compile(other)));
        return RealSet.ALL;
    }

    private RealSet solve(Node left, Operator operator, Node right) {
        Set<String> names = new TreeSet<>(FreeVariables.of(left));
        names.addAll(FreeVariables.of(right));
        if (names.size() != 1) {
            throw Halt.NOT_SCALAR;
        }
        String variable = names.iterator().next();
        variables.add(variable);
        @Nullable RealSet bySize = bySize(left, operator, right, variable);
        if (bySize != null) {
            return bySize;
        }
        @Nullable RealSet flipped = bySize(right, flip(operator), left, variable);
        return flipped != null ? flipped : linear(nodes.subtract(left, right), operator, variable);
    }

    private static Operator flip(Operator operator) {
        return switch (operator) {
            case LESS -> Operator.GREATER;
            case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
            case GREATER -> Operator.LESS;
            case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
            default -> operator;
        };
    }

    /** Solves |x − a| &lt; b and (x − a)² &lt; b; null for other shapes. */
    private @Nullable RealSet bySize(Node left, Operator operator, Node right, String variable) {
        if (!FreeVariables.of(right).isEmpty()) {
            return null;
        }
        boolean absolute = left instanceof Node.Call call && call.function().equals("abs");
        boolean square = left instanceof Node.Pow power
                && power.exponent() instanceof Node.Num two
                && two.value().equals(org.rlvr4j.verifiers.math.expression.Rational.of(2));
        if (!absolute && !square) {
            return null;
        }
        Node inner = left instanceof Node.Call call ? call.arguments().get(0) : ((Node.Pow) left).base();
        int sign = equality.order(right, Nodes.number(0));
        Node size = square && sign > 0 ? nodes.sqrt(right) : right;
        return switch (operator) {
            case LESS, LESS_OR_EQUAL, EQUAL -> sign < 0 ? RealSet.NONE : inside(inner, operator, size, variable);
            case GREATER, GREATER_OR_EQUAL, NOT_EQUAL ->
                sign < 0 ? RealSet.ALL : algebra.complement(inside(inner, negated(operator), size, variable));
            default -> null;
        };
    }

    private static Operator negated(Operator operator) {
        return switch (operator) {
            case GREATER -> Operator.LESS_OR_EQUAL;
            case GREATER_OR_EQUAL -> Operator.LESS;
            default -> Operator.EQUAL;
        };
    }

    private RealSet inside(Node inner, Operator operator, Node size, String variable) {
        Node below = nodes.subtract(inner, size);
        Node above = nodes.add(List.of(inner, size));
        return operator == Operator.EQUAL
                ? algebra.union(linear(below, operator, variable), linear(above, operator, variable))
                : algebra.intersection(linear(below, operator, variable), linear(above, flip(operator), variable));
    }

    /** Solves slope · x + intercept against zero. */
    private RealSet linear(Node difference, Operator operator, String variable) {
        @Nullable Affine affine = Affine.of(difference, variable, nodes);
        if (affine == null) {
            throw Halt.NOT_SCALAR;
        }
        int sign = equality.order(affine.slope(), Nodes.number(0));
        if (sign == 0) {
            throw Halt.NOT_SCALAR;
        }
        Node zero = nodes.divide(nodes.negate(affine.intercept()), affine.slope());
        return switch (sign > 0 ? operator : flip(operator)) {
            case LESS -> algebra.interval(null, false, zero, false);
            case LESS_OR_EQUAL -> algebra.interval(null, false, zero, true);
            case GREATER -> algebra.interval(zero, false, null, false);
            case GREATER_OR_EQUAL -> algebra.interval(zero, true, null, false);
            case EQUAL -> algebra.interval(zero, true, zero, true);
            case NOT_EQUAL -> algebra.complement(algebra.interval(zero, true, zero, true));
            default -> throw Halt.NOT_SCALAR;
        };
    }
}
