package org.rlvr4j.verifiers.math.expression;

import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.verifiers.math.expression.Expression.Apply;
import org.rlvr4j.verifiers.math.expression.Expression.Bound;
import org.rlvr4j.verifiers.math.expression.Expression.Choice;
import org.rlvr4j.verifiers.math.expression.Expression.Congruence;
import org.rlvr4j.verifiers.math.expression.Expression.Conjunction;
import org.rlvr4j.verifiers.math.expression.Expression.Disjunction;
import org.rlvr4j.verifiers.math.expression.Expression.Interval;
import org.rlvr4j.verifiers.math.expression.Expression.Matrix;
import org.rlvr4j.verifiers.math.expression.Expression.Money;
import org.rlvr4j.verifiers.math.expression.Expression.Negation;
import org.rlvr4j.verifiers.math.expression.Expression.Percent;
import org.rlvr4j.verifiers.math.expression.Expression.Piecewise;
import org.rlvr4j.verifiers.math.expression.Expression.PlusMinus;
import org.rlvr4j.verifiers.math.expression.Expression.Power;
import org.rlvr4j.verifiers.math.expression.Expression.Product;
import org.rlvr4j.verifiers.math.expression.Expression.Quantity;
import org.rlvr4j.verifiers.math.expression.Expression.Quotient;
import org.rlvr4j.verifiers.math.expression.Expression.Ratio;
import org.rlvr4j.verifiers.math.expression.Expression.Relation;
import org.rlvr4j.verifiers.math.expression.Expression.Root;
import org.rlvr4j.verifiers.math.expression.Expression.Sequence;
import org.rlvr4j.verifiers.math.expression.Expression.SetBuilder;
import org.rlvr4j.verifiers.math.expression.Expression.SetOf;
import org.rlvr4j.verifiers.math.expression.Expression.SetOperation;
import org.rlvr4j.verifiers.math.expression.Expression.Sum;
import org.rlvr4j.verifiers.math.expression.Expression.Tuple;

/** The direct parts of a node. */
final class Children {

    private Children() {}

    static List<Expression> of(Expression expression) {
        if (expression instanceof Sum sum) {
            return sum.terms();
        }
        if (expression instanceof Product product) {
            return product.factors();
        }
        if (expression instanceof Quotient quotient) {
            return List.of(quotient.numerator(), quotient.denominator());
        }
        if (expression instanceof Power power) {
            return List.of(power.base(), power.exponent());
        }
        if (expression instanceof Negation negation) {
            return List.of(negation.operand());
        }
        if (expression instanceof Root root) {
            return List.of(root.radicand(), root.index());
        }
        if (expression instanceof Apply apply) {
            return apply.arguments();
        }
        if (expression instanceof PlusMinus plusMinus) {
            return List.of(plusMinus.operand());
        }
        return ofOther(expression);
    }

    private static List<Expression> ofOther(Expression expression) {
        if (expression instanceof Relation relation) {
            return relation.operands();
        }
        if (expression instanceof Tuple tuple) {
            return tuple.elements();
        }
        if (expression instanceof Sequence sequence) {
            return sequence.elements();
        }
        if (expression instanceof SetOf set) {
            return set.elements();
        }
        if (expression instanceof Interval interval) {
            return List.of(interval.lower(), interval.upper());
        }
        if (expression instanceof Matrix matrix) {
            return matrix.rows().stream().flatMap(List::stream).toList();
        }
        if (expression instanceof Conjunction conjunction) {
            return conjunction.statements();
        }
        if (expression instanceof Disjunction disjunction) {
            return disjunction.alternatives();
        }
        if (expression instanceof SetOperation operation) {
            return operation.operands();
        }
        return ofRare(expression);
    }

    private static List<Expression> ofRare(Expression expression) {
        if (expression instanceof Percent percent) {
            return List.of(percent.value());
        }
        if (expression instanceof Money money) {
            return List.of(money.amount());
        }
        if (expression instanceof Quantity quantity) {
            return List.of(quantity.value());
        }
        if (expression instanceof Ratio ratio) {
            return ratio.parts();
        }
        if (expression instanceof Congruence congruence) {
            return List.of(congruence.left(), congruence.right(), congruence.modulus());
        }
        if (expression instanceof SetBuilder builder) {
            return List.of(builder.element(), builder.condition());
        }
        if (expression instanceof Choice choice) {
            return choice.content().stream().toList();
        }
        if (expression instanceof Bound bound) {
            List<Expression> parts = new ArrayList<>(3);
            bound.lower().ifPresent(parts::add);
            bound.upper().ifPresent(parts::add);
            parts.add(bound.body());
            return parts;
        }
        if (expression instanceof Piecewise piecewise) {
            List<Expression> parts = new ArrayList<>();
            piecewise.cases().forEach(one -> {
                parts.add(one.value());
                parts.add(one.condition());
            });
            return parts;
        }
        return List.of();
    }
}
