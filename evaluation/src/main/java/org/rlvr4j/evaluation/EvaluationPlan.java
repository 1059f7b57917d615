package org.rlvr4j.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.evaluation.PassAtKEstimator;

/**
 * What is evaluated, how finely, and when it is enough.
 *
 * @param problems the problems, with distinct ids; not empty
 * @param samples samples of each problem, the pilot's included; with a pilot their mean; ≥ 1
 * @param ks the numbers of samples at which Pass@k is given; ascending, from 1 to {@code samples}
 * @param seed from which every sample's seed is made
 * @param metrics Pass@k and its relatives
 * @param level of all intervals, in (0, 1)
 * @param untilInterval half the width of the interval for the accuracy on these problems at which sampling ends, in (0, 1);
 *     empty for all samples
 * @param pilot samples of each problem by which the others are shared out, and which are not counted; 0 draws the same
 *     number of each problem
 * @param mostFailed the greatest share of failed samples at which numbers are still given; in [0, 1)
 */
public record EvaluationPlan(
        List<Problem> problems,
        int samples,
        List<Integer> ks,
        long seed,
        List<PassAtKEstimator> metrics,
        double level,
        OptionalDouble untilInterval,
        int pilot,
        double mostFailed) {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if something is out of range; the message says what
     */
    public EvaluationPlan {
        problems = List.copyOf(problems);
        ks = List.copyOf(ks);
        metrics = List.copyOf(metrics);
        List<String> mistakes = new ArrayList<>();
        if (problems.isEmpty()) {
            mistakes.add("there is no problem to evaluate on");
        }
        Set<String> ids = new HashSet<>();
        problems.stream()
                .filter(problem -> !ids.add(problem.id()))
                .findFirst()
                .ifPresent(problem -> mistakes.add("two problems have the id " + problem.id()));
        if (samples < 1) {
            mistakes.add("samples must be at least 1, got " + samples);
        }
        int previous = 0;
        for (int k : ks) {
            if (k <= previous) {
                mistakes.add("k must be at least 1 and ascend, got " + k + " after " + previous);
            }
            previous = k;
        }
        if (ks.isEmpty() || previous > Math.max(1, samples - pilot)) {
            mistakes.add("k must be from 1 to the number of samples that are counted, " + (samples - pilot) + ", got "
                    + (ks.isEmpty() ? "none" : previous));
        }
        if (!(level > 0 && level < 1)) {
            mistakes.add("level must be between 0 and 1, got " + level);
        }
        if (untilInterval.isPresent() && !(untilInterval.getAsDouble() > 0 && untilInterval.getAsDouble() < 1)) {
            mistakes.add("half the interval's width must be between 0 and 1, got " + untilInterval.getAsDouble());
        }
        if (pilot < 0 || pilot == 1 || (pilot > 0 && pilot >= samples)) {
            mistakes.add("a pilot must have from 2 samples to fewer than all " + samples + ", got " + pilot);
        }
        if (!(mostFailed >= 0 && mostFailed < 1)) {
            mistakes.add("the share of failed samples must be at least 0 and below 1, got " + mostFailed);
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", mistakes));
        }
    }
}
