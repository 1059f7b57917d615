package org.example.curriculum;

import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;

/** Trains on groups whose success rate m/n lies in a band, each with weight 1, and drops the others. */
public final class BandGate implements UpdateGate {

    private final BandOptions options;

    /**
     * Creates the gate.
     *
     * @param options the band
     */
    public BandGate(BandOptions options) {
        this.options = options;
    }

    @Override
    public GateDecision decide(VerifiedGroup group, SuccessHistory history) {
        int m = group.successes();
        int n = group.size();
        double rate = (double) m / n;
        String counts = "m=" + m + "/" + n;
        return rate >= options.low() && rate <= options.high()
                ? GateDecision.keep(n, 1, counts + ": in the band")
                : GateDecision.drop(n, counts + ": outside " + options.low() + " to " + options.high());
    }
}
