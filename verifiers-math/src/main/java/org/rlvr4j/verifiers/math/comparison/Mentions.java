package org.rlvr4j.verifiers.math.comparison;

import java.util.List;
import java.util.function.Predicate;
import org.rlvr4j.verifiers.math.expression.Expression;

/** Looks for a name in a tree. */
final class Mentions {

    private Mentions() {}

    static boolean symbol(Expression tree, String name) {
        return any(
                tree,
                node -> node instanceof Expression.Symbol symbol
                        && symbol.name().equals(name));
    }

    static boolean function(Expression tree, String name) {
        return any(
                tree,
                node -> node instanceof Expression.Apply apply
                        && apply.function().equals(name));
    }

    private static boolean any(Expression tree, Predicate<Expression> wanted) {
        return wanted.test(tree) || Children.of(tree).stream().anyMatch(child -> any(child, wanted));
    }

    static boolean anyOf(List<Expression> trees, Predicate<Expression> wanted) {
        return trees.stream().anyMatch(tree -> any(tree, wanted));
    }
}
