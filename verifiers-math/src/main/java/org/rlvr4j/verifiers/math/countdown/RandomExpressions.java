package org.rlvr4j.verifiers.math.countdown;

import java.util.List;
import java.util.random.RandomGenerator;

/** Draws expressions of every tree shape, with every order of the numbers and every operator. */
final class RandomExpressions {

    private RandomExpressions() {}

    /**
     * Draws one expression that uses each number once.
     *
     * @param numbers at least one number
     * @param random the only source of randomness
     * @return an expression whose value may be anything, also undefined; every expression over the numbers is possible,
     *     and each split of k numbers into two operands' sizes is equally likely
     */
    static Expression draw(List<Integer> numbers, RandomGenerator random) {
        int[] order = numbers.stream().mapToInt(Integer::intValue).toArray();
        shuffle(order, random);
        return tree(order, 0, order.length, random);
    }

    private static Expression tree(int[] leaves, int from, int to, RandomGenerator random) {
        if (to - from == 1) {
            return new Expression.Literal(leaves[from]);
        }
        int split = from + 1 + random.nextInt(to - from - 1);
        Operator operator = Operator.ALL.get(random.nextInt(Operator.ALL.size()));
        return new Expression.Operation(operator, tree(leaves, from, split, random), tree(leaves, split, to, random));
    }

    /** Orders values at random (Fisher–Yates). */
    static void shuffle(int[] values, RandomGenerator random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }
}
