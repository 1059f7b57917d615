package org.rlvr4j.examples.gate;

import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;

/**
 * Weights a group by (1 − m/n)^(K−1): the marginal contribution K (1 − p)^(K−1) at the estimate p = m/n instead of its
 * posterior mean, relative to that at p = 0.
 *
 * <p>A group with m = n has weight 0 and is dropped, unless K = 1, where every group has weight 1.
 */
public final class PlugInGate implements UpdateGate {

    private final PlugInOptions options;

    /**
     * Creates the gate.
     *
     * @param options K
     */
    public PlugInGate(PlugInOptions options) {
        this.options = options;
    }

    @Override
    public GateDecision decide(VerifiedGroup group, SuccessHistory history) {
        double failureRate = 1 - (double) group.successes() / group.size();
        double weight = Math.pow(failureRate, options.referenceK() - 1);
        return GateDecision.keep(group.size(), weight, "m=" + group.successes() + "/" + group.size());
    }
}
