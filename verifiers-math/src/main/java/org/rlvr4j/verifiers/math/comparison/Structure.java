package org.rlvr4j.verifiers.math.comparison;

import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.verifiers.math.Comparison;
import org.rlvr4j.verifiers.math.expression.Expression;
import org.rlvr4j.verifiers.math.expression.Expression.Relation.Operator;

/** Compares what is not worked out, part by part. */
final class Structure {

    private Structure() {}

    static Comparison compare(AnswerComparison answers, Expression gold, Expression prediction) {
        if (openInterval(gold) instanceof Expression.Interval left
                && openInterval(prediction) instanceof Expression.Interval right
                && (gold instanceof Expression.Interval || prediction instanceof Expression.Interval)) {
            return left.lowerClosed() == right.lowerClosed() && left.upperClosed() == right.upperClosed()
                    ? inOrder(answers, Children.of(left), Children.of(right))
                    : Findings.different(": other ends of the interval belong to it");
        }
        if (gold.getClass() != prediction.getClass()) {
            return Findings.different(": answers of kinds that cannot be compared");
        }
        if (gold instanceof Expression.SetOperation left && prediction instanceof Expression.SetOperation right) {
            return operations(answers, left, right);
        }
        if (gold instanceof Expression.Apply left
                && prediction instanceof Expression.Apply right
                && !left.function().equals(right.function())) {
            return Findings.different(": other functions");
        }
        if (RelationComparison.isStatement(gold) && RelationComparison.isStatement(prediction)) {
            return Findings.different(": other statements");
        }
        if (gold instanceof Expression.Bound left
                && prediction instanceof Expression.Bound right
                && (left.binder() != right.binder() || !left.variable().equals(right.variable()))) {
            return Findings.different(": other operators");
        }
        List<Expression> left = Children.of(gold);
        return left.isEmpty()
                ? Findings.different(": answers not written alike")
                : inOrder(answers, left, Children.of(prediction));
    }

    private static Expression openInterval(Expression expression) {
        if (expression instanceof Expression.Relation relation
                && relation.operands().size() == 3
                && relation.operands().get(1) instanceof Expression.Symbol) {
            return betweenEnds(relation);
        }
        return expression instanceof Expression.Tuple tuple && tuple.elements().size() == 2
                ? new Expression.Interval(
                        tuple.elements().get(0), false, tuple.elements().get(1), false)
                : expression;
    }

    /** Reads a ≤ x &lt; b and b &gt; x ≥ a as an interval. */
    private static Expression betweenEnds(Expression.Relation relation) {
        Expression first = relation.operands().get(0);
        Expression last = relation.operands().get(2);
        Operator before = relation.operators().get(0);
        Operator after = relation.operators().get(1);
        if (isLess(before) && isLess(after)) {
            return new Expression.Interval(
                    first, before == Operator.LESS_OR_EQUAL, last, after == Operator.LESS_OR_EQUAL);
        }
        boolean falling = isGreater(before) && isGreater(after);
        return falling
                ? new Expression.Interval(
                        last, after == Operator.GREATER_OR_EQUAL, first, before == Operator.GREATER_OR_EQUAL)
                : relation;
    }

    private static boolean isLess(Operator operator) {
        return operator == Operator.LESS || operator == Operator.LESS_OR_EQUAL;
    }

    private static boolean isGreater(Operator operator) {
        return operator == Operator.GREATER || operator == Operator.GREATER_OR_EQUAL;
    }

    private static Comparison inOrder(AnswerComparison answers, List<Expression> left, List<Expression> right) {
        if (left.size() != right.size()) {
            return Findings.different(": " + left.size() + " parts vs " + right.size());
        }
        for (int i = 0; i < left.size(); i++) {
            Comparison comparison = answers.compare(left.get(i), right.get(i));
            if (!comparison.isEqual()) {
                return Findings.within("part " + (i + 1), comparison);
            }
        }
        return Findings.equal("part by part");
    }

    private static Comparison operations(
            AnswerComparison answers, Expression.SetOperation left, Expression.SetOperation right) {
        if (left.kind() != right.kind()
                || left.operands().size() != right.operands().size()) {
            return Findings.different(": other set operations");
        }
        if (left.kind() == Expression.SetOperation.Kind.DIFFERENCE) {
            return inOrder(answers, left.operands(), right.operands());
        }
        List<Expression> open = new ArrayList<>(right.operands());
        for (Expression operand : left.operands()) {
            if (!open.removeIf(candidate -> answers.compare(operand, candidate).isEqual())) {
                return Findings.different(": an operand has no counterpart");
            }
        }
        return Findings.equal("part by part");
    }
}
