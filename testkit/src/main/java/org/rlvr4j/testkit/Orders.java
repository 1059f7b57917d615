package org.rlvr4j.testkit;

import java.util.SplittableRandom;

/** Random orders. */
final class Orders {

    private Orders() {}

    static int[] permutation(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
