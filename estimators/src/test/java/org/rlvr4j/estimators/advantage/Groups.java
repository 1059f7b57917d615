package org.rlvr4j.estimators.advantage;

import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.verify.Verdict;

/** Groups of given outcomes. */
final class Groups {

    private static final Rollout ROLLOUT =
            new Rollout(new int[] {1}, new float[] {-1}, 0, StopReason.STOP_TOKEN, "text");

    private Groups() {}

    /** A group whose rollout i is correct where bit i is set. */
    static VerifiedGroup ofMask(int mask, int n) {
        List<Rollout> rollouts = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            rollouts.add(ROLLOUT);
            verdicts.add((mask >> i & 1) == 1 ? new Verdict.Correct("", "") : new Verdict.Unparseable(""));
        }
        return new VerifiedGroup(new Problem("p", "prompt", ""), new int[] {1}, rollouts, verdicts, List.of());
    }

    /** A group of n whose first m rollouts are correct. */
    static VerifiedGroup of(int m, int n) {
        return ofMask((1 << m) - 1, n);
    }
}
