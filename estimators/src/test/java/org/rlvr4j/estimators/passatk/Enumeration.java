package org.rlvr4j.estimators.passatk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.ProblemOutcome.AnswerCount;

/** The definition of every metric here: the average over all k-subsets of the samples. */
final class Enumeration {

    private Enumeration() {}

    /** One value for each sample: its answer's index, or −1; samples of one answer are adjacent. */
    static int[] ballots(ProblemOutcome outcome) {
        List<Integer> ballots = new ArrayList<>();
        for (int i = 0; i < outcome.answers().size(); i++) {
            for (int j = 0; j < outcome.answers().get(i).count(); j++) {
                ballots.add(i);
            }
        }
        while (ballots.size() < outcome.samples()) {
            ballots.add(-1);
        }
        return ballots.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The average of a function of a subset, given as bit mask, over all subsets of k of n. */
    static double average(int n, int k, ToDoubleFunction<Integer> value) {
        double sum = 0;
        int subsets = 0;
        for (int mask = 0; mask < 1 << n; mask++) {
            if (Integer.bitCount(mask) == k) {
                sum += value.applyAsDouble(mask);
                subsets++;
            }
        }
        return sum / subsets;
    }

    /** How many of the first c samples a subset holds. */
    static int hits(int mask, int c) {
        return Integer.bitCount(mask & ((1 << c) - 1));
    }

    static double majority(ProblemOutcome outcome, int k) {
        int[] ballots = ballots(outcome);
        List<AnswerCount> answers = outcome.answers();
        return average(ballots.length, k, mask -> {
            int[] votes = new int[answers.size()];
            int lead = 0;
            for (int i = 0; i < ballots.length; i++) {
                if ((mask >> i & 1) == 1 && ballots[i] >= 0) {
                    lead = Math.max(lead, ++votes[ballots[i]]);
                }
            }
            double leaders = 0;
            double correct = 0;
            for (int i = 0; i < votes.length && lead > 0; i++) {
                leaders += votes[i] == lead ? 1 : 0;
                correct += votes[i] == lead && answers.get(i).correct() ? 1 : 0;
            }
            return leaders == 0 ? 0 : correct / leaders;
        });
    }
}
