package org.rlvr4j.verifiers.math.countdown;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Random expression trees with their own evaluation, independent of the code under test. */
final class ExpressionTrees {

    /**
     * A tree: a number, or two trees and one of {@code + - * /}.
     *
     * @param number the number of a leaf
     * @param operator 0 for a leaf
     */
    record Tree(
            int number,
            char operator,
            @Nullable Tree left,
            @Nullable Tree right) {

        /** Numerator and denominator, not reduced; null where it divides by zero. */
        BigInteger @Nullable [] value() {
            if (left == null || right == null) {
                return new BigInteger[] {BigInteger.valueOf(number), BigInteger.ONE};
            }
            BigInteger[] a = left.value();
            BigInteger[] b = right.value();
            if (a == null || b == null) {
                return null;
            }
            return switch (operator) {
                case '+' -> new BigInteger[] {a[0].multiply(b[1]).add(b[0].multiply(a[1])), a[1].multiply(b[1])};
                case '-' -> new BigInteger[] {a[0].multiply(b[1]).subtract(b[0].multiply(a[1])), a[1].multiply(b[1])};
                case '*' -> new BigInteger[] {a[0].multiply(b[0]), a[1].multiply(b[1])};
                default -> b[0].signum() == 0 ? null : new BigInteger[] {a[0].multiply(b[1]), a[1].multiply(b[0])};
            };
        }

        /** Whether the value is this integer. */
        boolean equalsInteger(int target) {
            BigInteger[] value = value();
            return value != null && value[0].equals(value[1].multiply(BigInteger.valueOf(target)));
        }

        /** The value if it is an integer from 1 to 999999999, else 0. */
        int target() {
            BigInteger[] value = value();
            if (value == null || value[0].mod(value[1].abs()).signum() != 0) {
                return 0;
            }
            BigInteger quotient = value[0].divide(value[1]);
            return quotient.signum() > 0 && quotient.bitLength() < 29 ? quotient.intValueExact() : 0;
        }

        List<Integer> leaves() {
            List<Integer> leaves = new ArrayList<>();
            if (left == null || right == null) {
                leaves.add(number);
            } else {
                leaves.addAll(left.leaves());
                leaves.addAll(right.leaves());
            }
            return leaves;
        }

        /** Fully parenthesised, without spaces. */
        String text() {
            return left == null || right == null
                    ? Integer.toString(number)
                    : "(" + left.text() + operator + right.text() + ")";
        }
    }

    private ExpressionTrees() {}

    /** Trees of a given number of leaves, whose numbers are 1..20. */
    static Arbitrary<Tree> ofSize(int size) {
        if (size == 1) {
            return Arbitraries.integers().between(1, 20).map(number -> new Tree(number, '\0', null, null));
        }
        return Arbitraries.integers()
                .between(1, size - 1)
                .flatMap(onTheLeft -> Combinators.combine(
                                Arbitraries.of('+', '-', '*', '/'), ofSize(onTheLeft), ofSize(size - onTheLeft))
                        .as((operator, left, right) -> new Tree(0, operator, left, right)));
    }
}
