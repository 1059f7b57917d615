package org.rlvr4j.bbg;

import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.testkit.UpdateGateContract;

class ZeroSuccessOnlyGateContractTest extends UpdateGateContract {

    @Override
    protected UpdateGate gate() {
        return new ZeroSuccessOnlyGate(OptionSchema.of(ZeroSuccessOnlyOptions.class).defaults());
    }
}
