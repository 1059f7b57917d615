package org.rlvr4j.verifiers.math.expression;

/** Writes trees as LaTeX. */
public final class ExpressionPrinter {

    private ExpressionPrinter() {}

    /**
     * Writes a tree.
     *
     * @param expression the tree
     * @return LaTeX
     */
    public static String print(Expression expression) {
        return expression.toString();
    }
}
