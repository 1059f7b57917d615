package org.rlvr4j.verifiers.math.comparison;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.verifiers.math.expression.Expression;

/**
 * Several values, and what holds them.
 *
 * @param kind which brackets
 * @param elements the values as written, ± expanded where order does not matter
 */
record Collected(Kind kind, List<Expression> elements) {

    /** Which brackets. */
    enum Kind {
        /** Braces: order and repetition do not matter. */
        SET,
        /** None: order does not matter under a policy. */
        BARE,
        /** Square brackets around a list. */
        LIST,
        /** Round or angle brackets. */
        TUPLE,
        /** A row or a column of a matrix. */
        VECTOR
    }

    /** Reads a collection, or returns null. */
    static @Nullable Collected of(Expression expression) {
        if (expression instanceof Expression.SetOf set) {
            return new Collected(Kind.SET, PlusMinusSigns.expandAll(set.elements()));
        } else if (expression instanceof Expression.Sequence sequence) {
            return sequence.bracketed()
                    ? new Collected(Kind.LIST, sequence.elements())
                    : new Collected(Kind.BARE, PlusMinusSigns.expandAll(sequence.elements()));
        } else if (expression instanceof Expression.Tuple tuple) {
            return new Collected(Kind.TUPLE, tuple.elements());
        } else if (expression instanceof Expression.Matrix matrix) {
            @Nullable List<Expression> entries = MatrixAlgebra.vector(matrix);
            return entries == null ? null : new Collected(Kind.VECTOR, entries);
        }
        return PlusMinusSigns.holdsSign(expression) ? new Collected(Kind.SET, PlusMinusSigns.expand(expression)) : null;
    }
}
