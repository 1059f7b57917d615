package org.rlvr4j.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.verify.Verdict;

/** Makes judged groups without a policy or a verifier. */
public final class SampleGroups {

    /** Token ids of made-up rollouts are below this. */
    public static final int VOCABULARY = 16;

    private SampleGroups() {}

    /**
     * Makes a group with m of n rollouts correct, the correct ones first.
     *
     * @param successes m
     * @param size n, ≥ 1
     * @return the group of the problem {@code "problem"}
     */
    public static VerifiedGroup of(int successes, int size) {
        return of("problem", successes, size);
    }

    /**
     * Makes a group with m of n rollouts correct, the correct ones first.
     *
     * @param problemId the problem's id
     * @param successes m
     * @param size n, ≥ 1
     * @return the group
     */
    public static VerifiedGroup of(String problemId, int successes, int size) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            verdicts.add(
                    i < successes
                            ? new Verdict.Correct("right", "it is right")
                            : new Verdict.Incorrect("wrong", "it is wrong"));
        }
        return of(problemId, verdicts, 0);
    }

    /**
     * Makes a group of given verdicts.
     *
     * @param problemId the problem's id
     * @param verdicts one for each rollout, none of them {@link Verdict.Failed}; shape [n]
     * @param failures how many rollouts could not be judged
     * @return the group, whose rollouts differ from one another in tokens, length and log-probabilities
     */
    public static VerifiedGroup of(String problemId, List<? extends Verdict> verdicts, int failures) {
        List<Rollout> rollouts = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            rollouts.add(rollout(i));
        }
        Problem problem = new Problem(problemId, "prompt of " + problemId, "reference of " + problemId);
        return new VerifiedGroup(
                problem,
                new int[] {1, 2},
                rollouts,
                List.copyOf(verdicts),
                Collections.nCopies(failures, new Verdict.Failed("made up")));
    }

    private static Rollout rollout(int index) {
        int length = 1 + index % 5;
        int[] tokens = new int[length];
        float[] logProbs = new float[length];
        for (int t = 0; t < length; t++) {
            tokens[t] = (3 * index + 5 * t + 1) % VOCABULARY;
            logProbs[t] = -(1 + (index + 2 * t) % 7) / 3f;
        }
        return new Rollout(tokens, logProbs, 0, StopReason.STOP_TOKEN, "response " + index);
    }

    /**
     * Puts a group's rollouts in another order.
     *
     * @param group the group
     * @param order rollout {@code order[i]} comes to position i; a permutation of 0 … n − 1
     * @return the same rollouts and verdicts in that order
     */
    public static VerifiedGroup reordered(VerifiedGroup group, int[] order) {
        List<Rollout> rollouts = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        for (int from : order) {
            rollouts.add(group.rollouts().get(from));
            verdicts.add(group.verdicts().get(from));
        }
        return new VerifiedGroup(group.problem(), group.promptTokens(), rollouts, verdicts, group.failed());
    }
}
