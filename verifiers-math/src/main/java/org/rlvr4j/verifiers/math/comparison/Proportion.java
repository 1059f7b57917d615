package org.rlvr4j.verifiers.math.comparison;

import java.util.List;
import org.rlvr4j.verifiers.math.Comparison;

/** Decides whether one scalar is a constant multiple of another. */
final class Proportion {

    private static final int MOST_ANCHORS = 6;

    private final Nodes nodes;
    private final ScalarEquality equality;

    Proportion(Nodes nodes, ScalarEquality equality) {
        this.nodes = nodes;
        this.equality = equality;
    }

    /**
     * Compares the zero sets, or for inequalities also the signs, of two scalars.
     *
     * @param signed whether the factor must be positive
     */
    Comparison compare(Node left, Node right, boolean signed) {
        if (equality.compare(left, right).isEqual()) {
            return Findings.equal("as the same relation");
        }
        for (int n = 0; n < MOST_ANCHORS; n++) {
            int point = n;
            Node a = anchored(left, point);
            Node b = anchored(right, point);
            if (!equality.isNonzeroConstant(a) || !equality.isNonzeroConstant(b)) {
                continue;
            }
            Comparison comparison =
                    equality.compare(nodes.multiply(List.of(left, b)), nodes.multiply(List.of(right, a)));
            if (comparison.isEqual()) {
                boolean positive = !signed || equality.order(nodes.multiply(List.of(a, b)), Nodes.number(0)) > 0;
                return positive
                        ? Findings.equal("as a multiple of the same relation")
                        : Findings.different(": the inequality points the other way");
            }
            if (!signed && equality.sameNumerators(left, right)) {
                return Findings.equal("as the same relation without fractions");
            }
            return Findings.different(": the relations are not multiples of one another");
        }
        return Findings.undecided("the relations have no values that can be compared");
    }

    /** Puts numbers in place of variables. */
    private Node anchored(Node node, int point) {
        return new Substitution(nodes, equality.point(point)).of(node);
    }
}
