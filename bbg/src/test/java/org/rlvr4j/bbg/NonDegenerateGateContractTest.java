package org.rlvr4j.bbg;

import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.testkit.UpdateGateContract;

class NonDegenerateGateContractTest extends UpdateGateContract {

    @Override
    protected UpdateGate gate() {
        return new NonDegenerateGate();
    }
}
