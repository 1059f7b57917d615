package org.rlvr4j.bbg;

import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.Evidence;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;

/**
 * A gate's rule from counts to a weight, applied to each rollout of a group under some kind of evidence.
 *
 * <p>Any two correct rollouts see the same counts, and so do any two wrong ones: the rule is asked at most twice a group,
 * and a decision cannot depend on the order of rollouts.
 */
@FunctionalInterface
interface TallyRule {

    /**
     * What the rule gives for some counts.
     *
     * @param weight finite, ≥ 0
     * @param reason the quantity and the threshold
     */
    record Weighed(double weight, String reason) {}

    /** Weighs a rollout for which the evidence is {@code tally}. */
    Weighed weigh(Tally tally);

    /** Decides about a group; a group of no rollout has no weight to give and is dropped. */
    default GateDecision decide(EvidenceKind kind, VerifiedGroup group, SuccessHistory history) {
        int n = group.size();
        int m = group.successes();
        if (n == 0) {
            return GateDecision.drop(0, "m=0/0: no rollout was judged");
        }
        String bucket = "m=" + m + "/" + n;
        if (kind == EvidenceKind.LEAVE_ONE_OUT) {
            return leaveOneOut(bucket, m, group);
        }
        Tally tally = kind.tally(m, n, false, history.of(group.problem().id()));
        Weighed weighed = weigh(tally);
        String evidence = kind == EvidenceKind.HISTORY ? ", earlier " + tally : "";
        return GateDecision.keep(n, weighed.weight(), bucket + evidence + ": " + weighed.reason());
    }

    private GateDecision leaveOneOut(String bucket, int m, VerifiedGroup group) {
        int n = group.size();
        double[] weights = new double[n];
        StringBuilder reason = new StringBuilder(bucket);
        String separator = ": ";
        for (boolean correct : new boolean[] {true, false}) {
            if ((correct ? m : n - m) == 0) {
                continue;
            }
            Tally others = EvidenceKind.LEAVE_ONE_OUT.tally(m, n, correct, Evidence.NONE);
            Weighed weighed = weigh(others);
            for (int i = 0; i < n; i++) {
                if (group.isCorrect(i) == correct) {
                    weights[i] = weighed.weight();
                }
            }
            reason.append(separator)
                    .append(correct ? "correct" : "wrong")
                    .append(" (others ")
                    .append(others)
                    .append(") ")
                    .append(weighed.reason());
            separator = ", ";
        }
        return new GateDecision(weights, reason.toString());
    }
}
