package org.rlvr4j.verifiers.math.comparison;

import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.verifiers.math.expression.Expression;

/** Lists the parts of a tree's root. */
final class Children {

    private Children() {}

    static List<Expression> of(Expression node) {
        if (node instanceof Expression.Sum sum) {
            return sum.terms();
        } else if (node instanceof Expression.Product product) {
            return product.factors();
        } else if (node instanceof Expression.Quotient quotient) {
            return List.of(quotient.numerator(), quotient.denominator());
        } else if (node instanceof Expression.Power power) {
            return List.of(power.base(), power.exponent());
        } else if (node instanceof Expression.Root root) {
            return List.of(root.radicand(), root.index());
        } else if (node instanceof Expression.Negation negation) {
            return List.of(negation.operand());
        } else if (node instanceof Expression.PlusMinus sign) {
            return List.of(sign.operand());
        } else if (node instanceof Expression.Apply apply) {
            return apply.arguments();
        }
        return ofCollection(node);
    }

    private static List<Expression> ofCollection(Expression node) {
        if (node instanceof Expression.Relation relation) {
            return relation.operands();
        } else if (node instanceof Expression.Conjunction conjunction) {
            return conjunction.statements();
        } else if (node instanceof Expression.Disjunction disjunction) {
            return disjunction.alternatives();
        } else if (node instanceof Expression.SetOf set) {
            return set.elements();
        } else if (node instanceof Expression.Tuple tuple) {
            return tuple.elements();
        } else if (node instanceof Expression.Sequence sequence) {
            return sequence.elements();
        } else if (node instanceof Expression.SetOperation operation) {
            return operation.operands();
        } else if (node instanceof Expression.SetBuilder builder) {
            return List.of(builder.element(), builder.condition());
        } else if (node instanceof Expression.Interval interval) {
            return List.of(interval.lower(), interval.upper());
        } else if (node instanceof Expression.Matrix matrix) {
            return matrix.rows().stream().flatMap(List::stream).toList();
        }
        return ofMeasure(node);
    }

    private static List<Expression> ofMeasure(Expression node) {
        if (node instanceof Expression.Percent percent) {
            return List.of(percent.value());
        } else if (node instanceof Expression.Money money) {
            return List.of(money.amount());
        } else if (node instanceof Expression.Quantity quantity) {
            return List.of(quantity.value());
        } else if (node instanceof Expression.Ratio ratio) {
            return ratio.parts();
        } else if (node instanceof Expression.Congruence congruence) {
            return List.of(congruence.left(), congruence.right(), congruence.modulus());
        } else if (node instanceof Expression.Choice choice) {
            return choice.content().map(List::of).orElse(List.of());
        } else if (node instanceof Expression.Bound operator) {
            List<Expression> parts = new ArrayList<>(List.of(operator.body()));
            operator.lower().ifPresent(parts::add);
            operator.upper().ifPresent(parts::add);
            return parts;
        } else if (node instanceof Expression.Piecewise piecewise) {
            List<Expression> parts = new ArrayList<>();
            for (Expression.Piecewise.Case one : piecewise.cases()) {
                parts.add(one.value());
                parts.add(one.condition());
            }
            return parts;
        }
        return List.of();
    }
}
