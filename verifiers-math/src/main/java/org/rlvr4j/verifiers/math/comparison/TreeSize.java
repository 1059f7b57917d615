package org.rlvr4j.verifiers.math.comparison;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rlvr4j.verifiers.math.expression.Expression;

/** Measures trees without recursion, so that what follows may recurse. */
public final class TreeSize {

    private static final int DEEPEST = 250;
    private static final int LARGEST = 20_000;

    private TreeSize() {}

    private record Level(Expression node, int depth) {}

    /**
     * Tells whether a tree is deeper or larger than comparison reads.
     *
     * @param tree any tree
     * @return whether it has more than 250 levels or 20,000 nodes
     */
    public static boolean isTooLarge(Expression tree) {
        Deque<Level> open = new ArrayDeque<>();
        open.push(new Level(tree, 1));
        int nodes = 0;
        while (!open.isEmpty()) {
            Level level = open.pop();
            if (++nodes > LARGEST || level.depth() > DEEPEST) {
                return true;
            }
            for (Expression child : Children.of(level.node())) {
                open.push(new Level(child, level.depth() + 1));
            }
        }
        return false;
    }
}
