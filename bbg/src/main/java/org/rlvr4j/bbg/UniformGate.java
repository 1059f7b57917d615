package org.rlvr4j.bbg;

import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;

/**
 * Trains on every group with weight 1: ungated RLVR, the baseline of every ablation.
 *
 * <p>No degenerate case: groups of n = 1, all right or all wrong are active too, whether or not the advantages are 0
 * there.
 */
public final class UniformGate implements UpdateGate {

    /** Creates the gate. */
    public UniformGate() {}

    @Override
    public GateDecision decide(VerifiedGroup group, SuccessHistory history) {
        return GateDecision.keep(group.size(), 1, "m=" + group.successes() + "/" + group.size() + ": always active");
    }
}
