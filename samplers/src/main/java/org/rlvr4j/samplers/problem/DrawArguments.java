package org.rlvr4j.samplers.problem;

/** Checks the arguments of a draw. */
final class DrawArguments {

    private DrawArguments() {}

    /**
     * Checks ranges.
     *
     * @throws IllegalArgumentException naming the argument, its value and what is allowed
     */
    static void check(long cursor, int count, int problems) {
        if (cursor < 0) {
            throw new IllegalArgumentException("cursor must be at least 0, got " + cursor);
        }
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, got " + count);
        }
        if (problems < 1) {
            throw new IllegalArgumentException("there must be at least one problem to draw from, got none");
        }
    }
}
