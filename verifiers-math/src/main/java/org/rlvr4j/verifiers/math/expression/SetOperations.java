package org.rlvr4j.verifiers.math.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.expression.Expression.Interval;
import org.rlvr4j.verifiers.math.expression.Expression.NamedSet;
import org.rlvr4j.verifiers.math.expression.Expression.SetBuilder;
import org.rlvr4j.verifiers.math.expression.Expression.SetOf;
import org.rlvr4j.verifiers.math.expression.Expression.SetOperation;
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
