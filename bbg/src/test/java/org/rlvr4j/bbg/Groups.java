package org.rlvr4j.bbg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.verify.Verdict;

/** Judged groups for tests. */
final class Groups {

    private Groups() {}

    /** A group of one problem, rollout i correct where {@code outcomes} says so. */
    static VerifiedGroup of(String problemId, List<Boolean> outcomes) {
        List<Rollout> rollouts = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        for (boolean correct : outcomes) {
            rollouts.add(new Rollout(new int[] {1}, new float[] {-1}, 0, StopReason.STOP_TOKEN, "x"));
            verdicts.add(correct ? new Verdict.Correct("x", "right") : new Verdict.Incorrect("x", "wrong"));
        }
        return new VerifiedGroup(new Problem(problemId, "?", "x"), new int[] {0}, rollouts, verdicts, List.of());
    }

    /** A group whose first m of n rollouts are correct. */
    static VerifiedGroup of(int m, int n) {
        Boolean[] outcomes = new Boolean[n];
        Arrays.setAll(outcomes, i -> i < m);
        return of("p", Arrays.asList(outcomes));
    }
}
