package org.rlvr4j.verifiers.math.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.expression.Expression.Constant;
import org.rlvr4j.verifiers.math.expression.Expression.Interval;
import org.rlvr4j.verifiers.math.expression.Expression.NamedSet;
import org.rlvr4j.verifiers.math.expression.Expression.Negation;
import org.rlvr4j.verifiers.math.expression.Expression.Numeral;
import org.rlvr4j.verifiers.math.expression.Expression.Power;
import org.rlvr4j.verifiers.math.expression.Expression.SetBuilder;
import org.rlvr4j.verifiers.math.expression.Expression.SetOf;
import org.rlvr4j.verifiers.math.expression.Expression.SetOperation;
import org.rlvr4j.verifiers.math.expression.Expression.Symbol;
import org.rlvr4j.verifiers.math.expression.Expression.Tuple;
import org.rlvr4j.verifiers.math.expression.Token.Kind;

/** Unions, intersections and differences. */
final class SetOperations {

    private SetOperations() {}

    static SetOperation.@Nullable Kind kindAt(TokenCursor cursor, Expression left) {
        return switch (cursor.peek().kind()) {
            case UNION -> SetOperation.Kind.UNION;
            case INTERSECTION -> SetOperation.Kind.INTERSECTION;
            case DIFFERENCE -> SetOperation.Kind.DIFFERENCE;
            case MINUS -> isSet(left) ? SetOperation.Kind.DIFFERENCE : null;
            case LETTER -> isUnionLetter(cursor, left) ? SetOperation.Kind.UNION : null;
            default -> null;
        };
    }

    /** In plain text a capital U between two brackets is a union. */
    static boolean isUnionLetter(TokenCursor cursor, Expression left) {
        boolean brackets = cursor.at(Kind.LEFT_PARENTHESIS, 1)
                || cursor.at(Kind.LEFT_BRACKET, 1)
                || cursor.at(Kind.LEFT_BRACE, 1)
                || cursor.at(Kind.RIGHT_BRACKET, 1);
        boolean letter = cursor.at(Kind.LETTER) && cursor.peek().text().equals("U");
        return letter && brackets && (isSet(left) || left instanceof Tuple);
    }

    /** Makes an interval of {@code \mathbb{R}^+} and its like, null of anything else. */
    static @Nullable Expression half(Expression base, Expression sign) {
        boolean reals = base.equals(new NamedSet(NamedSet.Name.REALS));
        if (!reals || !(sign instanceof Symbol symbol)) {
            return null;
        }
        return switch (symbol.name()) {
            case "plus" -> above(false);
            case "minus" -> below(false);
            default -> null;
        };
    }

    /** Reads the condition of <code>\mathbb{R}_{>0}</code>, <code>\mathbb{R}_{\ge 0}</code>, {@code \mathbb{R}_+}. */
    static Expression restricted(NamedSet set, TokenCursor cursor) {
        if (!cursor.at(Kind.UNDERSCORE)) {
            return set;
        }
        cursor.take();
        boolean group = cursor.accept(Kind.GROUP);
        Token token = cursor.take();
        boolean sign = token.is(Kind.PLUS) || token.is(Kind.MINUS);
        boolean zero = token.is(Kind.RELATION) && cursor.take().text().equals("0");
        if (!(sign || zero) || (group && !cursor.accept(Kind.END_GROUP))) {
            throw cursor.failure("the condition of a set of numbers");
        }
        String condition = sign ? (token.is(Kind.PLUS) ? "GREATER" : "LESS") : token.text();
        if (set.name() == NamedSet.Name.INTEGERS && condition.equals("GREATER")) {
            return new Power(set, new Symbol("plus"));
        }
        Expression half = switch (condition) {
            case "GREATER" -> above(false);
            case "GREATER_OR_EQUAL" -> above(true);
            case "LESS" -> below(false);
            case "LESS_OR_EQUAL" -> below(true);
            case "NOT_EQUAL" ->
                new SetOperation(SetOperation.Kind.DIFFERENCE, List.of(set, new SetOf(List.of(Numeral.of(0)))));
            default -> throw cursor.failure("the condition of a set of numbers");
        };
        boolean whole = set.name() == NamedSet.Name.REALS || condition.equals("NOT_EQUAL");
        return whole ? half : new SetOperation(SetOperation.Kind.INTERSECTION, List.of(set, half));
    }

    private static Interval above(boolean closed) {
        return new Interval(Numeral.of(0), closed, new Constant(Constant.Known.INFINITY), false);
    }

    private static Interval below(boolean closed) {
        return new Interval(new Negation(new Constant(Constant.Known.INFINITY)), false, Numeral.of(0), closed);
    }

    static boolean isSet(Expression expression) {
        return expression instanceof NamedSet
                || expression instanceof Interval
                || expression instanceof SetOf
                || expression instanceof SetBuilder
                || expression instanceof SetOperation;
    }

    static SetOperation join(SetOperation.Kind kind, Expression first, Expression second) {
        Expression left = ScalarParser.scalar(first);
        Expression right = ScalarParser.scalar(second);
        boolean flat = left instanceof SetOperation operation
                && operation.kind() == kind
                && kind != SetOperation.Kind.DIFFERENCE;
        if (!flat) {
            return new SetOperation(kind, List.of(left, right));
        }
        List<Expression> operands = new ArrayList<>(((SetOperation) left).operands());
        operands.add(right);
        return new SetOperation(kind, operands);
    }
}
