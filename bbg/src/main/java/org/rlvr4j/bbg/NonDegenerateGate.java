package org.rlvr4j.bbg;

import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;

/**
 * Trains, with weight 1, on the groups that are neither all right nor all wrong: 0 &lt; m &lt; n.
 *
 * <p>Source: dynamic sampling of DAPO (arXiv 2503.14476), which drops the groups whose group-normalised
 * advantages are all 0. A group of n = 1 is always degenerate, so it is never active. Do not combine with advantages
 * that learn from all-wrong groups (W-REINFORCE): they are dropped here.
 */
public final class NonDegenerateGate implements UpdateGate {

    /** Creates the gate. */
    public NonDegenerateGate() {}

    @Override
    public GateDecision decide(VerifiedGroup group, SuccessHistory history) {
        int m = group.successes();
        int n = group.size();
        String bucket = "m=" + m + "/" + n;
        if (m == 0) {
            return GateDecision.drop(n, bucket + ": none correct");
        }
        return m == n
                ? GateDecision.drop(n, bucket + ": all correct")
                : GateDecision.keep(n, 1, bucket + ": 0 < m < n");
    }
}
