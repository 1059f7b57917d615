package org.rlvr4j.verifiers.math.comparison;

import org.rlvr4j.verifiers.math.expression.Expression;

/** Recognises infinity with its sign. */
final class Infinities {

    private Infinities() {}

    static boolean isInfinite(Expression expression) {
        return sign(expression) != 0;
    }

    /** Returns 1 for ∞, −1 for −∞, 0 for all else. */
    static int sign(Expression expression) {
        if (expression instanceof Expression.Negation negation) {
            return -sign(negation.operand());
        }
        return expression instanceof Expression.Constant constant
                        && constant.known() == Expression.Constant.Known.INFINITY
                ? 1
                : 0;
    }

    /** Returns a number that stands for an infinite or missing bound where bounds are only told apart. */
    static long code(Expression end) {
        return 7_368_787L + sign(end) * 611_953L;
    }
}
