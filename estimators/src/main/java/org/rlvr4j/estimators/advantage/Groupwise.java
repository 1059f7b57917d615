package org.rlvr4j.estimators.advantage;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.rlvr4j.api.VerifiedGroup;

/** Applies a formula to each group by itself. */
final class Groupwise {

    private Groupwise() {}

    /**
     * The two advantages that a group of binary rewards can have.
     *
     * @param correct of each correct rollout
     * @param wrong of each other rollout
     */
    record Levels(double correct, double wrong) {

        /** Says the same of every rollout: there is nothing to learn. */
        static final Levels NONE = new Levels(0, 0);
    }

    /** A formula in the success count m and the size n of a group, n ≥ 1. */
    @FunctionalInterface
    interface CountFormula {
        Levels at(int successes, int size);
    }

    /** Computes advantages from each group's rewards; shapes [n] to [n]. */
    static double[][] byRewards(List<VerifiedGroup> groups, UnaryOperator<double[]> formula) {
        return groups.stream().map(group -> formula.apply(group.rewards())).toArray(double[][]::new);
    }

    /** Computes advantages from each group's counts. */
    static double[][] byCounts(List<VerifiedGroup> groups, CountFormula formula) {
        return byRewards(groups, rewards -> {
            if (rewards.length == 0) {
                return rewards;
            }
            int successes = (int) Arrays.stream(rewards).filter(r -> r > 0).count();
            Levels levels = formula.at(successes, rewards.length);
            return Arrays.stream(rewards)
                    .map(r -> r > 0 ? levels.correct() : levels.wrong())
                    .toArray();
        });
    }

    /** The mean; 0 of nothing. */
    static double mean(double[] values) {
        return Arrays.stream(values).sum() / Math.max(1, values.length);
    }
}
