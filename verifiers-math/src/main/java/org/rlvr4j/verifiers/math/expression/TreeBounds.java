package org.rlvr4j.verifiers.math.expression;

import java.util.List;

/** Bounds the depth and size of finished trees, so that whoever walks them may recur. */
final class TreeBounds {

    private int nodes;

    private TreeBounds() {}

    static void check(Expression expression) {
        new TreeBounds().visit(expression, 1);
    }

    private void visit(Expression expression, int depth) {
        if (depth > Limits.TREE_DEPTH) {
            throw new ParseFailure("a tree deeper than " + Limits.TREE_DEPTH, 0);
        }
        if (++nodes > Limits.NODES) {
            throw new ParseFailure("a tree of more than " + Limits.NODES + " nodes", 0);
        }
        List<Expression> children = Children.of(expression);
        for (int index = 0; index < children.size(); index++) {
            visit(children.get(index), depth + 1);
        }
    }
}
