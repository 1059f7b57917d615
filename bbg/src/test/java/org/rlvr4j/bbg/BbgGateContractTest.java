package org.rlvr4j.bbg;

import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.testkit.UpdateGateContract;

class BbgGateContractTest extends UpdateGateContract {

    @Override
    protected UpdateGate gate() {
        return new BbgGate(OptionSchema.of(BbgOptions.class).defaults());
    }
}
