package org.example.curriculum;

import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.testkit.UpdateGateContract;

class BandGateContractTest extends UpdateGateContract {

    @Override
    protected UpdateGate gate() {
        return new BandGate(OptionSchema.of(BandOptions.class).defaults());
    }
}
