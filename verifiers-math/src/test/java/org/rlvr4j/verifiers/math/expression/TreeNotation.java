package org.rlvr4j.verifiers.math.expression;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rlvr4j.verifiers.math.expression.Expression.Apply;
import org.rlvr4j.verifiers.math.expression.Expression.Bound;
import org.rlvr4j.verifiers.math.expression.Expression.Choice;
import org.rlvr4j.verifiers.math.expression.Expression.Congruence;
import org.rlvr4j.verifiers.math.expression.Expression.Conjunction;
import org.rlvr4j.verifiers.math.expression.Expression.Constant;
import org.rlvr4j.verifiers.math.expression.Expression.Disjunction;
import org.rlvr4j.verifiers.math.expression.Expression.Interval;
import org.rlvr4j.verifiers.math.expression.Expression.Matrix;
import org.rlvr4j.verifiers.math.expression.Expression.Money;
import org.rlvr4j.verifiers.math.expression.Expression.NamedSet;
import org.rlvr4j.verifiers.math.expression.Expression.Negation;
import org.rlvr4j.verifiers.math.expression.Expression.Numeral;
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
import org.rlvr4j.verifiers.math.expression.Expression.Symbol;
import org.rlvr4j.verifiers.math.expression.Expression.Text;
import org.rlvr4j.verifiers.math.expression.Expression.Tuple;

/** Writes trees in prefix notation, short enough for tables of cases; a decimal's count of digits follows a tilde. */
final class TreeNotation {

    private TreeNotation() {}

    static String of(Expression expression) {
        if (expression instanceof Numeral numeral) {
            return numeral.value() + (numeral.decimals() < 0 ? "" : "~" + numeral.decimals());
        }
        if (expression instanceof Symbol symbol) {
            return symbol.name();
        }
        if (expression instanceof Constant constant) {
            return constant.known().name();
        }
        if (expression instanceof Text text) {
            return "Text<" + text.words() + ">";
        }
        if (expression instanceof NamedSet set) {
            return set.name().name();
        }
        if (expression instanceof Matrix matrix) {
            return matrix.rows().stream().map(row -> "(" + all(row) + ")").collect(Collectors.joining("", "(mat", ")"));
        }
        if (expression instanceof Interval interval) {
            return "(" + (interval.lowerClosed() ? "[" : "]") + of(interval.lower()) + " " + of(interval.upper())
                    + (interval.upperClosed() ? "]" : "[") + ")";
        }
        if (expression instanceof Choice choice) {
            return "Choice" + choice.letters() + optional(choice.content(), "");
        }
        String head = head(expression);
        return head.isEmpty() ? expression.toString() : "(" + head + " " + all(Children.of(expression)) + ")";
    }

    private static String head(Expression expression) {
        if (expression instanceof Sum) {
            return "+";
        }
        if (expression instanceof Product) {
            return "*";
        }
        if (expression instanceof Quotient) {
            return "/";
        }
        if (expression instanceof Power) {
            return "^";
        }
        if (expression instanceof Root) {
            return "root";
        }
        if (expression instanceof Negation) {
            return "-";
        }
        if (expression instanceof PlusMinus sign) {
            return sign.minusFirst() ? "-+" : "+-";
        }
        if (expression instanceof Apply apply) {
            return "@" + apply.function();
        }
        if (expression instanceof Relation relation) {
            return "rel" + relation.operators();
        }
        return collectionHead(expression);
    }

    private static String collectionHead(Expression expression) {
        if (expression instanceof Tuple) {
            return "tuple";
        }
        if (expression instanceof Sequence sequence) {
            return sequence.bracketed() ? "seq[]" : "seq";
        }
        if (expression instanceof SetOf set) {
            return set.elements().isEmpty() ? "" : "set";
        }
        if (expression instanceof SetBuilder) {
            return "setb";
        }
        if (expression instanceof SetOperation operation) {
            return operation.kind().name();
        }
        if (expression instanceof Conjunction) {
            return "and";
        }
        if (expression instanceof Disjunction) {
            return "or";
        }
        if (expression instanceof Congruence) {
            return "congr";
        }
        return measureHead(expression);
    }

    private static String measureHead(Expression expression) {
        if (expression instanceof Percent) {
            return "%";
        }
        if (expression instanceof Money money) {
            return money.currency();
        }
        if (expression instanceof Ratio) {
            return "ratio";
        }
        if (expression instanceof Quantity quantity) {
            return quantity.unit().stream()
                    .map(power -> "[" + power.unit() + "]^" + power.power())
                    .collect(Collectors.joining(" ", "q ", ""));
        }
        if (expression instanceof Bound bound) {
            return bound.binder() + " " + bound.variable() + (bound.lower().isPresent() ? "" : " _")
                    + (bound.upper().isPresent() ? "" : " _");
        }
        return expression instanceof Piecewise ? "cases" : "";
    }

    private static String all(List<Expression> parts) {
        return parts.stream().map(TreeNotation::of).collect(Collectors.joining(" "));
    }

    private static String optional(Optional<Expression> part, String otherwise) {
        return part.map(TreeNotation::of).orElse(otherwise);
    }
}
