package org.rlvr4j.verifiers.math.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Gives the constant that ends an indefinite integral one letter on both sides. */
final class IntegrationConstant {

    private static final String CUSTOMARY = "C";

    private IntegrationConstant() {}

    /** Returns the prediction with its added constant named as in the gold answer, or as it is. */
    static Node renamed(Node gold, Node prediction, Nodes nodes) {
        @Nullable String left = onlyIn(gold, prediction);
        @Nullable String right = onlyIn(prediction, gold);
        boolean customary = CUSTOMARY.equals(left) || CUSTOMARY.equals(right);
        if (left == null || right == null || !customary || !isAdded(gold, left) || !isAdded(prediction, right)) {
            return prediction;
        }
        List<Node> terms = new ArrayList<>(((Node.Add) prediction).terms());
        terms.replaceAll(term -> term.equals(new Node.Var(right)) ? new Node.Var(left) : term);
        return nodes.add(terms);
    }

    private static @Nullable String onlyIn(Node node, Node other) {
        Set<String> names = new TreeSet<>(FreeVariables.of(node));
        names.removeAll(FreeVariables.of(other));
        return names.size() == 1 ? names.iterator().next() : null;
    }

    private static boolean isAdded(Node node, String name) {
        return node instanceof Node.Add sum
                && sum.terms().stream()
                                .filter(term -> FreeVariables.of(term).contains(name))
                                .count()
                        == 1
                && sum.terms().contains(new Node.Var(name));
    }
}
